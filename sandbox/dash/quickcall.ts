import { accepted, oneOf, refuse } from './answers.ts';
import { digest } from './calls/callIds.ts';
import { beginCall, tellOfBeginning } from './calls/live.ts';
import { partyOf } from './calls/legs.ts';
import type { Call, Handler } from './answers.ts';
import type { CallScript, LegScript } from './calls/script.ts';
import type { Company, Device, User } from './company.ts';
import type { KazooVersion, State } from './state.ts';

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

/** What is shown is decoded once more than it should be. */
const shown = (value: string | undefined, usual: string): string =>
  value === undefined ? usual : decodeURIComponent(value);

/** Who or what the call is authorized by. */
type Authorization = { authorizing_type: 'user' | 'device'; authorizing_id: string };

/** KAZOO 4.2 keeps the number to show always, 4.3 only one that was asked for. */
const keepsNumber: Record<KazooVersion, (query: Call['query']) => boolean> = {
  '4.2': () => true,
  '4.3': (query) => 'cid-number' in query,
};

const endpointOf = (company: Company, kazoo: KazooVersion, phone: Device, callId: string, dialled: string) => {
  const { account, users } = company;
  const name = phone.sip.username;
  const owner = users.find(({ id }) => id === phone.owner_id);
  return {
    invite_format: 'contact',
    to_user: name,
    to_username: name,
    to_realm: account.realm,
    to_did: dialled,
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

/** Whether a phone answers by itself is told only where it is the only one. */
const withAutoAnswer = (endpoints: ReturnType<typeof endpointOf>[], query: Call['query']) => {
  const [only, ...others] = endpoints;
  if (!only || others.length > 0) return endpoints;
  const auto_answer = query.auto_answer !== 'false';
  return [{ ...only, custom_channel_vars: { ...only.custom_channel_vars, auto_answer } }];
};

/** What Dash says of the call that it hopes to begin: all that it tells the switch. */
const request = (
  { company, settings: { kazoo } }: State,
  { query }: Call,
  authorization: Authorization,
  ringing: [Device, string][],
  dialled: string,
) => {
  const { account } = company;
  const usual = account.caller_id.external;
  const endpoints = ringing.map(([phone, callId]) => endpointOf(company, kazoo, phone, callId, dialled));
  return {
    application_name: 'transfer',
    application_data: { route: dialled },
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
    outbound_callee_id_name: shown(query['cid-name'], usual.name),
    outbound_callee_id_number: shown(query['cid-number'], usual.number),
    outbound_caller_id_name: 'Device QuickCall',
    outbound_caller_id_number: dialled,
    timeout: Number(query.timeout ?? 30),
  };
};

/** Whether the switch is told to ring a phone at all, online or not. */
const canRing = ({ enabled, do_not_disturb, owner_id }: Device, users: User[]): boolean => {
  const owner = users.find(({ id }) => id === owner_id);
  return enabled && !do_not_disturb?.enabled && owner?.enabled !== false && !owner?.do_not_disturb.enabled;
};

/** The call on the phones that are online; without any there is none, and nobody hears of it. */
const begin = (state: State, call: Call, phones: Device[], dialled: string): Map<string, string> => {
  const { company } = state;
  const [first] = phones;
  if (!first) return new Map();
  const owner = company.users.find(({ id }) => id === first.owner_id);
  const script: CallScript = {
    name: `a quickcall to ${dialled}`,
    caller: owner ? partyOf(owner) : { number: dialled },
    dialled,
    legs: [...phones.map((phone, nth) => ownLeg(phone, nth, company.users)), legTo(dialled, company)],
    correlationId: call.query.correlation_id,
  };
  const begun = beginCall(state, script);
  void tellOfBeginning(state, begun);
  const own = begun.legs.filter(({ script: { callIdSuffix } }) => callIdSuffix !== undefined);
  return new Map(own.map(({ script: { phone = '' }, callId }) => [phone, callId]));
};

const place = (state: State, call: Call, authorization: Authorization, phones: Device[]) => {
  const rung = phones.filter((phone) => canRing(phone, state.company.users));
  if (rung.length === 0) throw refuse(500, 'unspecified_fault');
  const dialled = dialledOf(call);
  const online = rung.filter(({ registered }) => registered);
  const callIds = begin(state, call, online, dialled);
  const idOf = ({ id }: Device): string =>
    callIds.get(id) ?? `${digest(`${id} ${state.callsPlayed}`).padEnd(36, '0')}-quickcall`;
  const ringing = rung.map((phone): [Device, string] => [phone, idOf(phone)]);
  return accepted(state.settings.kazoo, request(state, call, authorization, ringing, dialled));
};

/** `GET /users/{id}/quickcall/{number}`: rings all phones of the user, and does not wait for any. */
export const quickcallOfUser: Handler = (call, state) => {
  const { id } = oneOf(state.company.users, call.params.user);
  const phones = state.company.devices.filter(({ owner_id }) => owner_id === id);
  return place(state, call, { authorizing_type: 'user', authorizing_id: id }, phones);
};

/** `GET /devices/{id}/quickcall/{number}` */
export const quickcallOfDevice: Handler = (call, state) => {
  const phone = oneOf(state.company.devices, call.params.device);
  return place(state, call, { authorizing_type: 'device', authorizing_id: phone.id }, [phone]);
};
