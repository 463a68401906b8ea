import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { disabledWebhooks, type DisabledWebhook } from '../dash/webhooks.ts';
import { eventKey, OBJECT_HOOK, parseEventKey } from './eventKey.ts';

/** The field that limits disabled webhooks to those for one event. */
export const eventFilterFields = defineInputFields([
  {
    key: 'event',
    label: 'Event',
    type: 'string',
    dynamic: 'list_webhook_events.id.name',
    helpText: 'The event that the Zap starts with. Leave empty for all. From Find Disconnected Zap, map Event.',
  },
]);

/** Whether a webhook is for an event; the key of the event does not say the kind of document. */
const isForEvent = ({ hook, type }: DisabledWebhook, event: string): boolean =>
  hook !== null && eventKey(hook, hook === OBJECT_HOOK ? null : type) === event;

/** The app's disabled webhooks, for one event or, with null, for all. Requests: those of `disabledWebhooks`. */
export const disabledWebhooksFor = async (dash: Dash, event: string | null): Promise<DisabledWebhook[]> => {
  if (event === null) return disabledWebhooks(dash);
  const disabled = await disabledWebhooks(dash, parseEventKey(event).hook);
  return disabled.filter((webhook) => isForEvent(webhook, event));
};

/** The event of a webhook, as the Event field stores it; null if it isn't known. */
export const eventKeyOf = ({ hook, type }: DisabledWebhook): string | null => hook && eventKey(hook, type);
