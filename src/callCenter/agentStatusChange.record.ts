import { field, type RecordOf } from '../fields/output.ts';
import { personFields, personSample, type Person } from '../fields/person.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { statusFields, statusValues } from './agent.record.ts';
import { asSentence, formatAgent } from './sentences.ts';
import { formatStatus } from './status.ts';
import { statusChangeKey, type StatusChange } from './statusChange.ts';

export const statusChangeFields = [
  field('id', 'string', 'Change ID'),
  field('summary', 'string', 'Summary'),
  ...statusFields,
  field('previous_status', 'string', 'Previous Status'),
  field('pause_reason', 'string', 'Pause Reason'),
  ...eventTimeFields('changed', 'Changed'),
  ...personFields,
] as const;

type StatusChangeRecord = RecordOf<typeof statusChangeFields>;

/** The record of a change; `queueName` is the queue that it is for, null when it is for all. */
export const statusChangeRecord = (
  change: StatusChange,
  person: Person,
  timeZone: string,
  queueName: string | null = null,
): StatusChangeRecord => {
  const { status, previous, pauseReason } = change;
  const at = new Date(change.at);
  const where = queueName === null ? '' : ` in ${queueName}`;
  const before = previous === null ? '' : ` (was ${formatStatus(previous)})`;
  return {
    id: statusChangeKey(change),
    summary: asSentence(
      `${formatAgent(person)} is now ${formatStatus(status)}${where}${before}, ${formatTime(at, timeZone)}.`,
    ),
    ...statusValues(status),
    previous_status: previous,
    pause_reason: pauseReason,
    ...eventTimeValues('changed', at, timeZone),
    ...person,
  };
};

/** The record of a change to `status`, with a summary that is written out because `Intl` takes milliseconds of the load time. */
const sampleOf = (more: Pick<StatusChangeRecord, 'id' | 'summary' | 'previous_status'>): StatusChangeRecord => ({
  ...more,
  ...statusValues('away'),
  pause_reason: null,
  ...eventTimeSample('changed', '12:00:00'),
  ...personSample,
});

export const statusChangeSample = sampleOf({
  id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b-away-1795550400',
  summary: 'Jane Doe is now away (was ready), Tue, Nov 24, 12:00 PM.',
  previous_status: 'ready',
});

/** An event says only after signing in what the status was before. */
export const availabilityChangeSample = sampleOf({
  id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b-away-1795550400',
  summary: 'Jane Doe is now away, Tue, Nov 24, 12:00 PM.',
  previous_status: null,
});
