import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { enableWebhook, type DisabledWebhook } from '../dash/webhooks.ts';
import { connect } from '../zapier/context.ts';
import { isRetriedByZapier, sentenceOf } from '../zapier/errors.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { disabledFor, eventField, eventOf } from './disabledWebhooks.ts';

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('changed', 'boolean', 'Changed'),
  field('webhook_count', 'number', 'Webhook Count'),
  field('webhook_ids', 'string', 'Webhook IDs'),
  field('trigger_names', 'string', 'Trigger Names'),
  field('events', 'string', 'Events'),
  field('disable_reasons', 'string', 'Reasons'),
] as const;

type RepairedRecord = RecordOf<typeof outputFields>;

/** Each value once, as a text; null when there is none. */
const listed = (values: (string | null)[]): string | null =>
  [...new Set(values.filter((value) => value !== null))].join(', ') || null;

const triggersOf = (webhooks: readonly DisabledWebhook[]): string | null =>
  listed(webhooks.map(({ trigger }) => trigger));

/** A webhook that could not be switched on again, and the error that says why. */
type Left = { webhook: DisabledWebhook; reason: unknown };

const formatLeft = (left: readonly Left[]): string => {
  const triggers = triggersOf(left.map(({ webhook }) => webhook));
  const reasons = [...new Set(left.map(({ reason }) => sentenceOf(reason)))];
  return triggers === null ? '' : ` Not repaired: ${triggers}. ${reasons.join(' ')}`;
};

const repairedRecord = (repaired: readonly DisabledWebhook[], left: readonly Left[]): RepairedRecord => {
  const webhook_ids = listed(repaired.map(({ id }) => id));
  const trigger_names = triggersOf(repaired);
  return {
    id: webhook_ids ?? 'none',
    summary:
      trigger_names === null
        ? 'Nothing to repair: the phone system tells every Zap what happens.'
        : `The phone system tells Zaps with these triggers again what happens: ${trigger_names}.${formatLeft(left)}`,
    changed: repaired.length > 0,
    webhook_count: repaired.length,
    webhook_ids,
    trigger_names,
    events: listed(repaired.map(eventOf)),
    disable_reasons: listed(repaired.map(({ reason }) => reason)),
  };
};

const perform = async (z: ZObject, bundle: Bundle): Promise<RepairedRecord> => {
  const { dash } = connect(z, bundle);
  const disabled = await disabledFor(dash, bundle.inputData.event);
  const outcomes = await Promise.allSettled(disabled.map(({ id }) => enableWebhook(dash, id)));
  const repaired = disabled.filter((_webhook, nth) => outcomes[nth]?.status === 'fulfilled');
  const left = disabled.flatMap((webhook, nth) => {
    const outcome = outcomes[nth];
    return outcome?.status === 'rejected' ? [{ webhook, reason: outcome.reason as unknown }] : [];
  });
  // Where some were repaired, an error would hide that.
  const worst = left.find(({ reason }) => isRetriedByZapier(reason)) ?? left[0];
  if (repaired.length === 0 && worst) throw worst.reason;
  return repairedRecord(repaired, left);
};

export const reenableWebhooks = {
  key: 'reenable_webhooks',
  noun: 'Webhook',
  display: {
    label: 'Repair Webhooks',
    description:
      'Lets the phone system tell your Zaps again what happens, where it has stopped. Webhooks that others made stay as they are.',
  },
  operation: {
    inputFields: defineInputFields([eventField]),
    perform,
    outputFields: [...outputFields],
    sample: {
      id: '51840ffc8bde832a1f5477def32cd665',
      summary: 'The phone system tells Zaps with these triggers again what happens: New Voicemail.',
      changed: true,
      webhook_count: 1,
      webhook_ids: '51840ffc8bde832a1f5477def32cd665',
      trigger_names: 'New Voicemail',
      events: 'notifications/voicemail_new',
      disable_reasons: 'too many failed attempts',
    } satisfies RepairedRecord,
  },
};
