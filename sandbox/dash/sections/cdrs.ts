import { cdrRowOf } from '../calls/output/cdrRow.ts';
import { range, keyAfter, sortKey } from '../calls/sortedList.ts';
import { monthOf } from '../company/gregorian.ts';
import { ok } from '../http/endpoint.ts';
import { matchesFilters } from '../http/filters.ts';
import { cursor, pageEnvelope, pageSize, startKey } from '../http/paging.ts';
import { badIdentifier, findById, refuse } from '../http/refusal.ts';
import { timeRange } from '../http/timeRange.ts';
import type { MonthOfCdrs } from '../calls/cdrArchive.ts';
import type { CdrDocument } from '../calls/output/cdrDocument.ts';
import type { InteractionsOf } from '../calls/output/cdrRow.ts';
import type { Sorted } from '../calls/sortedList.ts';
import type { ApiResponse, Handler, Routes } from '../http/endpoint.ts';
import type { Query } from '../http/endpoint.ts';
import type { KazooVersion } from '../settings.ts';
import type { State } from '../state.ts';

/** The id of a record is `202401-NDlk…`, that of an interaction `63873000000-af5b9a0e`. */
const isCdrId = (text: string): boolean => /^\d{6}-./.test(text);
const isInteractionId = (text: string): boolean => /^\d{11}-./.test(text);

/** KAZOO 4.2 ignores the offset. */
const utcOffset = ({ utc_offset = '0' }: Query, version: KazooVersion): number => {
  if (version === '4.3' && !/^-?\d+$/.test(utc_offset)) throw refuse(404, 'utc_offset must be a number');
  return Number(utc_offset);
};

/** The filter for a call id also accepts the id of a record. */
const withoutPrefixedCallId = ({ filter_call_id, ...query }: Query): Query => {
  if (filter_call_id === undefined) return query;
  return { ...query, filter_call_id: isCdrId(filter_call_id) ? filter_call_id.slice(7) : filter_call_id };
};

/** The start key of a list: by default, the end of its time range that comes first. */
const firstKey = (query: Query): string => {
  const { from, to } = timeRange(query);
  return query.start_key ?? cursor.encode(String(query.ascending === 'true' ? from : to));
};

const answerOf = (rows: unknown[], next: string | undefined, query: Query, { settings }: State): ApiResponse => ({
  status: 200,
  data: rows,
  envelope: { ...pageEnvelope(query, rows.length, next), start_key: firstKey(query) },
  chunked: settings.cdrChunked && query.is_chunked !== 'false',
});

/** The months of a time range with records, in the order in which their databases are read. */
const monthsFor = ({ cdrs }: State, query: Query): MonthOfCdrs[] => {
  const { from, to } = timeRange(query);
  const [first, last] = [monthOf(from), monthOf(to)];
  const months = [...cdrs.months].filter(([month]) => month >= first && month <= last).sort();
  const ordered = query.ascending === 'true' ? months : months.reverse();
  return ordered.map(([, month]) => month);
};

/** The end of a descending page: a start key that is only a second (4.2) includes all records of that second. */
const upTo = (start: string): string => keyAfter(start.includes(' ') ? start : sortKey(Number(start), '\uffff'));

/** The entries of one month in the time range, from the start key. */
const entriesFor = <T extends Sorted>(entries: readonly T[], query: Query): T[] => {
  const { from, to } = timeRange(query);
  const [first, end] = [sortKey(from), sortKey(to + 1)];
  const start = startKey(query);
  if (query.ascending === 'true') return range(entries, start ?? first, end);
  return range(entries, first, start === undefined ? end : upTo(start)).reverse();
};

/**
 * The page of a query, and the key of the next page. Dash reads the databases of the months in the time range one after
 * the other, newest first unless `ascending`, each from the start key, and fills the page with entries that `keeps`
 * accepts. So a record that was written in the month after its interaction's comes after that whole month, and a start
 * key of one month also applies to the others. Source: KAZOO, `crossbar_view:get_results`.
 */
const pageOf = <T extends Sorted>(
  state: State,
  query: Query,
  entriesOf: (month: MonthOfCdrs) => readonly T[],
  keeps: (entry: T) => boolean,
  keyOf: (entry: T) => string,
): { page: T[]; next: string | undefined } => {
  const size = pageSize(query);
  const page: T[] = [];
  for (const month of monthsFor(state, query)) {
    for (const entry of entriesFor(entriesOf(month), query)) {
      if (page.length === size) return { page, next: keyOf(entry) };
      if (keeps(entry)) page.push(entry);
    }
  }
  return { page, next: undefined };
};

/**
 * The key of a record in the list. In 4.2 it is the second in which the record was written, so the next page repeats
 * all records of that second. Source: KAZOO, view `cdrs/crossbar_listing` of both.
 */
const recordKey =
  ({ settings }: State) =>
  ({ key: place }: Sorted): string =>
    settings.kazoo === '4.2' ? (place.split(' ')[0] ?? '') : place;

const legsAnswer = (
  query: Query,
  state: State,
  isWanted: (document: CdrDocument) => boolean = () => true,
): ApiResponse => {
  const { kazoo } = state.settings;
  const filters = withoutPrefixedCallId(query);
  const offset = utcOffset(query, kazoo);
  const { page, next } = pageOf(
    state,
    query,
    ({ written }) => written,
    ({ document }) => isWanted(document) && matchesFilters(document, filters),
    recordKey(state),
  );
  const rows = page.map(({ document }) => cdrRowOf(document, kazoo, { utcOffset: offset }));
  return answerOf(rows, next, query, state);
};

/** `GET /cdrs`: a row for each leg, in the order in which records were written. */
export const listCdrs: Handler = ({ query }, state) => legsAnswer(query, state);

/** `GET /users/{id}/cdrs` */
const listCdrsOfUser: Handler = ({ params, query }, state) => {
  const { id } = findById(state.company.users, params.user);
  return legsAnswer(query, state, ({ custom_channel_vars }) => custom_channel_vars.owner_id === id);
};

/** Which half of a loopback it is; other legs sort after both. */
const half = ({ channel_loopback_leg = '_' }: CdrDocument): string => channel_loopback_leg;

/** The leg that was created first; the outer half of a loopback comes before the inner one. */
const firstCreated = (one: CdrDocument, other: CdrDocument): CdrDocument => {
  const difference = one.channel_created_time - other.channel_created_time;
  return difference < 0 || (difference === 0 && half(one) < half(other)) ? one : other;
};

/** The leg with the longest talk; of equal ones the later. */
const longestTalk = (one: CdrDocument, other: CdrDocument): CdrDocument => {
  const difference = Number(one.billing_seconds) - Number(other.billing_seconds);
  return difference > 0 || (difference === 0 && half(one) < half(other)) ? one : other;
};

/**
 * The leg that represents a call: the first; in a user's list that user's first (4.2) or longest (4.3). Source: KAZOO,
 * views `interactions/interaction_listing`, `…_by_owner`.
 */
const standingFor = (legs: readonly CdrDocument[], whose: InteractionsOf, version: KazooVersion) => {
  const [first, ...others] = legs;
  const better = whose === 'user' && version === '4.3' ? longestTalk : firstCreated;
  return first && others.reduce(better, first);
};

const interactionsAnswer = (query: Query, state: State, whose: InteractionsOf, owner?: string): ApiResponse => {
  const { kazoo } = state.settings;
  const filters = withoutPrefixedCallId(query);
  const isOf = ({ custom_channel_vars }: CdrDocument) => owner === undefined || custom_channel_vars.owner_id === owner;
  // Filters apply to the rows of a page.
  const { page, next } = pageOf(
    state,
    query,
    ({ interactions }) => interactions,
    ({ legs }) => legs.some(isOf),
    ({ key: place }) => place,
  );
  const rows = page
    .flatMap(({ legs }) => standingFor(legs.filter(isOf), whose, kazoo) ?? [])
    .filter((document) => matchesFilters(document, filters))
    .map((document) => cdrRowOf(document, kazoo, { interactionsOf: whose }));
  return answerOf(rows, next, query, state);
};

/** `GET /cdrs/interaction`: a row for each call, by its start. */
export const listInteractions: Handler = ({ query }, state) => interactionsAnswer(query, state, 'account');

/** `GET /users/{id}/cdrs/interaction`: a row for each call with a leg of the user. */
export const listInteractionsOfUser: Handler = ({ params, query }, state) => {
  const { id } = findById(state.company.users, params.user);
  return interactionsAnswer(query, state, 'user', id);
};

/** Dash reads a view that does not exist, in the account's database or in a missing month. */
const missingView = () => refuse(503, 'datastore missing view');

/** The legs of an interaction, none for an unknown one. */
const legsIn = ({ cdrs }: State, interaction: string): ApiResponse => {
  const month = cdrs.months.get(monthOf(Number(interaction.slice(0, 11))));
  if (!month) throw missingView();
  return ok(month.byInteraction.get(interaction)?.legs ?? []);
};

/**
 * `GET /cdrs/legs/{id of a record or of an interaction}`: the documents of the interaction's legs, oldest first. 4.2
 * accepts only the id of a record. Source: KAZOO, `cb_cdrs:load_legs`.
 */
export const listLegs: Handler = ({ params, query }, state) => {
  const { call = '' } = params;
  const { cdrs, settings } = state;
  if (isCdrId(call)) {
    const document = cdrs.byId.get(call);
    if (!document) throw refuse(404, 'could not find legs for supplied id');
    return legsIn(state, document.interaction_id);
  }
  if (settings.kazoo === '4.2') throw missingView();
  if (!isInteractionId(call)) throw refuse(404, 'bad identifier', [call]);
  timeRange(query);
  return legsIn(state, call);
};

/** `GET /cdrs/{id}` */
export const getCdr: Handler = ({ params }, { cdrs }) => {
  const { cdr = '' } = params;
  if (!isCdrId(cdr)) throw refuse(404, 'could not find cdr with supplied id');
  const document = cdrs.byId.get(cdr);
  if (!document) throw badIdentifier(cdr);
  return ok(document);
};

export const cdrRoutes: Routes = {
  'GET /cdrs': listCdrs,
  'GET /cdrs/interaction': listInteractions,
  'GET /cdrs/legs/:call': listLegs,
  'GET /cdrs/:cdr': getCdr,
  'GET /users/:user/cdrs': listCdrsOfUser,
  'GET /users/:user/cdrs/interaction': listInteractionsOfUser,
};
