import { randomBytes } from 'node:crypto';
import { gregorian, monthOf } from '../company/gregorian.ts';
import type { PivotRequest } from '../company/model.ts';
import type { State } from '../state.ts';

/** A request of a call to a server, and the server's response. */
export type NewPivotRequest = Partial<Omit<PivotRequest, 'debug_id' | 'timestamp'>> & { at?: Date };

/** Adds a request to the debug log, without any event. */
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
