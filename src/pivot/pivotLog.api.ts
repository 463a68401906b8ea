import type { Dash } from '../dash/client.ts';
import { DAY_MS, fromGregorian, SECOND_MS, toGregorian } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import type { ListPart, PollWindow } from '../zapier/pollCheckpoint.ts';
import {
  callIdOf,
  parseLogEntries,
  isFailedRequest,
  isSettled,
  mergeRows,
  requestFrom,
  parseLogRow,
  type PivotEntry,
  type PivotRequest,
} from './pivotRequest.record.ts';

const section = 'Pivot';
const LOG = ['pivot', 'debug'];
const PAGE_SIZE = 250;

/** The timeout of the list; the details of its requests need some of a run's 30 seconds, too. */
const LIST_TIMEOUT_MS = 10 * SECOND_MS;

/** The longest call that is still recognized as one call when it started in the month before. */
const MAX_CALL_MS = DAY_MS;

/** How many details are read at once. */
const BATCH_SIZE = 25;

/** How many requests the editor's test checks for failures. */
const MAX_SAMPLE_CANDIDATES = 50;

/** A month as in debug IDs, `202611`, and the query for its part of the time range, in Gregorian seconds. Both in UTC. */
type Month = { month: string; query: { created_from: number; created_to: number } };

/**
 * The months between two times, oldest first. Each has its own database and gets its own request: across two databases,
 * KAZOO's pages skip rows, and it merges the rows of a call that is in both into another call's row
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

/** The index of a month in the list of months, and the start key of a page in it. */
type Position = { month: number; start?: string };

/**
 * The requests of a time range that have their response, newest first. KAZOO lists a whole month, by call ID, whatever the
 * time range (`crossbar_filter:is_only_time_filter`). So this reads the whole month, until the timeout, or until one more
 * page could make more than `limit` requests; then it also returns the position of the rest.
 */
const readLog = async (
  dash: Dash,
  { since, now, position }: PollWindow,
  limit: number,
): Promise<ListPart<PivotRequest>> => {
  const months = monthsBetween(new Date(since.getTime() - MAX_CALL_MS), now);
  const ask = { purpose: 'list the Pivot requests', section };
  const end = Date.now() + LIST_TIMEOUT_MS;
  const calls = new Map<string, PivotRequest>();
  const found = () =>
    [...calls.values()].filter(
      (request) => (fromGregorian(request.created) ?? since) >= since && isSettled(request, now),
    );
  const part = (left?: Position): ListPart<PivotRequest> => ({
    items: found().sort((a, b) => Number(b.created) - Number(a.created)),
    position: left,
  });
  let next: Position = (position as Position | undefined) ?? { month: 0 };
  for (let month = months[next.month]; month !== undefined; month = months[next.month]) {
    const query = { ...month.query, page_size: PAGE_SIZE };
    for await (const page of dash.eachPage(LOG, { ...ask, query }, next.start)) {
      for (const row of page.rows.map(parseLogRow).filter((one) => one !== null)) {
        const known = calls.get(callIdOf(row));
        calls.set(callIdOf(row), known ? mergeRows(known, row) : row);
      }
      next = page.next === undefined ? { month: next.month + 1 } : { month: next.month, start: page.next };
      const isEnough = Date.now() >= end || found().length + PAGE_SIZE > limit;
      if (isEnough && months[next.month] !== undefined) return part(next);
    }
  }
  return part();
};

const pathOf = (debugId: string) => [...LOG, debugId];

const lookUpEntries = cachedLookUp('Pivot request', pathOf, parseLogEntries);

/** The request with the details of its log entries; null if some are unknown. It keeps the ID of the row. */
const mergeDetails = (request: PivotRequest, entries: (PivotEntry[] | null)[]): PivotRequest | null => {
  const known = entries.filter((some) => some !== null);
  const found = known.length < entries.length ? null : requestFrom(known.flat());
  return found && { ...found, id: request.id, debugIds: request.debugIds };
};

/** A request with its details: 1 request to Dash. Unchanged if Dash fails. */
export const withDetails = async (request: PivotRequest, context: Context): Promise<PivotRequest> =>
  mergeDetails(request, await Promise.all(request.debugIds.map((id) => lookUpEntries(context, id)))) ?? request;

/** A request with its details; throws if Dash fails twice. */
const withRequiredDetails = async (request: PivotRequest, context: Context): Promise<PivotRequest> => {
  const entriesAt = async (id: string) =>
    (await lookUpEntries(context, id)) ??
    parseLogEntries(await context.dash.get(pathOf(id), { purpose: 'read a Pivot request' }));
  return mergeDetails(request, await Promise.all(request.debugIds.map(entriesAt))) ?? request;
};

/** The first `limit` failed requests. Only the details show for certain that one failed. */
const failuresAmong = async (requests: PivotRequest[], limit: number, context: Context): Promise<PivotRequest[]> => {
  const failures: PivotRequest[] = [];
  for (let at = 0; at < requests.length && failures.length < limit; at += BATCH_SIZE) {
    const batch = requests.slice(at, at + BATCH_SIZE).map((request) => withRequiredDetails(request, context));
    failures.push(...(await Promise.all(batch)).filter(isFailedRequest));
  }
  return failures.slice(0, limit);
};

/** The requests for a poll, newest first. A log that takes several polls to read returns `limit` of them at a time. */
export const loadPivotRequests = async (
  context: Context,
  window: PollWindow,
  { limit, onlyFailures }: { limit: number; onlyFailures: boolean },
): Promise<ListPart<PivotRequest>> => {
  const { isPopulatingDedupe, isLoadingSample } = context.bundle.meta;
  const { items, ...rest } = await readLog(
    context.dash,
    window,
    isPopulatingDedupe || isLoadingSample ? Infinity : limit,
  );
  // When a Zap is turned on, Zapier only records the earlier requests. It gets all of them, so that none triggers later.
  if (!onlyFailures || isPopulatingDedupe) return { items: items.slice(0, window.limit), ...rest };
  const candidates = isLoadingSample ? items.slice(0, MAX_SAMPLE_CANDIDATES) : items;
  return { items: await failuresAmong(candidates, window.limit, context), ...rest };
};

/** The request of a call within a time range; null if there is none. 1 request to Dash for each month. */
export const findRequestOfCall = async (
  dash: Dash,
  call: string,
  since: Date,
  now: Date,
): Promise<PivotRequest | null> => {
  const ask = { purpose: 'read the Pivot request', section };
  const ids = monthsBetween(since, now).map(({ month }) => `${month}-${call}`);
  const entries = await Promise.all(ids.map(async (id) => parseLogEntries(await dash.find(pathOf(id), ask))));
  const request = requestFrom(entries.flat());
  return request && isSettled(request, now) ? request : null;
};
