import type { Dash } from '../dash/client.ts';
import { fromGregorian, toGregorian } from '../dash/time.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import type { ListPart, PollWindow } from '../zapier/pollingTrigger.ts';
import {
  callOfRow,
  entriesOf,
  isFailure,
  isOver,
  mergeRows,
  requestIn,
  rowOf,
  type PivotEntry,
  type PivotRequest,
} from './pivotRequest.ts';

const section = 'Pivot';
const LOG = ['pivot', 'debug'];
const PAGE_SIZE = 250;

/** The time for the list; the details of what is in it need some of a run's 30 seconds, too. */
const LONGEST_READING_MS = 10_000;

/** A call of this length that began in the month before is still known as one call. */
const LONGEST_CALL_MS = 24 * 3600 * 1000;

/** So many details are read at once. */
const BATCH = 25;

/** In how many requests the editor's test looks for failures. */
const MOST_FOR_SAMPLE = 50;

/** A month as debug ids have it, `202611`, and the part of it as a query, in Gregorian seconds; both by UTC. */
type Month = { month: string; query: { created_from: number; created_to: number } };

/**
 * The months between two moments, oldest first. Each has a database of its own, and is asked for on its own: across two
 * of them KAZOO's pages skip rows, and it merges the rows of a call that is in both into another call's row
 * (`crossbar_view:get_results`, `cb_pivot:normalize_debug_results_fold`).
 */
const monthsBetween = (since: Date, now: Date): Month[] => {
  const months: Month[] = [];
  for (let from = since; from <= now;) {
    const next = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
    const created_to = Math.min(toGregorian(next) - 1, toGregorian(now));
    const month = from.toISOString().slice(0, 7).replace('-', '');
    months.push({ month, query: { created_from: toGregorian(from), created_to } });
    from = next;
  }
  return months;
};

/** The place of a month in the list of them, and of a page in that month. */
type Position = { month: number; start?: string };

/**
 * The requests of a time that have their answer, newest first. KAZOO lists a whole month, by call id, whatever time it
 * is asked for (`crossbar_filter:is_only_time_filter`). So this reads all of it, as far as there is time and no more than
 * `most` requests were found, and gives the position of what is left.
 */
const parseLog = async (
  dash: Dash,
  { since, now, position }: PollWindow,
  most: number,
): Promise<ListPart<PivotRequest>> => {
  const months = monthsBetween(new Date(since.getTime() - LONGEST_CALL_MS), now);
  const ask = { purpose: 'list the Pivot requests', section };
  const end = Date.now() + LONGEST_READING_MS;
  const calls = new Map<string, PivotRequest>();
  const found = () =>
    [...calls.values()].filter((request) => (fromGregorian(request.created) ?? since) >= since && isOver(request, now));
  const part = (left?: Position): ListPart<PivotRequest> => ({
    items: found().sort((a, b) => Number(b.created) - Number(a.created)),
    position: left,
  });
  let next: Position = (position as Position | undefined) ?? { month: 0 };
  for (let month = months[next.month]; month !== undefined; month = months[next.month]) {
    const page = await dash.page(LOG, { ...ask, query: { ...month.query, page_size: PAGE_SIZE } }, next.start);
    for (const row of page.rows.map(rowOf).filter((one) => one !== null)) {
      const known = calls.get(callOfRow(row));
      calls.set(callOfRow(row), known ? mergeRows(known, row) : row);
    }
    next = page.next === undefined ? { month: next.month + 1 } : { month: next.month, start: page.next };
    const isEnough = Date.now() >= end || found().length + PAGE_SIZE > most;
    if (isEnough && months[next.month] !== undefined) return part(next);
  }
  return part();
};

const pathOf = (debugId: string) => [...LOG, debugId];

const lookUpEntries = cachedLookUp('Pivot request', pathOf, entriesOf);

/** The request with its details, 1 request to Dash; null when Dash cannot say. Its id stays that of the row. */
const detailed = (request: PivotRequest, entries: (PivotEntry[] | null)[]): PivotRequest | null => {
  const known = entries.filter((some) => some !== null);
  const found = known.length < entries.length ? null : requestIn(known.flat());
  return found && { ...found, id: request.id, debugIds: request.debugIds };
};

/** A request with its details; as the list has it where Dash cannot say. */
export const withDetails = async (
  request: PivotRequest,
  { z, dash }: Pick<Context, 'z' | 'dash'>,
): Promise<PivotRequest> =>
  detailed(request, await Promise.all(request.debugIds.map((id) => lookUpEntries(z, dash, id)))) ?? request;

/** A request with its details; an error where Dash cannot say now, also when it is asked twice. */
const surelyDetailed = async (
  request: PivotRequest,
  { z, dash }: Pick<Context, 'z' | 'dash'>,
): Promise<PivotRequest> => {
  const entriesAt = async (id: string) =>
    (await lookUpEntries(z, dash, id)) ?? entriesOf(await dash.get(pathOf(id), { purpose: 'read a Pivot request' }));
  return detailed(request, await Promise.all(request.debugIds.map(entriesAt))) ?? request;
};

/** The first `most` of the requests that failed, which only their details tell for sure. */
const failuresAmong = async (requests: PivotRequest[], most: number, context: Context): Promise<PivotRequest[]> => {
  const failures: PivotRequest[] = [];
  for (let at = 0; at < requests.length && failures.length < most; at += BATCH) {
    const batch = requests.slice(at, at + BATCH).map((request) => surelyDetailed(request, context));
    failures.push(...(await Promise.all(batch)).filter(isFailure));
  }
  return failures.slice(0, most);
};

/** What a poll finds in the log, newest first; `mostAtOnce` requests at most where it takes several polls to read it. */
export const takePivotRequests = async (
  context: Context,
  window: PollWindow,
  mostAtOnce: number,
  onlyFailures: boolean,
): Promise<ListPart<PivotRequest>> => {
  const { isPopulatingDedupe, isLoadingSample } = context.bundle.meta;
  const { items, ...rest } = await parseLog(
    context.dash,
    window,
    isPopulatingDedupe || isLoadingSample ? Infinity : mostAtOnce,
  );
  // What was there before the Zap is only noted: all of it, since nothing of it may start the Zap later.
  if (!onlyFailures || isPopulatingDedupe) return { items: items.slice(0, window.limit), ...rest };
  const candidates = isLoadingSample ? items.slice(0, MOST_FOR_SAMPLE) : items;
  return { items: await failuresAmong(candidates, window.limit, context), ...rest };
};

/** The request of a call within a time; null when it made none. 1 request to Dash for each month. */
export const findRequestOf = async (dash: Dash, call: string, since: Date, now: Date): Promise<PivotRequest | null> => {
  const ask = { purpose: 'read the Pivot request', section };
  const ids = monthsBetween(since, now).map(({ month }) => `${month}-${call}`);
  const entries = await Promise.all(ids.map(async (id) => entriesOf(await dash.find(pathOf(id), ask))));
  const request = requestIn(entries.flat());
  return request && isOver(request, now) ? request : null;
};
