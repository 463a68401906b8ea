import type { Dash } from '../dash/client.ts';
import { disabledWebhooks, type DisabledWebhook } from '../dash/webhooks.ts';
import { inputText } from '../fields/inputs.ts';
import { eventKey, hookAndType, isOfEvent } from './chosenEvent.ts';

/** The field for one kind of event, of which webhooks that are switched off are looked for. */
export const eventField = {
  key: 'event',
  label: 'Event',
  type: 'string',
  dynamic: 'list_webhook_events.id.name',
  helpText: 'What the phone system would tell of. Leave empty for every event.',
} as const;

/** Our webhooks that are switched off, of the event in the field or of every one. */
export const disabledFor = async (dash: Dash, input: unknown): Promise<DisabledWebhook[]> => {
  const event = inputText(input);
  const disabled = await disabledWebhooks(dash, event === null ? undefined : hookAndType(event).hook);
  return disabled.filter((webhook) => isOfEvent(webhook, event));
};

/** The event of a webhook as the field for events stores it; null where the phone system does not say. */
export const eventOf = ({ hook, type }: DisabledWebhook): string | null => hook && eventKey(hook, type);
