import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { parseUser } from '../users/user.ts';
import { recall, remember } from '../zapier/cache.ts';
import {
  listStatuses,
  MOST_IN_ANSWER,
  SIGNED_OUT,
  statusHistory,
  statusNow,
  withEachStatus,
  withHistory,
  type StatusLog,
  type StatusLogs,
} from './agentStatus.ts';
import { advance, isNews, newestFirst, signedOut, type Seen, type StatusChange } from './agentStatusChange.ts';
import { wording } from './section.ts';

const DAY_MS = 24 * 3_600_000;

/** So many agents are looked up in a poll, and so many of them at once; Dash answers 100 requests in a moment. */
const MOST_LOOK_UPS = 40;
const AT_ONCE = 10;

/** So many agents with more changes than an answer holds are looked up status by status: 8 requests each. */
const MOST_BUSY_LOOK_UPS = 3;

const MOST_REMEMBERED = 500;

/**
 * What the polls of a connection saw. `upTo` is the time of the newest status by the engine's clock, null before any;
 * `wasSilent` says that the last answer named nobody.
 */
type Memory = { upTo: number | null; wasSilent: boolean; agents: Record<string, Seen> };

const MEMORY = 'agent-status-changes';

/** Older changes Dash does not give either. */
const MEMORY_SECONDS = DAY_MS / 1000;

/** Does the work for the first agents, a few at a time. */
const forFirst = async <T>(agents: readonly T[], most: number, work: (agent: T) => Promise<void>): Promise<void> => {
  for (let start = 0; start < Math.min(agents.length, most); start += AT_ONCE)
    await Promise.all(agents.slice(start, Math.min(start + AT_ONCE, most)).map(work));
};

/**
 * The logs with what the one answer for all agents left out since the last poll. An agent of whom Dash cannot say it
 * now is left out and comes with the next poll, which begins with those who were heard of longest ago.
 */
const completed = async (dash: Dash, logs: StatusLogs, { agents }: Memory, since: number): Promise<StatusLogs> => {
  const complete = new Map(logs);
  const reachOf = (agentId: string): number => agents[agentId]?.at ?? since;
  const isShort = ([agentId, { statuses, completeFrom }]: [string, StatusLog]): boolean =>
    completeFrom > reachOf(agentId) && statuses.some((status) => isNews(status, agents[agentId], since));
  const shortOnes = () => [...complete].filter(isShort).sort(([a], [b]) => reachOf(a) - reachOf(b));

  const short = shortOnes();
  await forFirst(short, MOST_LOOK_UPS, async ([agentId, log]) => {
    const whole = await withHistory(dash, agentId, log);
    if (whole) complete.set(agentId, whole);
    else complete.delete(agentId);
  });
  for (const [agentId] of short.slice(MOST_LOOK_UPS)) complete.delete(agentId);
  const busy = shortOnes().filter(([, { statuses }]) => statuses.length >= MOST_IN_ANSWER);
  await forFirst(busy, MOST_BUSY_LOOK_UPS, async ([agentId, log]) => {
    complete.set(agentId, await withEachStatus(dash, agentId, log));
  });
  return complete;
};

/**
 * An agent who is listed and missing from an answer, as seen now: signed out, unless Dash knows a status when asked for
 * this agent alone. So it does when there was no change for a day, for which KAZOO keeps them in memory
 * (`acdc_stats:cleanup_data`): 1 request or 2.
 */
const lookAgain = async (dash: Dash, agentId: string, seen: Seen, now: number): Promise<Seen> => {
  const history = await statusHistory(dash, agentId);
  const latest = history && advance(seen, history, seen.at);
  if (latest && latest.at > seen.at) return latest;
  const status = await statusNow(dash, agentId);
  return status === null || status === SIGNED_OUT ? signedOut(seen, now) : { ...seen, isIdle: true };
};

/** The agents who are missing from an answer, as they are seen now; null stands for one who is not listed any more. */
const missing = async (
  dash: Dash,
  logs: StatusLogs,
  { agents }: Memory,
  now: number,
): Promise<Record<string, Seen | null>> => {
  const gone = Object.entries(agents).filter(
    ([agentId, { status, isIdle }]) => !logs.has(agentId) && status !== SIGNED_OUT && isIdle !== true,
  );
  if (gone.length === 0) return {};
  const rows = await dash.list(['agents'], { ...wording, purpose: 'list the agents' });
  const listed = new Set(rows.map((row) => parseUser(row).id));
  const found: Record<string, Seen | null> = {};
  for (const [agentId] of gone) if (!listed.has(agentId)) found[agentId] = null;
  const silent = gone.filter(([agentId]) => listed.has(agentId));
  await forFirst(silent, MOST_LOOK_UPS, async ([agentId, seen]) => {
    found[agentId] = await lookAgain(dash, agentId, seen, now);
  });
  return found;
};

const isSeen = (entry: [string, Seen | null | undefined]): entry is [string, Seen] => Boolean(entry[1]);

/** All that was seen, with no more than the newest changes. */
const withNewest = (agents: Record<string, Seen>, since: number): Record<string, Seen> => {
  const kept = Object.entries(agents).map(([agentId, seen]): [string, Seen] => [
    agentId,
    { ...seen, changes: seen.changes.filter(({ at }) => at > since) },
  ]);
  return Object.fromEntries(kept);
};

/**
 * How the statuses of the agents changed in the last day, newest first, as far as the polls of this connection saw it.
 * 1 request where nothing changed; 1 more for each agent whose changes one answer does not hold; 2 calls to the cache.
 * Every poll gives again what the others saw, so that nothing is lost when one fails.
 *
 * An answer that names nobody right after one that did is a restart of ACDC, or a moment in which it did not answer;
 * only a second one is believed.
 */
export const watchStatuses = async (z: ZObject, dash: Dash, now: number): Promise<StatusChange[]> => {
  const memory = (await recall(z, MEMORY)) as Memory | null;
  const logs = await listStatuses(dash);
  const isSilent = logs.size === 0;
  const before = memory ?? { upTo: null, wasSilent: isSilent, agents: {} };
  const newest = Math.max(
    before.upTo ?? 0,
    ...[...logs.values()].flatMap(({ statuses }) => statuses.map(({ at }) => at)),
  );
  const dayBefore = newest - DAY_MS;
  // A second holds one status of an agent, but one of each.
  const since = before.upTo === null ? dayBefore : before.upTo - 1;
  // Without a memory nobody knows where a gap begins.
  const whole = memory ? await completed(dash, logs, before, since) : logs;
  const isBelieved = !isSilent || before.wasSilent;
  const updates = new Map<string, Seen | null | undefined>([
    ...Object.entries(before.agents),
    ...[...whole].map(([agentId, log]) => [agentId, advance(before.agents[agentId], log, since)] as const),
    ...Object.entries(isBelieved ? await missing(dash, logs, before, now) : {}),
  ]);
  const agents = withNewest(Object.fromEntries([...updates].filter(isSeen)), dayBefore);
  const changes = newestFirst(agents);
  await remember(
    z,
    MEMORY,
    {
      // Who was left out and never seen is still news the next time.
      upTo: whole.size < logs.size || newest === 0 ? before.upTo : newest,
      wasSilent: isSilent,
      agents: withNewest(agents, changes.at(MOST_REMEMBERED)?.at ?? 0),
    } satisfies Memory,
    MEMORY_SECONDS,
  );
  return changes;
};
