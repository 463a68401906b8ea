import { toGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { eventTimeValues, eventTimeFields, formatTime } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFields } from '../fields/person.ts';
import { samplePerson, formatAgent, withCapital } from './agent.ts';
import { SIGNED_OUT, formatStatus, type AgentStatus, type StatusLog } from './agentStatus.ts';

/** A status with the one before it; null when that is not known. */
export type Change = AgentStatus & { previous: string | null };

/**
 * What was seen of an agent: the last status, when the engine noted it, and how the statuses changed, oldest first.
 * `isIdle`: Dash does not list the status any more, and still knows it.
 */
export type Seen = { status: string; at: number; changes: Change[]; isIdle?: boolean };

/** Whether an agent got a status after the last one that was seen. In the same second a status replaces another. */
export const isNews = ({ status, at }: AgentStatus, seen: Seen | undefined, since: number): boolean =>
  seen ? at > seen.at || (at === seen.at && status !== seen.status) : at > since;

/**
 * What is seen of an agent after another log. It never goes back: a status from before the last one that was seen is no
 * news, nor is one from before `since` of an agent who was never seen. A gap in the log leaves the status before unknown.
 */
export const advance = (seen: Seen | undefined, log: StatusLog, since: number): Seen | undefined =>
  log.statuses.reduce<Seen | undefined>(
    (last, one) => {
      if (last && !isNews(one, last, since)) return last;
      const { status, at } = one;
      const previous = last && last.at >= log.completeFrom ? last.status : null;
      const changes = last?.changes ?? [];
      const isKnown = changes.some((change) => change.at === at && change.status === status);
      const isChange = !isKnown && status !== previous && (seen !== undefined || at > since);
      return { status, at, changes: isChange ? [...changes, { ...one, previous }] : changes };
    },
    seen && { status: seen.status, at: seen.at, changes: seen.changes },
  );

/**
 * What is seen of an agent whom the engine lists and gives no status any more, at a moment of ours. The engine's time
 * stays that of the last status: if it comes back, nothing had changed.
 */
export const signedOut = ({ status, at, changes }: Seen, now: number): Seen => ({
  status: SIGNED_OUT,
  at,
  changes: [...changes, { status: SIGNED_OUT, at: now, pauseReason: null, previous: status }],
});

/** A change of the status of an agent. */
export type StatusChange = Change & { agentId: string };

/** The changes of all agents, newest first. */
export const newestFirst = (agents: Readonly<Record<string, Seen>>): StatusChange[] =>
  Object.entries(agents)
    .flatMap(([agentId, { changes }]) => changes.map((change) => ({ agentId, ...change })))
    .sort((a, b) => a.at - b.at)
    .reverse();

export const identityOf = ({ agentId, status, at }: StatusChange): string =>
  `${agentId}-${status}-${toGregorian(new Date(at))}`;

export const statusChangeFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  field('previous_status', 'string', 'Previous Status'),
  field('pause_reason', 'string', 'Pause Reason'),
  ...eventTimeFields('changed', 'Changed'),
  ...personFields,
] as const;

export type StatusChangeRecord = RecordOf<typeof statusChangeFields>;

/** The record of a change: 1 request, for the agent's name, and none while that is cached. */
export const statusChangeRecord = async (
  change: StatusChange,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<StatusChangeRecord> => {
  const { agentId, status, previous, pauseReason } = change;
  const at = new Date(change.at);
  const person = await findPerson(z, dash, agentId);
  const before = previous === null ? '' : ` (was ${formatStatus(previous)})`;
  return {
    id: identityOf(change),
    summary: withCapital(
      `${formatAgent(person)} is now ${formatStatus(status)}${before}, ${formatTime(at, timeZone)}.`,
    ),
    status,
    previous_status: previous,
    pause_reason: pauseReason,
    ...eventTimeValues('changed', at, timeZone),
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
  weekday: 'Tuesday',
  ...samplePerson,
};
