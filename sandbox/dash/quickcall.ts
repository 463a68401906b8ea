import { ok, oneOf, refuse } from './answers.ts';
import { beginCall, tellOfBeginning } from './calls/live.ts';
import { partyOf } from './calls/legs.ts';
import type { Call, Handler } from './answers.ts';
import type { TimedCall } from './calls/legs.ts';
import type { CallScript, LegScript } from './calls/script.ts';
import type { Company, Device, User } from './company.ts';
import type { State } from './state.ts';

/** How long, in seconds, one's own phones ring, then the other side, and how long people have talked by then. */
const RINGS = 3;
const THEN_RINGS = 4;
const TALKS = 20;

/** Unless told not to, Dash takes these signs out of a number. */
const dialledOf = ({ params, query }: Call): string => {
  const number = params.number ?? '';
  return query.number_filter === 'false' ? number : number.replace(/[ ,.()-]/g, '');
};

/** The phone that is first is picked up, and the others lose the race. */
const ownLeg = ({ id, owner_id }: Device, nth: number, users: User[]): LegScript => ({
  leg: `A${nth + 1}`,
  direction: 'outbound',
  authorizedBy: 'device',
  owner: users.find((user) => user.id === owner_id)?.presence_id,
  phone: id,
  callIdSuffix: '-quickcall',
  rings: RINGS,
  ...(nth === 0
    ? { talks: THEN_RINGS + TALKS, cause: 'NORMAL_CLEARING', bridgedTo: 'B1' }
    : { talks: 0, cause: 'LOSE_RACE' }),
});

/** To a colleague's phone, or to the outside. */
const legTo = (dialled: string, { users }: Company): LegScript => ({
  leg: 'B1',
  direction: 'outbound',
  ...(users.some(({ presence_id }) => presence_id === dialled)
    ? { authorizedBy: 'device', owner: dialled }
    : { authorizedBy: 'resource' }),
  startsAfter: RINGS,
  rings: THEN_RINGS,
  talks: TALKS,
  cause: 'NORMAL_CLEARING',
  bridgedTo: 'A1',
});

/** What Dash says of the call that it has begun: all that it tells the switch. */
const request = ({ company, legs, script }: TimedCall, { query }: Call, authorizing_type: string) => ({
  application_name: 'transfer',
  application_data: { route: script.dialled },
  continue_on_fail: false,
  custom_application_vars: { correlation_id: script.correlationId },
  custom_channel_vars: { authorizing_type, inherit_codec: 'false', retain_cid: String('cid-number' in query) },
  dial_endpoint_method: 'simultaneous',
  endpoints: legs
    .filter(({ script: { callIdSuffix } }) => callIdSuffix !== undefined)
    .map(({ callId, phone }) => ({
      outbound_call_id: callId,
      endpoint_id: phone?.id,
      to_user: phone?.sip.username,
      to_realm: company.account.realm,
      custom_channel_vars: { auto_answer: query.auto_answer !== 'false' },
    })),
  ignore_early_media: true,
  media: 'process',
  outbound_callee_id_name: query['cid-name'],
  outbound_callee_id_number: query['cid-number'],
  outbound_caller_id_name: 'Device QuickCall',
  outbound_caller_id_number: script.dialled,
  timeout: Number(query.timeout ?? 30),
});

const place = (state: State, call: Call, authorizedBy: 'user' | 'device', phones: Device[]) => {
  const { company } = state;
  const online = phones.filter(({ registered }) => registered);
  const owner = company.users.find(({ id }) => id === online[0]?.owner_id);
  if (online.length === 0) throw refuse(500, 'unspecified_fault');
  const dialled = dialledOf(call);
  const script: CallScript = {
    name: `a quickcall to ${dialled}`,
    caller: owner ? partyOf(owner) : { number: dialled },
    dialled,
    legs: [...online.map((phone, nth) => ownLeg(phone, nth, company.users)), legTo(dialled, company)],
    correlationId: call.query.correlation_id,
  };
  const begun = beginCall(state, script);
  void tellOfBeginning(state, begun);
  return ok(request(begun, call, authorizedBy));
};

/** `GET /users/{id}/quickcall/{number}`: rings all phones of the user, and does not wait for any. */
export const quickcallOfUser: Handler = (call, state) => {
  const { id } = oneOf(state.company.users, call.params.user);
  const phones = state.company.devices.filter(({ owner_id }) => owner_id === id);
  return place(state, call, 'user', phones);
};

/** `GET /devices/{id}/quickcall/{number}` */
export const quickcallOfDevice: Handler = (call, state) =>
  place(state, call, 'device', [oneOf(state.company.devices, call.params.device)]);
