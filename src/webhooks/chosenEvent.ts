import { NOTIFICATIONS, type WebhookEvent } from '../dash/webhooks.ts';
import { haltedError } from '../zapier/errors.ts';
import { requiredText, inputText, inputFlag } from '../fields/inputs.ts';

/** The hook of documents that are created, changed or deleted. It needs to be told which, and what happens to them. */
export const OBJECT = 'object';

/** What sends everything, and what sends passwords, API keys or links that reset a password (`webhooks.md`). */
const HOOKS_WITH_SECRETS = new Set(['all']);
const NOTIFICATIONS_WITH_SECRETS = new Set(['all', 'new_user', 'new_account', 'password_recovery']);

const SECRETS =
  'This event carries passwords or keys, so that no Zap can be started by it. Choose another one in Event.';
const NO_NOTIFICATION = 'Event does not say which notification it is. Choose one from the list.';

const plain = (name: string): string => name.trim().toLowerCase();

/** Whether a hook carries secrets, whatever happens. */
export const isSecretHook = (hook: string): boolean => HOOKS_WITH_SECRETS.has(plain(hook));

/** Whether a notification carries secrets. */
export const isSecretNotification = (type: string): boolean => NOTIFICATIONS_WITH_SECRETS.has(plain(type));

/** The event as the field stores it: `channel_destroy`, `notifications/voicemail_new`. */
export const eventKey = (hook: string, type: string | null): string => (type === null ? hook : `${hook}/${type}`);

/** The hook of a stored event, and its notification where it is for one. */
export const hookAndType = (event: string): { hook: string; type: string | null } => {
  const slash = event.indexOf('/');
  if (slash < 0) return { hook: event, type: null };
  return { hook: event.slice(0, slash).trim(), type: event.slice(slash + 1).trim() };
};

type Input = Record<string, unknown>;

/** What Dash is to tell, from what was filled in. What carries secrets, or could, is refused. */
export const chosenEvent = (input: Input): WebhookEvent => {
  const { hook, type } = hookAndType(requiredText('Event', input.event));
  const includeSubaccounts = inputFlag('Include Subaccounts', input.include_subaccounts) ?? false;
  if (isSecretHook(hook)) throw haltedError(SECRETS);
  if (plain(hook) === NOTIFICATIONS) {
    if (!type) throw haltedError(NO_NOTIFICATION);
    if (isSecretNotification(type)) throw haltedError(SECRETS);
    return { hook, type, includeSubaccounts };
  }
  if (hook !== OBJECT) return { hook, includeSubaccounts };
  return {
    hook,
    type: requiredText('Kind of Item', input.event_type),
    action: requiredText('Change', input.event_action),
    includeSubaccounts,
  };
};

/** Whether a webhook is for the event that was chosen in a filter; an empty filter means every event. */
export const isOfEvent = ({ hook, type }: { hook: string | null; type: string | null }, input: unknown): boolean => {
  const event = inputText(input);
  return event === null || (hook !== null && eventKey(hook, hook === OBJECT ? null : type) === event);
};
