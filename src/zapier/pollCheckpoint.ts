import { DAY_MS } from '../dash/time.ts';

/**
 * How far a list was returned, in milliseconds since 1970: everything that Dash had listed up to `given`, and up to
 * `settled` also everything that became complete only some time after it was listed.
 */
export type Progress = { given: number; settled: number };

/**
 * What is remembered from poll to poll; of a list that takes several polls, when the first of them began, too, and of a gap
 * that takes several, how long its windows are.
 */
export type PollMemory = Progress & { unfinished?: { began: number; position: unknown }; windowLength?: number };

/** `sample`: for the editor's test. `dedupe`: a Zap is turned on, and Zapier only stores the IDs. `poll`: a Zap is on. */
export type PollMode = 'sample' | 'dedupe' | 'poll';

/**
 * The range of a poll: what Dash wrote from `since` to `now`, of which the newest `limit` are enough, and so is what the
 * first `mostPages` of a list have. `position` is where the previous poll stopped in a list that was too long for it.
 */
export type PollWindow = { since: Date; now: Date; limit: number; mostPages?: number; position?: unknown };

/** The items of a part of a list, at most `limit` of them, and the position of the part that the next poll reads. */
export type ListPart<I> = { items: I[]; position?: unknown };

/**
 * How long an item may take to be complete, and when Dash wrote it, if that is known. `isRanged`: Dash lists what it wrote
 * in a range of time, so that a long gap can be read in windows.
 */
export type History<I> = { overlapMs: number; listedAt: (item: I) => Date | null; isRanged?: true };

const dayBefore = (now: Date): number => now.getTime() - DAY_MS;

/** A Zap without a memory begins a day ago. One whose memory is from the future, since a clock was wrong, begins now. */
export const begun = (memory: PollMemory | null, now: Date): PollMemory => {
  if (memory !== null && memory.settled <= now.getTime()) return memory;
  const start = memory === null ? dayBefore(now) : now.getTime();
  return { given: start, settled: start };
};

/**
 * What a poll looks through: from the last poll that came through, and again at what may have become complete since. For a
 * Zap that is turned on, the newest of the last `turnOnMs` are enough.
 */
export const windowFor = (
  memory: PollMemory | null,
  mode: PollMode,
  now: Date,
  {
    limit,
    overlapMs,
    samples,
    turnOnMs = DAY_MS,
  }: { limit: number; overlapMs: number; samples: number; turnOnMs?: number },
): PollWindow => {
  if (mode === 'sample') return { since: new Date(dayBefore(now)), now, limit: samples };
  if (mode === 'dedupe') return { since: new Date(now.getTime() - turnOnMs), now, limit };
  const { settled, unfinished } = begun(memory, now);
  return {
    since: new Date(Math.min(settled, now.getTime() - overlapMs)),
    now,
    limit: memory === null ? limit : Infinity,
    position: unfinished?.position,
  };
};

/** How far moments, oldest first, fit into `room`: to the end, or up to the last whole second. */
const reach = (moments: readonly number[], room: number, from: number, end: number): number =>
  moments.length <= room ? end : (moments[room - 1] ?? from);

/** The items that a poll found, the time, and the number of items it may return. */
type Found<I> = History<I> & { items: readonly I[]; now: number; limit: number };

/**
 * Chooses the items that a poll returns, newest first, and how far they go. New items come first, the oldest of them if
 * there are more than `limit`; then again items that have had time to become complete; and if there is room the rest,
 * because some of them became complete early. More than `limit` items are returned only for a single second.
 */
export const nextItems = <I>(
  { given, settled }: Progress,
  { items, listedAt, now, overlapMs, limit }: Found<I>,
): { items: I[]; progress: Progress } => {
  const momentOf = (item: I) => Math.min(listedAt(item)?.getTime() ?? now, now);
  const moments = items.map(momentOf).sort((a, b) => a - b);
  const fresh = moments.filter((at) => at > given);
  const nowGiven = reach(fresh, limit, given, Math.max(given, now));
  const room = limit - fresh.filter((at) => at <= nowGiven).length;
  const ripe = Math.min(now - overlapMs, nowGiven);
  const due = moments.filter((at) => at > settled && at <= Math.min(ripe, given));
  const nowSettled = reach(due, room, settled, Math.max(settled, ripe));
  const isOwed = (at: number) => at > settled && at <= (at > given ? nowGiven : nowSettled);
  const owed = items.filter((item) => isOwed(momentOf(item)));
  const others = items.filter((item) => !isOwed(momentOf(item)));
  const chosen = new Set([...owed, ...others.slice(0, Math.max(0, limit - owed.length))]);
  return { items: items.filter((item) => chosen.has(item)), progress: { given: nowGiven, settled: nowSettled } };
};

const allUpTo = (moment: number, { given, settled }: Progress, overlapMs: number): Progress => ({
  given: Math.max(given, moment),
  settled: Math.max(settled, moment - overlapMs),
});

/** What a poll gives of what it found, and what is remembered for the next one; null where the memory stays. */
export type Checkpoint<I> = { items: I[]; memory: PollMemory | null };

/**
 * The result of a poll. `isShared`: other Zaps may share the stored data, because Zapier didn't send the Zap's ID.
 */
export const checkpoint = <I>(
  { items, position }: ListPart<I>,
  memory: PollMemory | null,
  mode: Exclude<PollMode, 'sample'>,
  now: Date,
  { history, limit, isShared }: { history: History<I>; limit: number; isShared: boolean },
): Checkpoint<I> => {
  const before = begun(memory, now);
  const { unfinished } = before;
  const { overlapMs } = history;
  // In a long list, the part that wasn't read is older than a Zap that is being turned on.
  if (mode === 'dedupe') {
    const isOfAnother = memory !== null && isShared;
    const isCut = (position !== undefined || history.isRanged) && !isOfAnother;
    return { items, memory: isCut ? allUpTo(now.getTime(), before, overlapMs) : null };
  }
  const began = unfinished?.began ?? now.getTime();
  if (position !== undefined) return { items, memory: { ...before, unfinished: { began, position } } };
  if (unfinished) return { items, memory: allUpTo(began, before, overlapMs) };
  const next = nextItems(before, { ...history, items, now: now.getTime(), limit });
  return { items: next.items, memory: next.progress };
};
