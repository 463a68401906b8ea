import type { Dash } from '../dash/client.ts';
import type { Query } from '../dash/http.ts';
import { createdBetween, MINUTE_MS, SECOND_MS } from '../dash/time.ts';
import { nullUnlessStale } from '../zapier/errors.ts';
import type { Leg } from './legs/leg.ts';
import { legOf } from './legs/legOfDocument.ts';
import { legOfRow } from './legs/legOfRow.ts';

/** The month of a moment in UTC, such as `202611`. */
const monthOf = (moment: Date): string => moment.toISOString().slice(0, 7).replace('-', '');

/** When a leg began and ended. */
export type Life = { start: Date; end: Date };

/**
 * The ids under which the record of a leg may be stored, the likeliest first. An id begins with the month (UTC) in which the
 * interaction began: that of the leg, or a moment earlier. Source: cdr_channel_destroy:set_interaction.
 */
export const recordIdsOf = (callId: string, { start, end }: Life): [string, ...string[]] => {
  const likeliest = monthOf(start);
  const others = new Set([new Date(start.getTime() - MINUTE_MS), end].map(monthOf));
  others.delete(likeliest);
  const idIn = (month: string) => `${month}-${callId}`;
  return [idIn(likeliest), ...[...others].map(idIn)];
};

/** The legs of this leg's interaction: 1 request, 2 at the turn of a month. Empty while they are not written. */
export const findRecordedLegs = async (dash: Dash, callId: string, life: Life): Promise<Leg[]> => {
  for (const id of recordIdsOf(callId, life)) {
    const found = await dash.find(['cdrs', 'legs', id], { purpose: 'read the call' }).catch(nullUnlessStale);
    const legs = (Array.isArray(found) ? found : []).map(legOf).filter((leg) => leg !== null);
    if (legs.length > 0) return legs;
  }
  return [];
};

/** Rows are small. A day of a busy account takes thirty such pages. */
const ROWS_PER_PAGE = 1000;

const wording = { purpose: 'read the call records', section: 'The call history' };

/** Dash lists legs by time, so a row without a time is left out. */
export type ListedLeg = Leg & { start: Date };

const isListedLeg = (leg: Leg | null): leg is ListedLeg => leg !== null && leg.start !== null;

const listedLegs = (rows: readonly unknown[]): ListedLeg[] => rows.map(legOfRow).filter(isListedLeg);

/** The legs that were written in a period, newest first, page by page: 1 request for each. */
export async function* listedPages(
  dash: Dash,
  since: Date,
  now: Date,
): AsyncGenerator<{ legs: ListedLeg[]; isLast: boolean }, void> {
  const query: Query = { ...createdBetween(since, now), page_size: ROWS_PER_PAGE };
  for await (const { rows, next } of dash.eachPage(['cdrs'], { ...wording, query }))
    yield { legs: listedLegs(rows), isLast: next === undefined };
}

/** Whether a row is stored in the month before a moment. Its id begins with the month. */
const isOfMonthBefore = (turn: Date, row: unknown): boolean => {
  const month = monthOf(new Date(turn.getTime() - SECOND_MS));
  return typeof row === 'object' && row !== null && 'id' in row && String(row.id).startsWith(`${month}-`);
};

/**
 * The legs of calls that lasted over the turn of a month. Dash stores a leg in the month in which its call began, and lists
 * one month after the other; a page that begins in one month skips what was written later in another. So this lists from
 * the oldest, where these legs come first. Usually 1 request. Source:
 * cdr_channel_destroy:update_pvt_parameters, crossbar_view:get_range_modbs.
 */
export const legsOverTurn = async (dash: Dash, turn: Date, now: Date): Promise<ListedLeg[]> => {
  const query: Query = { ...createdBetween(new Date(turn.getTime() - SECOND_MS), now), ascending: true };
  const legs: ListedLeg[] = [];
  for await (const rows of dash.pages(['cdrs'], { ...wording, query })) {
    const older = rows.filter((row) => isOfMonthBefore(turn, row));
    for (const leg of listedLegs(older)) legs.push(leg);
    if (older.length < rows.length) break;
  }
  return legs;
};
