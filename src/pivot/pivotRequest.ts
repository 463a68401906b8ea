import type { Dash, Query } from '../dash/client.ts';
import { flag, number, read, text, type Read } from '../dash/shape.ts';
import { fromGregorian } from '../dash/time.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { mainMoment, mainMomentFields, spokenMoment } from '../zapier/moments.ts';
import { takeNewest } from '../zapier/newest.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import type { PollWindow } from '../zapier/pollingTrigger.ts';

const section = 'Pivot';

/** A server has 5 seconds for its answer; whoever gave none after a minute gave none at all. */
const LONGEST_WAIT_SECONDS = 60;

/** A row of the debug log: the first time that a call asked the server of its call flow. The status is a text. */
const rowShape = {
  debug_id: text,
  call_id: text,
  created: number,
  status_code: number,
  uri: text,
  has_schema_errors: flag,
};

export type PivotRequest = Omit<Read<typeof rowShape>, 'debug_id'> & { id: string };

/** Whether the server refused, did not answer, or answered with what is no call flow. */
export const isFailure = ({ status_code, has_schema_errors }: PivotRequest): boolean =>
  has_schema_errors === true || status_code === null || status_code < 200 || status_code >= 300;

/** The newest requests that meet a condition, newest first, but for those that still wait for an answer. */
export const takePivotRequests = (
  dash: Dash,
  window: PollWindow,
  isMatch: (request: PivotRequest) => boolean,
  filters: Query = {},
): Promise<PivotRequest[]> => {
  const isOver = ({ status_code, created }: PivotRequest): boolean =>
    status_code !== null ||
    (fromGregorian(created)?.getTime() ?? 0) + LONGEST_WAIT_SECONDS * 1000 <= window.now.getTime();
  const ask = { purpose: 'list the Pivot requests', section, query: filters };
  return takeNewest(dash, ['pivot', 'debug'], window, ask, (row) => {
    const { debug_id, ...rest } = read(rowShape, row);
    const request = debug_id === null ? null : { id: debug_id, ...rest };
    return request && isOver(request) && isMatch(request) ? request : null;
  });
};

const methodShape = { method: text };

/** The log of one request is a list of entries, of which the first tells the method. */
const methodOf = (entries: unknown): string | null =>
  (Array.isArray(entries) ? entries : [])
    .map((entry) => read(methodShape, entry).method?.toUpperCase() ?? null)
    .find((method) => method !== null) ?? null;

const lookUpMethod = cachedLookUp('Pivot request', (id) => ['pivot', 'debug', id], methodOf);

export const pivotRequestFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('call_id', 'string', 'Call ID'),
  field('url', 'string', 'URL'),
  field('method', 'string', 'Method'),
  field('status_code', 'number', 'Status Code'),
  field('has_schema_errors', 'boolean', 'Has Schema Errors'),
  ...mainMomentFields('requested', 'Requested'),
] as const;

export type PivotRequestRecord = RecordOf<typeof pivotRequestFields>;

/** As in `… and got status 404`. */
const answerOf = ({ status_code, has_schema_errors }: PivotRequest): string => {
  if (status_code === null) return 'got no answer';
  return `got status ${String(status_code)}${has_schema_errors === true ? ' and a call flow with mistakes' : ''}`;
};

/** The record of a request: 1 request, for its method, and none while that is cached. */
export const pivotRequestRecord = async (
  request: PivotRequest,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<PivotRequestRecord> => {
  const requested = fromGregorian(request.created);
  const moment = requested ? `, ${spokenMoment(requested, timeZone)}` : '';
  return {
    id: request.id,
    summary: `A call asked ${request.uri ?? 'your server'} and ${answerOf(request)}${moment}.`,
    call_id: request.call_id,
    url: request.uri,
    method: await lookUpMethod(z, dash, request.id),
    status_code: request.status_code,
    has_schema_errors: request.has_schema_errors,
    ...mainMoment('requested', requested, timeZone),
  };
};

export const pivotRequestSample: PivotRequestRecord = {
  id: '202611-6c2d3a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'A call asked https://example.com/call-flow and got status 404, Tue 24 Nov, 10:32.',
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
  url: 'https://example.com/call-flow',
  method: 'GET',
  status_code: 404,
  has_schema_errors: false,
  requested_at: '2026-11-24T18:32:05Z',
  requested_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
};
