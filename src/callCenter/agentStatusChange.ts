import type { ZObject } from 'zapier-platform-core';
import { isObject, number, read, text } from '../dash/shape.ts';
import { toGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.ts';
import { recall, remember } from '../zapier/cache.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { mainMoment, mainMomentFields, spokenMoment } from '../zapier/moments.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import { personFields } from '../zapier/person.ts';
import { samplePerson, spokenAgent, withCapital } from './agent.ts';
import { spokenStatus, type AgentStatus } from './agentStatus.ts';

/** A status with the one before it; null when that is not known. */
export type StatusChange = AgentStatus & { previous: string | null };

const MEMORY = 'agent-statuses';
const MEMORY_SECONDS = 31 * 24 * 3600;

const seenShape = { status: text, at: number, previous: text };

/** What was before a status, by the last one that was seen of the agent: in the same answer, or by an earlier poll. */
const previousBySeen = ({ at }: AgentStatus, seen: unknown): string | null => {
  const last = read(seenShape, seen);
  // Every poll looks at the same statuses again, and every Zap with its own.
  if (last.at === at.getTime()) return last.previous;
  return last.at !== null && last.at < at.getTime() ? last.status : null;
};

/**
 * Each status with the one before it, in the same order, newest first. Dash may remember only the last status of an
 * agent, and after a restart none; so the platform's cache keeps the newest of each: 2 calls to it.
 */
export const statusChanges = async (z: ZObject, statuses: readonly AgentStatus[]): Promise<StatusChange[]> => {
  const recalled = await recall(z, MEMORY);
  const seen = new Map(Object.entries(isObject(recalled) ? recalled : {}));
  const changes: StatusChange[] = [];
  for (const one of statuses.toReversed()) {
    const previous = previousBySeen(one, seen.get(one.agentId));
    seen.set(one.agentId, { status: one.status, at: one.at.getTime(), previous });
    changes.push({ ...one, previous });
  }
  await remember(z, MEMORY, Object.fromEntries(seen), MEMORY_SECONDS);
  return changes.reverse();
};

export const identityOf = ({ agentId, at }: StatusChange): string => `${agentId}-${toGregorian(at)}`;

export const statusChangeFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  field('previous_status', 'string', 'Previous Status'),
  ...mainMomentFields('changed', 'Changed'),
  ...personFields,
] as const;

export type StatusChangeRecord = RecordOf<typeof statusChangeFields>;

/** The record of a change: 1 request, for the agent's name, and none while that is cached. */
export const statusChangeRecord = async (
  change: StatusChange,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<StatusChangeRecord> => {
  const { agentId, status, previous, at } = change;
  const person = await findPerson(z, dash, agentId);
  const before = previous === null ? '' : ` (was ${spokenStatus(previous)})`;
  return {
    id: identityOf(change),
    summary: withCapital(
      `${spokenAgent(person)} is now ${spokenStatus(status)}${before}, ${spokenMoment(at, timeZone)}.`,
    ),
    status,
    previous_status: previous,
    ...mainMoment('changed', at, timeZone),
    ...person,
  };
};

export const statusChangeSample: StatusChangeRecord = {
  id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b-63962764325',
  summary: 'Jane Doe is now paused (was ready), Tue 24 Nov, 10:32.',
  status: 'paused',
  previous_status: 'ready',
  changed_at: '2026-11-24T18:32:05Z',
  changed_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  ...samplePerson,
};
