import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { DisabledWebhook } from '../dash/webhooks.ts';
import { connect } from '../zapier/context.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { disabledFor, eventField, eventOf } from './disabledWebhooks.ts';

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('trigger_name', 'string', 'Trigger Name'),
  field('event', 'string', 'Event'),
  field('disable_reason', 'string', 'Reason'),
] as const;

type DisabledRecord = RecordOf<typeof outputFields>;

const disabledRecord = (webhook: DisabledWebhook): DisabledRecord => {
  const { id, trigger, reason } = webhook;
  const why = reason === null ? '' : `: ${reason}`;
  return {
    id,
    summary: `The phone system has stopped telling a Zap with the trigger ${trigger}${why}.`,
    trigger_name: trigger,
    event: eventOf(webhook),
    disable_reason: reason,
  };
};

const perform = async (z: ZObject, bundle: Bundle): Promise<DisabledRecord[]> => {
  const disabled = await disabledFor(connect(z, bundle).dash, bundle.inputData.event);
  return disabled.map(disabledRecord);
};

export const findDisabledWebhook = {
  key: 'find_disabled_webhook',
  noun: 'Webhook',
  display: {
    label: 'Find Disabled Webhook',
    description: 'Finds a Zap of yours that the phone system has stopped telling what happens.',
  },
  operation: {
    inputFields: defineInputFields([eventField]),
    perform,
    outputFields: [...outputFields],
    sample: {
      id: '51840ffc8bde832a1f5477def32cd665',
      summary: 'The phone system has stopped telling a Zap with the trigger New Voicemail: too many failed attempts.',
      trigger_name: 'New Voicemail',
      event: 'notifications/voicemail_new',
      disable_reason: 'too many failed attempts',
    } satisfies DisabledRecord,
  },
};
