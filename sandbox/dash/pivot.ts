import { createHash, randomBytes } from 'node:crypto';
import { gregorian, fromGregorian } from './gregorian.ts';
import { cursor, pageEnvelope, pageSize, startKey } from './paging.ts';
import { timeRange } from './timeRange.ts';
import type { Answer, Handler } from './answers.ts';
import type { Query } from './paging.ts';
import type { State } from './state.ts';

/**
 * A request to the server of a call flow. Without `status` the server gave no answer. A call that asks again at the
 * end, with its record, does so in the iteration of its last request.
 */
export type PivotRequest = {
  debug_id: string;
  call_id: string;
  timestamp: number;
  uri: string;
  method: 'get' | 'post';
  iteration: number;
  status?: number;
  answeredAfterSeconds: number;
  /** Whether the answer is no JSON; KAZOO crashes when it wants to log an answer that breaks the schema. */
  hasJsonErrors: boolean;
};

/** What a call asks of a server, and how that answers. */
export type NewPivotRequest = Partial<Omit<PivotRequest, 'debug_id' | 'timestamp'>> & { at?: Date };

/** The month database of a moment, as `202611`. */
const monthOf = (seconds: number): string => fromGregorian(seconds).toISOString().slice(0, 7).replace('-', '');

/** Writes a request into the debug log; nobody is told of it. */
export const askPivot = ({ company }: State, { at = new Date(), ...request }: NewPivotRequest): PivotRequest => {
  const timestamp = gregorian(at);
  const call_id = request.call_id ?? `${randomBytes(8).toString('hex')}@10.126.0.9`;
  const logged: PivotRequest = {
    debug_id: `${monthOf(timestamp)}-${call_id}`,
    call_id,
    timestamp,
    uri: 'https://flows.example/brightwater',
    method: 'get',
    iteration: 1,
    answeredAfterSeconds: 0,
    hasJsonErrors: false,
    ...request,
  };
  company.pivotRequests.push(logged);
  return logged;
};

/** One document of the debug log: a request, an answer, or the mistakes in it. */
type Logged = { id: string; call_id: string; created: number; iteration: number; content: Record<string, unknown> };

const body = '{"module":"tts","data":{"text":"Hello"},"children":{}';
const headers = { 'content-type': 'application/json' };

/** Which document of a call comes first in the list is chance, as their ids are. */
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

/** Everything that is in the log of a month by now. */
const logOf = ({ company }: State, month: string): Logged[] =>
  company.pivotRequests
    .flatMap(documentsOf)
    .filter(({ created }) => monthOf(created) === month && created <= gregorian(new Date()));

/** The months that a query's time chooses, the last one first; it chooses nothing else (KAZOO, `cb_pivot`). */
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

/** KAZOO merges a call's document into the row before it, which in a second month is another call's. */
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
 * `GET /pivot/debug`: a row for each call, whole months by call id, whatever the time range; only a page is sorted by
 * time. A page holds twice as many documents as it should have rows, and the next one begins with all of the call at
 * which it broke off, in every month that is left.
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

const entries = (documents: Logged[], call: string): Answer => ({
  status: 200,
  data: documents.map(entry),
  envelope: { page_size: documents.length, start_key: cursor.write(call) },
});

/**
 * `GET /pivot/debug/{debug id or call id}`: request, answer and mistakes as entries of their own; by debug id oldest
 * first, by call id newest first. Of a call that nobody knows there are none.
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
