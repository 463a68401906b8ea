import { createHash } from 'node:crypto';
import { gregorian, monthOf } from '../company/gregorian.ts';
import { cursor, pageEnvelope, pageSize, startKey } from '../http/paging.ts';
import { timeRange } from '../http/timeRange.ts';
import type { PivotRequest } from '../company/model.ts';
import type { ApiResponse, Handler, Routes } from '../http/endpoint.ts';
import type { Query } from '../http/endpoint.ts';
import type { State } from '../state.ts';

/** One document of the debug log: a request, a response, or its errors. */
type Logged = { id: string; call_id: string; created: number; iteration: number; content: Record<string, unknown> };

const body = '{"module":"tts","data":{"text":"Hello"},"children":{}';
const headers = { 'content-type': 'application/json' };

/** Documents of a call are in random order, since their ids are random. */
const documentsOf = (request: PivotRequest): Logged[] => {
  const { call_id, iteration, timestamp, method, status, answeredAfterSeconds, hasJsonErrors } = request;
  const answered = timestamp + answeredAfterSeconds;
  const asked = new URLSearchParams({ 'Call-ID': call_id, Direction: 'inbound', 'Api-Version': '4.x' });
  const uri = method === 'get' ? `${request.uri}?${String(asked)}` : request.uri;
  const json_errors = { before: body, after: 'and more', message: 'trailing data' };
  const written: [number, Record<string, unknown>][] = [
    [
      timestamp,
      { uri, method, req_headers: method === 'get' ? {} : headers, req_body: method === 'get' ? '' : String(asked) },
    ],
  ];
  if (status !== undefined) {
    const resp_body = hasJsonErrors ? `${body}} and more` : `${body}}`;
    written.push([answered, { resp_status_code: String(status), resp_headers: headers, resp_body }]);
    if (hasJsonErrors) written.push([answered, { resp_body, json_errors }]);
  }
  return written.map(([created, content]) => {
    const id = createHash('md5')
      .update(JSON.stringify([call_id, created, content]))
      .digest('hex');
    return { id, call_id, created, iteration, content };
  });
};

const node = 'kazoo_apps@sandbox.invalid';

const debugId = ({ created, call_id }: Logged): string => `${monthOf(created)}-${call_id}`;

/** The log of a month until now. */
const logOf = ({ company }: State, month: string): Logged[] =>
  company.pivotRequests
    .flatMap(documentsOf)
    .filter(({ created }) => monthOf(created) === month && created <= gregorian(new Date()));

/** The months in the query's time range, newest first. KAZOO applies the range to nothing else (`cb_pivot`). */
const monthsOf = (query: Query): string[] => {
  const { from, to } = timeRange(query);
  const months = new Set<string>();
  for (let at = from; at <= to; at += 24 * 3600) months.add(monthOf(at));
  return [...months.add(monthOf(to))].reverse();
};

const row = (logged: Logged) => {
  const { call_id, created, iteration, content } = logged;
  return {
    ...{ call_id, created, iteration, node, debug_id: debugId(logged) },
    ...('uri' in content ? { uri: content.uri } : {}),
    ...('resp_status_code' in content ? { status_code: content.resp_status_code } : {}),
    has_schema_errors: 'schema_errors' in content,
    has_json_errors: 'json_errors' in content,
  };
};

type Row = ReturnType<typeof row>;

/** KAZOO merges a call's document into the previous row, which in a second month belongs to another call. */
const mergedRows = (documents: Logged[]): Row[] => {
  const rows: Row[] = [];
  const seen = new Set<string>();
  for (const document of documents) {
    const head = seen.has(document.call_id) ? rows.pop() : undefined;
    rows.push({ ...row(document), ...head });
    seen.add(document.call_id);
  }
  return rows;
};

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/**
 * `GET /pivot/debug`: a row for each call, by call id in whole months; only a page is sorted by time. A page is full
 * after twice as many documents as rows, and the next one repeats the call that was cut off, in all remaining months.
 */
export const listPivotRequests: Handler = ({ query }, state) => {
  const most = 2 * pageSize(query);
  const start = startKey(query);
  const documents: Logged[] = [];
  let next: string | undefined;
  for (const month of monthsOf(query)) {
    const found = logOf(state, month)
      .filter(({ call_id, iteration }) => iteration === 1 && (start === undefined || call_id <= start))
      .sort((a, b) => byText(b.call_id, a.call_id) || byText(b.id, a.id));
    const room = most - documents.length;
    documents.push(...found.slice(0, room));
    next = found[room]?.call_id;
    if (next !== undefined) break;
  }
  const rows = mergedRows(documents).sort((a, b) => b.created - a.created);
  return { status: 200, data: rows, envelope: pageEnvelope(query, rows.length, next) };
};

const entry = (logged: Logged) => {
  const { id, call_id, created, iteration, content } = logged;
  return { ...content, iteration, call_id, created, node, debug_id: debugId(logged), id };
};

const entries = (documents: Logged[], call: string): ApiResponse => ({
  status: 200,
  data: documents.map(entry),
  envelope: { page_size: documents.length, start_key: cursor.encode(call) },
});

/**
 * `GET /pivot/debug/{debug id or call id}`: request, response and errors as separate entries; by debug id oldest first,
 * by call id newest first. An unknown call has none.
 */
export const getPivotRequest: Handler = ({ params, query }, state) => {
  const given = params.request ?? '';
  const ofCall = (months: string[], call: string): Logged[] =>
    months
      .flatMap((month) => logOf(state, month))
      .filter(({ call_id }) => call_id === call)
      .sort((a, b) => a.created - b.created || byText(a.id, b.id));
  const [, month, call] = /^(.{6})-(.*)$/s.exec(given) ?? [];
  return month !== undefined && call !== undefined
    ? entries(ofCall([month], call), call)
    : entries(ofCall(monthsOf(query), given).reverse(), given);
};

export const pivotRoutes: Routes = {
  'GET /pivot/debug': listPivotRequests,
  'GET /pivot/debug/:request': getPivotRequest,
};
