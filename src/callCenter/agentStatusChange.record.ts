import { field, type RecordOf } from '../fields/output.ts';
import { personFields, personSample } from '../fields/person.ts';
import { eventTimeFields, eventTimeValues, formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { capitalize, formatAgent } from './sentences.ts';
import { formatStatus } from './statusLabels.ts';
import { statusChangeKey, type StatusChange } from './statusTracking.ts';

export const statusChangeFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  field('previous_status', 'string', 'Previous Status'),
  field('pause_reason', 'string', 'Pause Reason'),
  ...eventTimeFields('changed', 'Changed'),
  ...personFields,
] as const;

type StatusChangeRecord = RecordOf<typeof statusChangeFields>;

/** The record of a change: 1 request for the agent's name, none while that is cached. */
export const statusChangeRecord = async (change: StatusChange, context: Context): Promise<StatusChangeRecord> => {
  const { agentId, status, previous, pauseReason } = change;
  const at = new Date(change.at);
  const person = await findPerson(context, agentId);
  const before = previous === null ? '' : ` (was ${formatStatus(previous)})`;
  return {
    id: statusChangeKey(change),
    summary: capitalize(
      `${formatAgent(person)} is now ${formatStatus(status)}${before}, ${formatTime(at, context.timeZone)}.`,
    ),
    status,
    previous_status: previous,
    pause_reason: pauseReason,
    ...eventTimeValues('changed', at, context.timeZone),
    ...person,
  };
};

export const statusChangeSample: StatusChangeRecord = {
  id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b-paused-63962764325',
  summary: 'Jane Doe is now paused (was ready), Tue 24 Nov, 10:32.',
  status: 'paused',
  previous_status: 'ready',
  pause_reason: 'Lunch',
  changed_at: '2026-11-24T18:32:05Z',
  changed_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
  ...personSample,
};
