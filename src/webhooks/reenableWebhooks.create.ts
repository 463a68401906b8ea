import { enableWebhook, type DisabledWebhook } from '../dash/webhooks.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { isRetriedByZapier, sentenceOf } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { disabledWebhooksFor, eventFilterFields, eventKeyOf } from './eventFilter.ts';

const outputFields = [
  field('id', 'string', 'Zap Connection IDs'),
  field('summary', 'string', 'Summary'),
  field('changed', 'boolean', 'Changed'),
  field('webhook_count', 'number', 'Number of Zaps'),
  field('trigger_names', 'string', 'Trigger Names'),
  field('events', 'string', 'Events'),
  field('disable_reasons', 'string', 'Reasons'),
] as const;

/** Each value once, as a text; null when there is none. */
const joinUnique = (values: (string | null)[]): string | null =>
  [...new Set(values.filter((value) => value !== null))].join(', ') || null;

const triggersOf = (webhooks: readonly DisabledWebhook[]): string | null =>
  joinUnique(webhooks.map(({ trigger }) => trigger));

/** A webhook that could not be enabled again, and the error. */
type FailedRepair = { webhook: DisabledWebhook; reason: unknown };

const formatFailed = (failed: readonly FailedRepair[]): string => {
  const triggers = triggersOf(failed.map(({ webhook }) => webhook));
  const reasons = [...new Set(failed.map(({ reason }) => sentenceOf(reason)))];
  return triggers === null ? '' : ` Not reconnected: ${triggers}. ${reasons.join(' ')}`;
};

const repairRecord = (
  repaired: readonly DisabledWebhook[],
  failed: readonly FailedRepair[],
): RecordOf<typeof outputFields> => {
  const trigger_names = triggersOf(repaired);
  return {
    id: joinUnique(repaired.map(({ id }) => id)) ?? 'none',
    summary:
      trigger_names === null
        ? 'No disconnected Zaps found.'
        : `Reconnected Zaps with these triggers: ${trigger_names}.${formatFailed(failed)}`,
    changed: repaired.length > 0,
    webhook_count: repaired.length,
    trigger_names,
    events: joinUnique(repaired.map(eventKeyOf)),
    disable_reasons: joinUnique(repaired.map(({ reason }) => reason)),
  };
};

export const reenableWebhooks = create({
  key: 'reenable_webhooks',
  noun: 'Zap',
  label: 'Reconnect Zaps',
  description: 'Reconnects Zaps that the phone system has stopped sending events to.',
  inputFields: eventFilterFields,
  perform: async (input, { dash }) => {
    const disabled = await disabledWebhooksFor(dash, input.text('event'));
    const outcomes = await Promise.allSettled(disabled.map(({ id }) => enableWebhook(dash, id)));
    const repaired = disabled.filter((_webhook, index) => outcomes[index]?.status === 'fulfilled');
    const failed = disabled.flatMap((webhook, index) => {
      const outcome = outcomes[index];
      return outcome?.status === 'rejected' ? [{ webhook, reason: outcome.reason as unknown }] : [];
    });
    // If some were reconnected, an error would hide that.
    const worst = failed.find(({ reason }) => isRetriedByZapier(reason)) ?? failed[0];
    if (repaired.length === 0 && worst) throw worst.reason;
    return repairRecord(repaired, failed);
  },
  outputFields,
  sample: {
    id: '51840ffc8bde832a1f5477def32cd665',
    summary: 'Reconnected Zaps with these triggers: New Voicemail.',
    changed: true,
    webhook_count: 1,
    trigger_names: 'New Voicemail',
    events: 'notifications/voicemail_new',
    disable_reasons: 'too many failed attempts',
  },
});
