import { randomBytes } from 'node:crypto';
import { badIdentifier, ok } from './answers.ts';
import { gregorian } from './gregorian.ts';
import { list } from './lists.ts';
import { inTimeRange } from './timeRange.ts';
import type { Handler } from './answers.ts';
import type { State } from './state.ts';

/** A request to the server of a call flow, in the debug log. Without `status` the server gave no answer. */
export type PivotRequest = {
  debug_id: string;
  call_id: string;
  timestamp: number;
  uri: string;
  method: 'get' | 'post';
  status?: number;
  has_schema_errors: boolean;
};

/** What a call asks of a server, and how that answers. */
export type NewPivotRequest = Partial<
  Pick<PivotRequest, 'call_id' | 'uri' | 'method' | 'status' | 'has_schema_errors'>
> & {
  at?: Date;
};

/** Writes a request into the debug log; nobody is told of it. */
export const askPivot = ({ company }: State, { at = new Date(), ...request }: NewPivotRequest): PivotRequest => {
  const logged: PivotRequest = {
    debug_id: `${at.toISOString().slice(0, 7).replace('-', '')}-${randomBytes(16).toString('hex')}`,
    call_id: `${randomBytes(8).toString('hex')}@10.126.0.9`,
    timestamp: gregorian(at),
    uri: 'https://flows.example/brightwater',
    method: 'get',
    has_schema_errors: false,
    ...request,
  };
  company.pivotRequests.push(logged);
  return logged;
};

const row = ({ call_id, debug_id, timestamp, status, uri, has_schema_errors }: PivotRequest) => ({
  call_id,
  debug_id,
  created: timestamp,
  iteration: 1,
  node: 'kazoo_apps@sandbox.invalid',
  ...(status === undefined ? {} : { status_code: String(status) }),
  uri,
  has_schema_errors,
});

/** `GET /pivot/debug`: a row for each call, newest first. */
export const listPivotRequests: Handler = ({ query }, { company }) =>
  list(inTimeRange(company.pivotRequests, query), query, {
    key: ({ timestamp, debug_id }) => `${timestamp}-${debug_id}`,
    row,
  });

/** `GET /pivot/debug/{debug id or call id}`: request and answer as entries of their own. */
export const getPivotRequest: Handler = ({ params }, { company }) => {
  const request = company.pivotRequests.find(({ debug_id, call_id }) =>
    [debug_id, call_id].includes(params.request ?? ''),
  );
  if (!request) throw badIdentifier(params.request);
  const { call_id, debug_id, method, uri, status } = request;
  const known = { call_id, id: debug_id };
  return ok([
    { ...known, method, uri, req_headers: {}, req_body: '' },
    ...(status === undefined ? [] : [{ ...known, resp_status_code: String(status), resp_headers: {} }]),
  ]);
};
