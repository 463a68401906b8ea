import { badIdentifier, ok, oneOf, refuse } from './answers.ts';
import { monthOf } from './calls/months.ts';
import { rowOf } from './calls/rows.ts';
import { passes } from './filters.ts';
import { cursor, pageEnvelope, pageSize, startKey } from './paging.ts';
import { between, justAfter, placeAt } from './placed.ts';
import { timeRange } from './timeRange.ts';
import type { Answer, Handler } from './answers.ts';
import type { MonthOfCdrs } from './calls/archive.ts';
import type { CdrDocument } from './calls/documents.ts';
import type { InteractionsOf } from './calls/rows.ts';
import type { Query } from './paging.ts';
import type { Placed } from './placed.ts';
import type { KazooVersion, State } from './state.ts';

/** The id of a record as in `202401-NDlk…`; an interaction is `63873000000-af5b9a0e`. */
const isCdrId = (text: string): boolean => /^\d{6}-./.test(text);
const isInteractionId = (text: string): boolean => /^\d{11}-./.test(text);

/** 4.2 does not know the offset, whatever it is. */
const utcOffset = ({ utc_offset = '0' }: Query, version: KazooVersion): number => {
  if (version === '4.3' && !/^-?\d+$/.test(utc_offset)) throw refuse(404, 'utc_offset must be a number');
  return Number(utc_offset);
};

/** The call id in a filter may be the id of a record instead. */
const withoutPrefixedCallId = ({ filter_call_id, ...query }: Query): Query => {
  if (filter_call_id === undefined) return query;
  return { ...query, filter_call_id: isCdrId(filter_call_id) ? filter_call_id.slice(7) : filter_call_id };
};

/** Where a list begins: unless told, at the end of its time range that comes first. */
const firstKey = (query: Query): string => {
  const { from, to } = timeRange(query);
  return query.start_key ?? cursor.write(String(query.ascending === 'true' ? from : to));
};

const answerOf = (rows: unknown[], next: string | undefined, query: Query, { settings }: State): Answer => ({
  status: 200,
  data: rows,
  envelope: { ...pageEnvelope(query, rows.length, next), start_key: firstKey(query) },
  chunked: settings.cdrChunked && query.is_chunked !== 'false',
});

/** The months of a time range that anything was recorded in, in the order in which their databases are read. */
const monthsFor = ({ company }: State, query: Query): MonthOfCdrs[] => {
  const { from, to } = timeRange(query);
  const [first, last] = [monthOf(from), monthOf(to)];
  const months = [...company.cdrs.months].filter(([month]) => month >= first && month <= last).sort();
  const ordered = query.ascending === 'true' ? months : months.reverse();
  return ordered.map(([, month]) => month);
};

/** Up to which place a start key reaches downwards: a second alone, as in 4.2, means all that was written in it. */
const upTo = (start: string): string => justAfter(start.includes(' ') ? start : placeAt(Number(start), '\uffff'));

/** The entries of one month in the time range, from the start key on. */
const entriesFor = <T extends Placed>(entries: readonly T[], query: Query): T[] => {
  const { from, to } = timeRange(query);
  const [first, end] = [placeAt(from), placeAt(to + 1)];
  const start = startKey(query);
  if (query.ascending === 'true') return between(entries, start ?? first, end);
  return between(entries, first, start === undefined ? end : upTo(start)).reverse();
};

/**
 * The page that a query asks for, and the key of the page after it. Dash reads the databases of the months of the time
 * range one after the other, newest first unless `ascending`, each from the start key on, and fills the page with what
 * `keeps` leaves. So a record that was written in the month after that of its interaction comes after all of that month,
 * and a start key from one month is looked for in the others, too. Source: KAZOO, `crossbar_view:get_results`.
 */
const pageOf = <T extends Placed>(
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
 * The key of a record in the list. In 4.2 it is the second in which the record was written, so that the next page begins
 * with all records of that second, those of this page included. Source: KAZOO, view `cdrs/crossbar_listing` of both.
 */
const recordKey =
  ({ settings }: State) =>
  ({ place }: Placed): string =>
    settings.kazoo === '4.2' ? (place.split(' ')[0] ?? '') : place;

const legsAnswer = (query: Query, state: State, isWanted: (document: CdrDocument) => boolean = () => true): Answer => {
  const { kazoo } = state.settings;
  const filters = withoutPrefixedCallId(query);
  const offset = utcOffset(query, kazoo);
  const { page, next } = pageOf(
    state,
    query,
    ({ written }) => written,
    ({ document }) => isWanted(document) && passes(document, filters),
    recordKey(state),
  );
  const rows = page.map(({ document }) => rowOf(document, kazoo, { utcOffset: offset }));
  return answerOf(rows, next, query, state);
};

/** `GET /cdrs`: a row for each leg, by the time when its record was written. */
export const listCdrs: Handler = ({ query }, state) => legsAnswer(query, state);

/** `GET /users/{id}/cdrs` */
export const listCdrsOfUser: Handler = ({ params, query }, state) => {
  const { id } = oneOf(state.company.users, params.user);
  return legsAnswer(query, state, ({ custom_channel_vars }) => custom_channel_vars.owner_id === id);
};

/** Which half of a leg inside the switch it is; other legs sort after both. */
const half = ({ channel_loopback_leg = '_' }: CdrDocument): string => channel_loopback_leg;

/** Of several legs the one that was created first, the outer half of a leg inside the switch before the inner one. */
const firstCreated = (one: CdrDocument, other: CdrDocument): CdrDocument => {
  const difference = one.channel_created_time - other.channel_created_time;
  return difference < 0 || (difference === 0 && half(one) < half(other)) ? one : other;
};

/** Of several legs the one on which people talked longest, of equal ones the later. */
const longestTalk = (one: CdrDocument, other: CdrDocument): CdrDocument => {
  const difference = Number(one.billing_seconds) - Number(other.billing_seconds);
  return difference > 0 || (difference === 0 && half(one) < half(other)) ? one : other;
};

/**
 * The leg that stands for a call: the first; in the list of one user that user's first (4.2) or the one that user talked
 * on longest (4.3). Source: KAZOO, views `interactions/interaction_listing`, `…_by_owner`.
 */
const standingFor = (legs: readonly CdrDocument[], whose: InteractionsOf, version: KazooVersion) => {
  const [first, ...others] = legs;
  const better = whose === 'user' && version === '4.3' ? longestTalk : firstCreated;
  return first && others.reduce(better, first);
};

const interactionsAnswer = (query: Query, state: State, whose: InteractionsOf, owner?: string): Answer => {
  const { kazoo } = state.settings;
  const filters = withoutPrefixedCallId(query);
  const isOf = ({ custom_channel_vars }: CdrDocument) => owner === undefined || custom_channel_vars.owner_id === owner;
  // Pages are made before filters sort out.
  const { page, next } = pageOf(
    state,
    query,
    ({ interactions }) => interactions,
    ({ legs }) => legs.some(isOf),
    ({ place }) => place,
  );
  const rows = page
    .flatMap(({ legs }) => standingFor(legs.filter(isOf), whose, kazoo) ?? [])
    .filter((document) => passes(document, filters))
    .map((document) => rowOf(document, kazoo, { interactionsOf: whose }));
  return answerOf(rows, next, query, state);
};

/** `GET /cdrs/interaction`: a row for each call, by the time when it began. */
export const listInteractions: Handler = ({ query }, state) => interactionsAnswer(query, state, 'account');

/** `GET /users/{id}/cdrs/interaction`: a row for each call in which a phone of the user rang or called. */
export const listInteractionsOfUser: Handler = ({ params, query }, state) => {
  const { id } = oneOf(state.company.users, params.user);
  return interactionsAnswer(query, state, 'user', id);
};

/** Dash looks in the account itself, or in a month that it never made, for a view that is not there. */
const missingView = () => refuse(503, 'datastore missing view');

/** The legs of an interaction; an unknown one has none. */
const legsIn = ({ company }: State, interaction: string): Answer => {
  const month = company.cdrs.months.get(monthOf(Number(interaction.slice(0, 11))));
  if (!month) throw missingView();
  return ok(month.byInteraction.get(interaction)?.legs ?? []);
};

/**
 * `GET /cdrs/legs/{id of a record or of an interaction}`: the documents of the legs of that interaction, oldest first. 4.2
 * finds them by the id of a record alone. Source: KAZOO, `cb_cdrs:load_legs`.
 */
export const listLegs: Handler = ({ params, query }, state) => {
  const { call = '' } = params;
  const { company, settings } = state;
  if (isCdrId(call)) {
    const document = company.cdrs.byId.get(call);
    if (!document) throw refuse(404, 'could not find legs for supplied id');
    return legsIn(state, document.interaction_id);
  }
  if (settings.kazoo === '4.2') throw missingView();
  if (!isInteractionId(call)) throw refuse(404, 'bad identifier', [call]);
  timeRange(query);
  return legsIn(state, call);
};

/** `GET /cdrs/{id}` */
export const getCdr: Handler = ({ params }, { company }) => {
  const { cdr = '' } = params;
  if (!isCdrId(cdr)) throw refuse(404, 'could not find cdr with supplied id');
  const document = company.cdrs.byId.get(cdr);
  if (!document) throw badIdentifier(cdr);
  return ok(document);
};
