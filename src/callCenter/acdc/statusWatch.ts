import { inBatches } from '../../dash/batches.ts';
import type { Dash } from '../../dash/client.ts';
import { valueAt } from '../../dash/schema.ts';
import { DAY_MS, DAY_SECONDS } from '../../dash/time.ts';
import type { Context } from '../../zapier/context.ts';
import {
  currentStatus,
  listStatuses,
  MAX_STATUSES_IN_ANSWER,
  statusHistory,
  withEachStatus,
  withHistory,
} from './agentStatus.api.ts';
import { listAcdcAgents } from './agents.api.ts';
import type { StatusChange } from '../statusChange.ts';
import { latestIn, type StatusLog, type StatusLogs } from './statusLog.ts';
import { advance, isNewStatus, newestFirst, signedOut, type SeenAgent } from './statusTracking.ts';

/** How many agents a poll looks up at most. */
const MAX_LOOK_UPS = 40;

/** How many agents with more changes than one answer holds a poll looks up status by status: 8 requests each. */
const MAX_BUSY_LOOK_UPS = 3;

/** How many changes are kept for the next poll. */
const MAX_STORED_CHANGES = 500;

/**
 * What the polls of a connection have seen. `upTo` is the time of the latest status by the engine's clock in milliseconds since
 * 1970, null before the first one; `wasSilent` means that the last answer had no agents.
 */
type Memory = { upTo: number | null; wasSilent: boolean; agents: Record<string, SeenAgent> };

const MEMORY_KEY = 'agent-status-changes';

/** Dash doesn't list older changes either. */
const MEMORY_SECONDS = DAY_SECONDS;

/**
 * The logs, with what the answer for all agents left out since the last poll. An agent whose log is still incomplete is left to
 * the next poll, which begins with the agents whose last status is oldest.
 */
const completed = async (dash: Dash, logs: StatusLogs, { agents }: Memory, since: number): Promise<StatusLogs> => {
  const complete = new Map(logs);
  const reachOf = (agentId: string): number => valueAt(agents, agentId)?.at ?? since;
  const isShort = ([agentId, { statuses, completeFrom }]: [string, StatusLog]): boolean =>
    completeFrom > reachOf(agentId) && statuses.some((status) => isNewStatus(status, valueAt(agents, agentId), since));
  const shortOnes = () => [...complete].filter(isShort).sort(([a], [b]) => reachOf(a) - reachOf(b));

  const short = shortOnes();
  await inBatches(short.slice(0, MAX_LOOK_UPS), async ([agentId, log]) => {
    const whole = await withHistory(dash, agentId, log);
    if (whole) complete.set(agentId, whole);
    else complete.delete(agentId);
  });
  for (const [agentId] of short.slice(MAX_LOOK_UPS)) complete.delete(agentId);
  const busy = shortOnes().filter(([, { statuses }]) => statuses.length >= MAX_STATUSES_IN_ANSWER);
  await inBatches(busy.slice(0, MAX_BUSY_LOOK_UPS), async ([agentId, log]) => {
    complete.set(agentId, await withEachStatus(dash, agentId, log));
  });
  return complete;
};

/**
 * What is seen now of an agent who is listed but missing from an answer: signed out, unless a request for this agent alone
 * returns a status. It does after a day without a change, which is how long KAZOO keeps changes in memory
 * (`acdc_stats:cleanup_data`). 1 request or 2.
 */
const lookAgain = async (dash: Dash, agentId: string, seen: SeenAgent, now: number): Promise<SeenAgent> => {
  const history = await statusHistory(dash, agentId);
  const latest = history && advance(seen, history, seen.at);
  if (latest && latest.at > seen.at) return latest;
  const status = await currentStatus(dash, agentId);
  return status === null || status === 'signed_out' ? signedOut(seen, now) : { ...seen, isIdle: true };
};

/** What is seen now of the agents who are missing from an answer; null for one who is no longer listed. */
const missingAgents = async (
  dash: Dash,
  logs: StatusLogs,
  { agents }: Memory,
  now: number,
): Promise<ReadonlyMap<string, SeenAgent | null>> => {
  const gone = Object.entries(agents).filter(
    ([agentId, { status, isIdle }]) => !logs.has(agentId) && status !== 'signed_out' && isIdle !== true,
  );
  if (gone.length === 0) return new Map();
  const listed = new Set((await listAcdcAgents(dash, 'list the agents')).map(({ id }) => id));
  const found = new Map<string, SeenAgent | null>();
  for (const [agentId] of gone) if (!listed.has(agentId)) found.set(agentId, null);
  const silent = gone.filter(([agentId]) => listed.has(agentId));
  await inBatches(silent.slice(0, MAX_LOOK_UPS), async ([agentId, seen]) => {
    found.set(agentId, await lookAgain(dash, agentId, seen, now));
  });
  return found;
};

const isSeen = (entry: [string, SeenAgent | null | undefined]): entry is [string, SeenAgent] => Boolean(entry[1]);

/** What has been seen of all agents, with only the changes after `since`. */
const withChangesAfter = (agents: Record<string, SeenAgent>, since: number): Record<string, SeenAgent> => {
  const kept = Object.entries(agents).map(([agentId, seen]): [string, SeenAgent] => [
    agentId,
    { ...seen, changes: seen.changes.filter(({ at }) => at > since) },
  ]);
  return Object.fromEntries(kept);
};

/**
 * The status changes of the last day that this connection's polls have seen, newest first; `now` in milliseconds since 1970.
 * 1 request when nothing has changed, 1 more for each agent whose changes don't fit in one answer, and 2 calls to the cache.
 * Every poll returns all of them again, so that nothing is lost when a poll fails.
 *
 * An answer without agents right after one with agents means that ACDC is restarting or doesn't respond; only a second one in a
 * row counts.
 */
export const watchStatuses = async (
  { dash, cache }: Pick<Context, 'dash' | 'cache'>,
  now: number,
): Promise<StatusChange[]> => {
  const memory = (await cache.get(MEMORY_KEY)) as Memory | null;
  const logs = await listStatuses(dash);
  const isSilent = logs.size === 0;
  const before = memory ?? { upTo: null, wasSilent: isSilent, agents: {} };
  const newest = latestIn(logs, before.upTo ?? 0);
  const dayBefore = newest - DAY_MS;
  // Each second has only one status per agent, but several agents may have one.
  const since = before.upTo === null ? dayBefore : before.upTo - 1;
  // Without a memory, it is unknown where a gap begins.
  const whole = memory ? await completed(dash, logs, before, since) : logs;
  const isTrusted = !isSilent || before.wasSilent;
  const updates = new Map<string, SeenAgent | null | undefined>([
    ...Object.entries(before.agents),
    ...[...whole].map(([agentId, log]) => [agentId, advance(valueAt(before.agents, agentId), log, since)] as const),
    ...(isTrusted ? await missingAgents(dash, logs, before, now) : []),
  ]);
  const agents = withChangesAfter(Object.fromEntries([...updates].filter(isSeen)), dayBefore);
  const changes = newestFirst(agents);
  await cache.set(
    MEMORY_KEY,
    {
      // An agent who was left out and never seen is still new to the next poll.
      upTo: whole.size < logs.size || newest === 0 ? before.upTo : newest,
      wasSilent: isSilent,
      agents: withChangesAfter(agents, changes.at(MAX_STORED_CHANGES)?.at ?? 0),
    } satisfies Memory,
    MEMORY_SECONDS,
  );
  return changes;
};
