import { DAY_SECONDS, MINUTE_MS } from '../../dash/time.ts';
import type { Context } from '../../zapier/context.ts';

/** What a connection's polls have seen, as it is in the cache; `storedAt` in milliseconds since 1970. */
type Stored<M> = { storedAt: number; memory: M };

/** How a poll compares Qubicle's answer `A` with the memory `M` of the polls before it, null before the first one. */
type Poll<A, M> = {
  /** The cache key of the memory, which is kept for a day. */
  key: string;
  load: () => Promise<A>;
  compare: (before: M | null, answer: A) => M;
  /** The part of the memory that the next poll needs. */
  forNextPoll: (memory: M) => M;
};

/** No poll takes longer: a time that is further ahead comes from another clock. */
const LONGEST_POLL_MS = MINUTE_MS;

/**
 * The memory after another poll: the requests of `load`, and 2 calls to the cache. Several Zaps share the memory and may poll at
 * the same time. If another poll has stored an answer since this one began, only that one counts: this one's answer may be
 * older, might report the same changes again, or might confirm a restart that both of them saw.
 */
export const pollWithMemory = async <A, M>(
  { cache }: Context,
  { key, load, compare, forNextPoll }: Poll<A, M>,
): Promise<M> => {
  const beganAt = Date.now();
  const answer = await load();
  const stored = (await cache.get(key)) as Stored<M> | null;
  const lead = (stored?.storedAt ?? 0) - beganAt;
  if (stored && lead > 0 && lead < LONGEST_POLL_MS) return stored.memory;
  const memory = compare(stored?.memory ?? null, answer);
  await cache.set(key, { storedAt: Date.now(), memory: forNextPoll(memory) } satisfies Stored<M>, DAY_SECONDS);
  return memory;
};
