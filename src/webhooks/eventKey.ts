import { NOTIFICATIONS } from '../dash/webhooks.ts';

/** The hook for documents that are created, changed or deleted. It needs the kind of document and the change. */
export const OBJECT_HOOK = 'object';

/** Hooks that send everything, and notifications with passwords, API keys or links that reset a password (`webhooks.md`). */
const HOOKS_WITH_SECRETS = new Set(['all']);
const NOTIFICATIONS_WITH_SECRETS = new Set(['all', 'new_user', 'new_account', 'password_recovery']);

const normalize = (name: string): string => name.trim().toLowerCase();

/** Whether the hook is the one for notifications, however it is written. */
export const isNotificationHook = (hook: string): boolean => normalize(hook) === NOTIFICATIONS;

/** Whether a hook carries secrets, whatever happens. */
export const isSecretHook = (hook: string): boolean => HOOKS_WITH_SECRETS.has(normalize(hook));

/** Whether a notification carries secrets. */
export const isSecretNotification = (type: string): boolean => NOTIFICATIONS_WITH_SECRETS.has(normalize(type));

/** The event as the field stores it: `channel_destroy`, `notifications/voicemail_new`. */
export const eventKey = (hook: string, type: string | null): string => (type === null ? hook : `${hook}/${type}`);

/** The hook of a stored event, and its notification if it has one. */
export const parseEventKey = (event: string): { hook: string; type: string | null } => {
  const slash = event.indexOf('/');
  if (slash < 0) return { hook: event, type: null };
  return { hook: event.slice(0, slash).trim(), type: event.slice(slash + 1).trim() };
};
