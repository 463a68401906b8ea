import { flag, number, parse, text, type Parsed } from '../dash/schema.ts';
import { fromGregorian, SECOND_MS } from '../dash/time.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { scrubText } from '../fields/scrub.ts';

/** KAZOO gives a server 5 seconds to respond; if no response is logged after a minute, there was none. */
const ANSWER_TIMEOUT_MS = 60 * SECOND_MS;

/** The first request of a call to the server of its call flow. `created` is in Gregorian seconds. */
export type PivotRequest = {
  id: string;
  /** The call's logs: two if the request was logged in one month and its response in the next. */
  debugIds: string[];
  call_id: string | null;
  created: number | null;
  uri: string | null;
  method: string | null;
  status_code: number | null;
  has_schema_errors: boolean | null;
  has_json_errors: boolean | null;
};

const rowSchema = {
  debug_id: text,
  call_id: text,
  created: number,
  uri: text,
  status_code: number,
  has_schema_errors: flag,
  has_json_errors: flag,
};

/**
 * The request in a row of `/pivot/debug`; null for a row without a debug ID. KAZOO merges a row in random order from what
 * it logged: the request, the response, errors in it, and sometimes the call record that it sends to the server at the end
 * of the call (`cb_pivot:normalize_debug_results_fold`). `has_json_errors: false` therefore means nothing.
 */
export const parseLogRow = (row: unknown): PivotRequest | null => {
  const { debug_id, has_json_errors, ...rest } = parse(rowSchema, row);
  if (debug_id === null) return null;
  return {
    id: debug_id,
    debugIds: [debug_id],
    method: null,
    has_json_errors: has_json_errors === true ? true : null,
    ...rest,
  };
};

/** The call ID in a debug ID, which is `YYYYMM-<call id>`. */
export const callIdOf = ({ id }: PivotRequest): string => id.replace(/^\d{6}-/, '');

/** True if either is true; null only if both are unknown. */
const either = (a: boolean | null, b: boolean | null): boolean | null => (b === true ? b : (a ?? b));

const earliest = (moments: (number | null)[]): number | null =>
  moments.filter((at) => at !== null).sort((a, b) => a - b)[0] ?? null;

/** Two rows of one call as one: a request and its response can be on two pages, or in two months. */
export const mergeRows = (a: PivotRequest, b: PivotRequest): PivotRequest => {
  const debugIds = [...new Set([...a.debugIds, ...b.debugIds])].sort();
  return {
    id: String(debugIds[0]),
    debugIds,
    call_id: a.call_id,
    created: earliest([a.created, b.created]),
    uri: a.uri ?? b.uri,
    method: null,
    status_code: a.status_code ?? b.status_code,
    has_schema_errors: either(a.has_schema_errors, b.has_schema_errors),
    has_json_errors: either(a.has_json_errors, b.has_json_errors),
  };
};

const entrySchema = {
  debug_id: text,
  call_id: text,
  created: number,
  iteration: number,
  uri: text,
  method: text,
  resp_status_code: number,
  json_errors: (value: unknown) => value !== undefined && value !== null,
  schema_errors: (value: unknown) => value !== undefined && value !== null,
};

/** A log entry of a call: a request, a response, or the errors in a response. */
export type PivotEntry = Parsed<typeof entrySchema>;

/** The entries of `/pivot/debug/{id}`, without their bodies and headers. */
export const parseLogEntries = (data: unknown): PivotEntry[] =>
  Array.isArray(data) ? data.map((entry) => parse(entrySchema, entry)) : [];

/** The status code of the first request. A later request in the same round is the call record at the end of the call. */
const statusIn = (round: readonly PivotEntry[]): number | null => {
  const requests = round.filter(({ uri }) => uri !== null);
  const [answer, ...others] = round.filter(({ resp_status_code }) => resp_status_code !== null);
  if (answer === undefined) return null;
  const isOfFirst = others.length + 1 >= requests.length || Number(answer.created) < Number(requests[1]?.created);
  return isOfFirst ? answer.resp_status_code : null;
};

/** The first request in the entries of a call, which can be in any order; null if there is none. */
export const requestFrom = (entries: readonly PivotEntry[]): PivotRequest | null => {
  const inTime = entries.toSorted((a, b) => Number(a.created) - Number(b.created));
  const first = inTime.find(({ uri }) => uri !== null);
  if (first === undefined || first.debug_id === null) return null;
  const round = inTime.filter(({ iteration }) => iteration === first.iteration);
  return {
    id: first.debug_id,
    debugIds: [first.debug_id],
    call_id: first.call_id,
    created: first.created,
    uri: first.uri,
    method: first.method?.toUpperCase() ?? null,
    status_code: statusIn(round),
    has_schema_errors: round.some(({ schema_errors }) => schema_errors),
    has_json_errors: round.some(({ json_errors }) => json_errors),
  };
};

/** Whether a request has its response, or can no longer get one. */
export const isSettled = ({ status_code, created }: PivotRequest, now: Date): boolean =>
  status_code !== null || (fromGregorian(created)?.getTime() ?? 0) + ANSWER_TIMEOUT_MS <= now.getTime();

/** Whether the server refused, didn't respond, or returned something that isn't a call flow. */
export const isFailedRequest = ({ status_code, has_schema_errors, has_json_errors }: PivotRequest): boolean =>
  has_json_errors === true ||
  has_schema_errors === true ||
  status_code === null ||
  status_code < 200 ||
  status_code >= 300;

export const pivotRequestFields = [
  field('id', 'string', 'Pivot Request ID'),
  field('summary', 'string', 'Summary'),
  field('call_id', 'string', 'Call ID'),
  field('url', 'string', 'URL'),
  field('method', 'string', 'Method'),
  field('status_code', 'number', 'Status Code'),
  field('has_schema_errors', 'boolean', 'Has Call Flow Errors'),
  field('has_json_errors', 'boolean', 'Has Syntax Errors'),
  ...eventTimeFields('requested', 'Requested'),
] as const;

export type PivotRequestRecord = RecordOf<typeof pivotRequestFields>;

/** The end of the summary: `got no response`, or `got status 404`. */
const outcomeOf = ({ status_code, has_schema_errors, has_json_errors }: PivotRequest): string => {
  if (status_code === null) return 'got no response';
  const errors = has_json_errors === true || has_schema_errors === true ? ' and a call flow with errors' : '';
  return `got status ${String(status_code)}${errors}`;
};

/** The host and path of a URL, such as `example.com/call-flow`: other parts may contain a credential. */
const formatAddress = (uri: string): string =>
  uri
    .replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
    .replace(/[?#].*$/s, '')
    .replace(/^[^/]*@/, '');

/** The record of a request. */
export const pivotRequestRecord = (request: PivotRequest, timeZone: string): PivotRequestRecord => {
  const requested = fromGregorian(request.created);
  const url = request.uri && scrubText(request.uri);
  const time = requested ? `, ${formatTime(requested, timeZone)}` : '';
  return {
    id: request.id,
    summary: `A call sent a request to ${url === null ? 'your server' : formatAddress(url)} and ${outcomeOf(request)}${time}.`,
    call_id: request.call_id,
    url,
    method: request.method,
    status_code: request.status_code,
    has_schema_errors: request.has_schema_errors,
    has_json_errors: request.has_json_errors,
    ...eventTimeValues('requested', requested, timeZone),
  };
};

/** A request that the missed call of the other samples made. */
export const pivotRequestSample: PivotRequestRecord = {
  id: '202611-NDlkNGI3OTZl@10.126.0.9',
  summary: 'A call sent a request to example.com/call-flow and got status 404, Tue, Nov 24, 10:32 AM.',
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
  url: 'https://example.com/call-flow',
  method: 'GET',
  status_code: 404,
  has_schema_errors: false,
  has_json_errors: false,
  ...eventTimeSample('requested', '10:32:05'),
};
