import { field, type RecordOf } from '../fields/output.ts';
import { personSample, type Person } from '../fields/person.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { agentPersonFields, statusFields, statusValues } from './agent.record.ts';
import { asSentence, formatAgentStatus } from './sentences.ts';
import { formatStatus } from './status.ts';
import { statusChangeKey, type StatusChange } from './statusChange.ts';

export const statusChangeFields = [
  field('id', 'string', 'Change ID'),
  field('summary', 'string', 'Summary'),
  ...statusFields,
  field('previous_status', 'string', 'Previous Status'),
  field('pause_reason', 'string', 'Pause Reason'),
  ...eventTimeFields('changed', 'Changed'),
  ...agentPersonFields,
] as const;

type StatusChangeRecord = RecordOf<typeof statusChangeFields>;

/** The record of a change. `queueName` is the one queue that changed; null when the change is for all queues. */
export const statusChangeRecord = (
  change: StatusChange,
  person: Person,
  timeZone: string,
  queueName: string | null = null,
): StatusChangeRecord => {
  const { status, previous, pauseReason } = change;
  const at = new Date(change.at);
  const where = queueName === null ? '' : ` in ${queueName}`;
  const before = previous === null || previous === 'unknown' ? '' : ` (was ${formatStatus(previous)})`;
  return {
    id: statusChangeKey(change),
    summary: asSentence(`${formatAgentStatus(person, status, 'now')}${where}${before}, ${formatTime(at, timeZone)}.`),
    ...statusValues(status),
    previous_status: previous,
    pause_reason: pauseReason,
    ...eventTimeValues('changed', at, timeZone),
    ...person,
  };
};

/** A sample record. Its summary is written out because loading `Intl` would add milliseconds to every start of the app. */
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

/** An event has the previous status only when the agent signs in. */
export const availabilityChangeSample = sampleOf({
  id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b-away-1795550400',
  summary: 'Jane Doe is now away, Tue, Nov 24, 12:00 PM.',
  previous_status: null,
});
