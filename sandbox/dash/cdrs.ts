import { badIdentifier, ok, oneOf, refuse } from './answers.ts';
import { interactionRowOf, rowOf, shownBy } from './calls/rows.ts';
import { passes } from './filters.ts';
import { pageInTime } from './pagesInTime.ts';
import { pageEnvelope } from './paging.ts';
import type { Answer, Handler } from './answers.ts';
import type { CdrDocument } from './calls/documents.ts';
import type { Query } from './paging.ts';
import type { State } from './state.ts';

/** The id of a record as in `202401-NDlk…`; an interaction is `63873000000-af5b9a0e`. */
const isCdrId = (text: string): boolean => /^\d{6}-./.test(text);
const isInteractionId = (text: string): boolean => /^\d{11}-./.test(text);

const utcOffset = ({ utc_offset = '0' }: Query): number => {
  if (!/^-?\d+$/.test(utc_offset)) throw refuse(404, 'utc_offset must be a number');
  return Number(utc_offset);
};

/** The call id in a filter may be the id of a record instead. */
const withoutPrefixedCallId = ({ filter_call_id, ...query }: Query): Query => {
  if (filter_call_id === undefined) return query;
  return isCdrId(filter_call_id) ? { ...query, filter_id: filter_call_id } : { ...query, filter_call_id };
};

const answerOf = (rows: unknown[], next: string | undefined, query: Query, { settings }: State): Answer => ({
  status: 200,
  data: rows,
  envelope: pageEnvelope(query, rows.length, next),
  chunked: settings.cdrChunked && query.is_chunked !== 'false',
});

const legsAnswer = (query: Query, state: State, isWanted: (document: CdrDocument) => boolean = () => true): Answer => {
  const filters = withoutPrefixedCallId(query);
  const offset = utcOffset(query);
  const { page, next } = pageInTime(state.company.cdrs.written, query, ({ document }) => {
    return isWanted(document) && passes(document, filters);
  });
  const rows = page.map(({ document }) => shownBy(state.settings.kazoo, rowOf(document, offset)));
  return answerOf(rows, next, query, state);
};

/** `GET /cdrs`: a row for each leg, by the time when its record was written. */
export const listCdrs: Handler = ({ query }, state) => legsAnswer(query, state);

/** `GET /users/{id}/cdrs` */
export const listCdrsOfUser: Handler = ({ params, query }, state) => {
  const { id } = oneOf(state.company.users, params.user);
  return legsAnswer(query, state, ({ custom_channel_vars }) => custom_channel_vars.owner_id === id);
};

/** `GET /cdrs/interaction`: a row for each call, by the time when it began. Pages are made before filters sort out. */
export const listInteractions: Handler = ({ query }, state) => {
  const filters = withoutPrefixedCallId(query);
  const offset = utcOffset(query);
  const { page, next } = pageInTime(state.company.cdrs.interactions, query);
  const rows = page
    .flatMap(({ legs: [first] }) => (first && passes(first, filters) ? [interactionRowOf(first, offset)] : []))
    .map((row) => shownBy(state.settings.kazoo, row));
  return answerOf(rows, next, query, state);
};

/** `GET /cdrs/legs/{id of an interaction or a record}`: the documents of all legs, oldest first. */
export const listLegs: Handler = ({ params }, { company }) => {
  const { call = '' } = params;
  if (!isCdrId(call) && !isInteractionId(call)) throw badIdentifier(call);
  const { byId, byInteraction } = company.cdrs;
  const interaction = byInteraction.get(byId.get(call)?.interaction_id ?? call);
  if (!interaction) throw refuse(404, 'could not find legs for supplied id');
  return ok(interaction.legs);
};

/** `GET /cdrs/{id}` */
export const getCdr: Handler = ({ params }, { company }) => {
  const { cdr = '' } = params;
  if (!isCdrId(cdr)) throw refuse(404, 'could not find cdr with supplied id');
  const document = company.cdrs.byId.get(cdr);
  if (!document) throw badIdentifier(cdr);
  return ok(document);
};
