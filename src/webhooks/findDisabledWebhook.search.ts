import type { DisabledWebhook } from '../dash/webhooks.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { search } from '../zapier/operation.ts';
import { disabledWebhooksFor, eventFilterFields, eventKeyOf } from './eventFilter.ts';

const outputFields = [
  field('id', 'string', 'Zap Connection ID'),
  field('summary', 'string', 'Summary'),
  field('trigger_name', 'string', 'Trigger Name'),
  field('event', 'string', 'Event'),
  field('disable_reason', 'string', 'Reason'),
] as const;

const disabledWebhookRecord = (webhook: DisabledWebhook): RecordOf<typeof outputFields> => {
  const { id, trigger, reason } = webhook;
  const why = reason === null ? '' : `: ${reason}`;
  return {
    id,
    summary: `A Zap with the trigger ${trigger} is disconnected${why}.`,
    trigger_name: trigger,
    event: eventKeyOf(webhook),
    disable_reason: reason,
  };
};

export const findDisabledWebhook = search({
  key: 'find_disabled_webhook',
  noun: 'Zap',
  label: 'Find Disconnected Zap',
  description: 'Finds a Zap that the phone system has stopped sending events to.',
  inputFields: eventFilterFields,
  perform: async (input, { dash }) => {
    const disabled = await disabledWebhooksFor(dash, input.text('event'));
    return disabled.map(disabledWebhookRecord);
  },
  outputFields,
  sample: {
    id: '51840ffc8bde832a1f5477def32cd665',
    summary: 'A Zap with the trigger New Voicemail is disconnected: too many failed attempts.',
    trigger_name: 'New Voicemail',
    event: 'notifications/voicemail_new',
    disable_reason: 'too many failed attempts',
  },
});
