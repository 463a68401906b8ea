import { withoutUndefined } from '../../shared/json.ts';
import { ok } from '../http/endpoint.ts';
import type { Handler, Routes } from '../http/endpoint.ts';

/** `GET /parked_calls`: an object, keyed by slot. */
export const listParkedCalls: Handler = (_call, { company }) => {
  const { realm } = company.account;
  const userOf = (slot: string): string => `*3${slot}`;
  return ok({
    slots: Object.fromEntries(
      company.parked.map(({ slot, callId, callerNumber, callerName }) => [
        slot,
        withoutUndefined({
          call_id: callId,
          attended: false,
          slot_call_id: Buffer.from(callId).toString('hex').slice(0, 32),
          parker_call_id: callId,
          presence_user: userOf(slot),
          presence_realm: realm,
          presence_id: `${userOf(slot)}@${realm}`,
          node: 'freeswitch@sandbox.invalid',
          cid_number: callerNumber,
          cid_name: callerName ?? callerNumber,
          cid_uri: `${callerNumber}@198.51.100.7`,
          presence_type: 'early',
        }),
      ]),
    ),
  });
};

export const parkedCallRoutes: Routes = {
  'GET /parked_calls': listParkedCalls,
};
