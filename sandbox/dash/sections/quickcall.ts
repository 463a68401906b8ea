import { openCall, publishStart } from '../calls/live.ts';
import { digest } from '../calls/timeline/callIds.ts';
import { partyOf } from '../calls/timeline/model.ts';
import { accepted } from '../http/endpoint.ts';
import { findById, refuse } from '../http/refusal.ts';
import type { CallScript, LegScript } from '../calls/timeline/script.ts';
import type { Company, Device, User } from '../company/model.ts';
import type { ApiRequest, Handler, Routes } from '../http/endpoint.ts';
import type { KazooVersion } from '../settings.ts';
import type { State } from '../state.ts';

/** How long the user's phones ring, then the other side, and how long people have talked, in seconds. */
const RING_SECONDS = 3;
const SECOND_RING_SECONDS = 4;
const TALK_SECONDS = 20;

/** Dash removes these characters from a number by default. */
const dialedOf = ({ params, query }: ApiRequest): string => {
  const number = params.number ?? '';
  return query.number_filter === 'false' ? number : number.replace(/[ ,.()-]/g, '');
};

/** The first phone is answered, the others lose the race. */
const userLeg = ({ id, owner_id }: Device, nth: number, users: User[]): LegScript => ({
  leg: `A${nth + 1}`,
  direction: 'outbound',
  authorizedBy: 'device',
  owner: users.find((user) => user.id === owner_id)?.presence_id,
  phone: id,
  callIdSuffix: '-quickcall',
  rings: RING_SECONDS,
  ...(nth === 0
    ? { talks: SECOND_RING_SECONDS + TALK_SECONDS, cause: 'NORMAL_CLEARING', bridgedTo: 'B1' }
    : { talks: 0, cause: 'LOSE_RACE' }),
});

/** The leg to a colleague's phone or to a carrier. */
const legTo = (dialed: string, { users }: Company): LegScript => ({
  leg: 'B1',
  direction: 'outbound',
  ...(users.some(({ presence_id }) => presence_id === dialed)
    ? { authorizedBy: 'device', owner: dialed }
    : { authorizedBy: 'resource' }),
  startsAfter: RING_SECONDS,
  rings: SECOND_RING_SECONDS,
  talks: TALK_SECONDS,
  cause: 'NORMAL_CLEARING',
  bridgedTo: 'A1',
});

/** Dash decodes the caller ID twice. */
const decodeTwice = (value: string | undefined, usual: string): string =>
  value === undefined ? usual : decodeURIComponent(value);

/** What authorizes the call. */
type Authorization = { authorizing_type: 'user' | 'device'; authorizing_id: string };

/** KAZOO 4.2 always keeps the caller ID, 4.3 only if the request has one. */
const keepsNumber: Record<KazooVersion, (query: ApiRequest['query']) => boolean> = {
  '4.2': () => true,
  '4.3': (query) => 'cid-number' in query,
};

const endpointOf = (company: Company, kazoo: KazooVersion, phone: Device, callId: string, dialed: string) => {
  const { account, users } = company;
  const name = phone.sip.username;
  const owner = users.find(({ id }) => id === phone.owner_id);
  return {
    invite_format: 'contact',
    to_user: name,
    to_username: name,
    to_realm: account.realm,
    to_did: dialed,
    ...(kazoo === '4.3' && { privacy_method: 'kazoo' }),
    endpoint_id: phone.id,
    codecs: ['PCMU'],
    presence_id: `${owner?.presence_id ?? name}@${account.realm}`,
    custom_sip_headers: { x_kazoo_invite_format: 'contact', x_kazoo_aor: `sip:${name}@${account.realm}` },
    custom_channel_vars: {
      sip_invite_domain: account.realm,
      media_encryption_enforce_security: false,
      account_id: account.id,
      owner_id: phone.owner_id,
      authorizing_type: 'device',
      authorizing_id: phone.id,
    },
    flags: { dynamic: [], static: [] },
    ignore_completed_elsewhere: true,
    outbound_call_id: callId,
  };
};

/** Auto-answer is set only for a single phone. */
const withAutoAnswer = (endpoints: ReturnType<typeof endpointOf>[], query: ApiRequest['query']) => {
  const [only, ...others] = endpoints;
  if (!only || others.length > 0) return endpoints;
  const auto_answer = query.auto_answer !== 'false';
  return [{ ...only, custom_channel_vars: { ...only.custom_channel_vars, auto_answer } }];
};

/** Dash returns everything that it sends to the switch. */
const request = (
  { company, settings: { kazoo } }: State,
  { query }: ApiRequest,
  authorization: Authorization,
  ringing: [Device, string][],
  dialed: string,
) => {
  const { account } = company;
  const usual = account.caller_id.external;
  const endpoints = ringing.map(([phone, callId]) => endpointOf(company, kazoo, phone, callId, dialed));
  return {
    application_name: 'transfer',
    application_data: { route: dialed },
    continue_on_fail: false,
    custom_application_vars: query,
    custom_channel_vars: {
      account_id: account.id,
      retain_cid: String(keepsNumber[kazoo](query)),
      inherit_codec: 'false',
      ...authorization,
    },
    dial_endpoint_method: 'simultaneous',
    endpoints: withAutoAnswer(endpoints, query),
    export_custom_channel_vars: [
      'Account-ID',
      'Authorizing-ID',
      'Authorizing-Type',
      'Outbound-Callee-ID-Name',
      'Outbound-Callee-ID-Number',
      'Retain-CID',
    ],
    ignore_early_media: true,
    media: 'process',
    outbound_callee_id_name: decodeTwice(query['cid-name'], usual.name),
    outbound_callee_id_number: decodeTwice(query['cid-number'], usual.number),
    outbound_caller_id_name: 'Device QuickCall',
    outbound_caller_id_number: dialed,
    timeout: Number(query.timeout ?? 30),
  };
};

/** Whether the switch rings a phone, online or not. */
const canRing = ({ enabled, do_not_disturb, owner_id }: Device, users: User[]): boolean => {
  const owner = users.find(({ id }) => id === owner_id);
  return enabled && !do_not_disturb?.enabled && owner?.enabled !== false && !owner?.do_not_disturb.enabled;
};

/** The call on the phones that are online; without any there is no call and no event. */
const startQuickcall = (state: State, call: ApiRequest, phones: Device[], dialed: string): Map<string, string> => {
  const { company } = state;
  const [first] = phones;
  if (!first) return new Map();
  const owner = company.users.find(({ id }) => id === first.owner_id);
  const script: CallScript = {
    name: `a quickcall to ${dialed}`,
    caller: owner ? partyOf(owner) : { number: dialed },
    dialed,
    legs: [...phones.map((phone, nth) => userLeg(phone, nth, company.users)), legTo(dialed, company)],
    correlationId: call.query.correlation_id,
  };
  const begun = openCall(state, script);
  void publishStart(state, begun);
  const own = begun.legs.filter(({ script: { callIdSuffix } }) => callIdSuffix !== undefined);
  return new Map(own.map(({ script: { phone = '' }, callId }) => [phone, callId]));
};

const placeCall = (state: State, call: ApiRequest, authorization: Authorization, phones: Device[]) => {
  const rung = phones.filter((phone) => canRing(phone, state.company.users));
  if (rung.length === 0) throw refuse(500, 'unspecified_fault');
  const dialed = dialedOf(call);
  const online = rung.filter(({ registered }) => registered);
  const callIds = startQuickcall(state, call, online, dialed);
  const idOf = ({ id }: Device): string =>
    callIds.get(id) ?? `${digest(`${id} ${state.callsPlayed}`).padEnd(36, '0')}-quickcall`;
  const ringing = rung.map((phone): [Device, string] => [phone, idOf(phone)]);
  return accepted(state.settings.kazoo, request(state, call, authorization, ringing, dialed));
};

/** `GET /users/{id}/quickcall/{number}`: rings all phones of the user, without waiting for them. */
export const quickcallOfUser: Handler = (call, state) => {
  const { id } = findById(state.company.users, call.params.user);
  const phones = state.company.devices.filter(({ owner_id }) => owner_id === id);
  return placeCall(state, call, { authorizing_type: 'user', authorizing_id: id }, phones);
};

/** `GET /devices/{id}/quickcall/{number}` */
const quickcallOfDevice: Handler = (call, state) => {
  const phone = findById(state.company.devices, call.params.device);
  return placeCall(state, call, { authorizing_type: 'device', authorizing_id: phone.id }, [phone]);
};

export const quickcallRoutes: Routes = {
  'GET /devices/:device/quickcall/:number': quickcallOfDevice,
  'GET /users/:user/quickcall/:number': quickcallOfUser,
};
