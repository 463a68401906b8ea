/**
 * How far a list was given, in milliseconds since 1970: everything that Dash had listed up to `given`, and up to
 * `settled` also everything that was only complete a while after it was listed.
 */
export type Progress = { given: number; settled: number };

/** What a poll has found, and when; `overlapMs` is how long an item may take to be complete. */
type Found<I> = {
  items: readonly I[];
  listedAt: (item: I) => Date | null;
  now: number;
  overlapMs: number;
  limit: number;
};

/** How far one comes through moments, oldest first, with room for so many: to the end, or with a whole last second. */
const reach = (moments: readonly number[], room: number, from: number, end: number): number =>
  moments.length <= room ? end : (moments[room - 1] ?? from);

/**
 * Chooses what a poll gives, newest first as it was found, and tells how far that comes. First of all what is new, the
 * oldest of it if that is more than `most`; then once more what has had the time to be complete; and as far as there is
 * room the rest, since some of it has become complete early. More than `most` are given only of one second.
 */
export const nextItems = <I>(
  { given, settled }: Progress,
  { items, listedAt, now, overlapMs, limit: most }: Found<I>,
): { items: I[]; progress: Progress } => {
  const momentOf = (item: I) => Math.min(listedAt(item)?.getTime() ?? now, now);
  const moments = items.map(momentOf).sort((a, b) => a - b);
  const fresh = moments.filter((at) => at > given);
  const nowGiven = reach(fresh, most, given, Math.max(given, now));
  const room = most - fresh.filter((at) => at <= nowGiven).length;
  const ripe = Math.min(now - overlapMs, nowGiven);
  const due = moments.filter((at) => at > settled && at <= Math.min(ripe, given));
  const nowSettled = reach(due, room, settled, Math.max(settled, ripe));
  const isOwed = (at: number) => at > (at > given ? given : settled) && at <= (at > given ? nowGiven : nowSettled);
  const owed = items.filter((item) => isOwed(momentOf(item)));
  const others = items.filter((item) => !isOwed(momentOf(item)));
  const chosen = new Set([...owed, ...others.slice(0, Math.max(0, most - owed.length))]);
  return { items: items.filter((item) => chosen.has(item)), progress: { given: nowGiven, settled: nowSettled } };
};
