import { SWITCH, authorizationOf, dialledBy, isFromOutside } from './addresses.ts';
import { digest } from './callIds.ts';
import { kindOf } from './kinds.ts';
import { monthOf } from './months.ts';
import { joinedWith, rootOf } from './partners.ts';
import type { Happening } from './addresses.ts';
import type { LegKind } from './kinds.ts';
import type { Leg, TimedCall } from './legs.ts';

/** Custom channel variables under the names that KAZOO gives them; undefined ones are not there. */
export type ChannelVars = Record<string, string | readonly string[] | undefined>;

/** The resource through which the carrier's legs come and go. */
const RESOURCE = 'd88c4e753d18755ca71adbae784e5f10';
const CALLFLOW = '7c7290c92292369eb0737a157b8169be';
const NODE = 'sandbox.invalid';

type About = { call: TimedCall; leg: Leg; when: Happening };
type Telling = (about: About) => ChannelVars;

/** What the switch finds out about a leg a moment after it has begun: whether it may go on. */
const authorized: Telling = ({ when }) =>
  when === 'create' ? {} : { 'Channel-Authorized': 'true', 'Global-Resource': 'false' };

/** What a leg has from its call flow on. */
const routed = (leg: Leg): ChannelVars => ({
  'Application-Name': 'callflow',
  'Application-Node': `kazoo_apps@${NODE}`,
  'CallFlow-ID': CALLFLOW,
  'Fetch-ID': digest(`fetch ${leg.callId}`),
});

const billed = ({ company }: TimedCall): ChannelVars => ({
  'Account-Billing': 'flat_rate',
  'Reseller-Billing': 'flat_rate',
  'Reseller-ID': company.account.reseller_id,
});

/** That nobody asked to hide the number: 4.2 says so on all legs of a call to the outside. */
const oldPrivacy = ({ version }: TimedCall): ChannelVars =>
  version === '4.2'
    ? {
        'Caller-Privacy-Hide-Name': 'false',
        'Caller-Privacy-Hide-Number': 'false',
        'Caller-Screen-Bit': 'false',
      }
    : {};

const newPrivacy = ({ version }: TimedCall): ChannelVars =>
  version === '4.3' ? { 'Privacy-Hide-Name': 'false', 'Privacy-Hide-Number': 'false' } : {};

/** What the legs of a call have that goes out to a carrier. */
const toCarrier = (call: TimedCall): ChannelVars => ({
  'Reseller-ID': call.company.account.reseller_id,
  ...oldPrivacy(call),
});

/** Whether a carrier is rung in the call that a leg began. */
const goesOutside = ({ legs }: TimedCall, leg: Leg): boolean =>
  legs.some((one) => kindOf(one.script) === 'carrier' && !one.forwarder && rootOf(legs, one) === leg);

const signedOn = ({ company }: TimedCall, { phone }: Leg): ChannelVars => ({
  Realm: company.account.realm,
  Username: phone?.sip.username,
});

const inceptionOf = ({ call, leg }: About): ChannelVars =>
  isFromOutside(call, leg) ? { Inception: `${dialledBy(rootOf(call.legs, leg))}@${SWITCH}` } : {};

/** Source of the causes: KAZOO, `kz_endpoint:create_call_fwd_endpoint`. */
const forwarding = ({ call, leg }: About): ChannelVars => {
  const causes = ['USER_BUSY', 'CALL_REJECTED', 'NO_ANSWER', 'NORMAL_CLEARING'];
  const isNewer = call.version === '4.3';
  return {
    'Call-Forward': 'true',
    'Call-Forward-From': isNewer ? (isFromOutside(call, leg) ? 'offnet' : 'onnet') : undefined,
    'Require-Fail-On-Single-Reject': [...causes, ...(isNewer ? ['PROGRESS_TIMEOUT'] : [])].join(),
    'Require-Ignore-Early-Media': 'true',
    'Retain-CID': 'true',
  };
};

/** The ids of the recordings of a leg, newest first. */
export const recordingsOf = ({ script, interaction }: Leg): string[] => {
  const month = monthOf(interaction.time);
  return (script.recordings ?? []).map((id) => (/^\d{6}-/.test(id) ? id : `${month}-${id}`));
};

/** One value is a text to the switch, several are a list. */
const oneOrAll = (values: readonly string[]): string | readonly string[] | undefined =>
  values.length > 1 ? values : values[0];

const atTheEnd = ({ leg, when }: About): ChannelVars => {
  if (when !== 'destroy') return {};
  const recordings = recordingsOf(leg);
  return {
    'Media-Names': oneOrAll(recordings.map((id) => `call_recording_${id.slice(7)}.mp3`)),
    'Media-Recordings': oneOrAll(recordings),
    'Is-Conference': leg.script.conference ? 'true' : undefined,
  };
};

const vars: Record<LegKind, Telling> = {
  outsideCaller: (about) =>
    about.when === 'create'
      ? {}
      : {
          ...billed(about.call),
          ...routed(about.leg),
          ...inceptionOf(about),
          'Channel-Authorized': 'true',
          'Global-Resource': 'true',
          'Resource-ID': RESOURCE,
          'Resource-Type': 'offnet-origination',
        },
  insideCaller: ({ call, leg, when }) => ({
    ...signedOn(call, leg),
    'Account-Name': call.company.account.name,
    'Account-Realm': call.company.account.realm,
    ...(when === 'create'
      ? {}
      : {
          ...routed(leg),
          'Channel-Authorized': 'true',
          ...newPrivacy(call),
          ...(goesOutside(call, leg) ? toCarrier(call) : {}),
        }),
  }),
  phone: (about) => ({ ...signedOn(about.call, about.leg), ...inceptionOf(about), ...authorized(about) }),
  carrier: (about) => {
    const { call, leg, when } = about;
    const number = dialledBy(leg);
    return {
      ...toCarrier(call),
      ...(when === 'create' ? {} : { ...billed(call), 'Channel-Authorized': 'true' }),
      ...inceptionOf(about),
      Realm: call.company.account.realm,
      'E164-Destination': number,
      'Global-Resource': 'true',
      'Matched-Number': number,
      'Original-Number': number,
      'Resource-ID': RESOURCE,
      'Resource-Type': 'offnet-termination',
    };
  },
  quickcall: (about) => {
    const { call, leg, when } = about;
    const isTransferred = (when === 'bridge' || when === 'destroy') && joinedWith(call.legs, leg) !== undefined;
    return {
      ...signedOn(call, leg),
      ...authorized(about),
      'Fetch-ID': digest(`fetch ${leg.callId}`),
      'Retain-CID': String(call.version === '4.2'),
      ...(isTransferred ? { ...routed(leg), ...(goesOutside(call, leg) ? toCarrier(call) : {}) } : {}),
    };
  },
  agent: (about) => {
    const { call, leg } = about;
    const { caller } = leg.interaction;
    return {
      ...signedOn(call, leg),
      ...authorized(about),
      'Agent-ID': leg.owner?.id,
      'Fetch-ID': digest(`fetch ${leg.callId}`),
      'Member-Call-ID': call.primary.callId,
      'Original-Caller-ID-Name': caller.name,
      'Original-Caller-ID-Number': caller.number,
      'Request-ID': digest(`request ${leg.callId}`).slice(0, 12),
      'Retain-CID': 'true',
    };
  },
  loopbackA: (about) => ({ ...forwarding(about), ...inceptionOf(about), ...authorized(about) }),
  loopbackB: (about) => {
    const { call, leg, when } = about;
    return {
      ...forwarding(about),
      ...inceptionOf(about),
      'Channel-Authorized': 'true',
      'Global-Resource': 'false',
      ...(when === 'create' ? {} : { ...routed(leg), ...toCarrier(call), Realm: call.company.account.realm }),
    };
  },
};

/**
 * The leg whose call id stands as `Bridge-ID`. What the switch rings by itself has none before it is sent on, and a
 * caller's leg none before it is routed.
 */
const bridgeIdOf = ({ call: { legs }, leg, when }: About): string | undefined => {
  const kind = kindOf(leg.script);
  const isJoined = (when === 'bridge' || when === 'destroy') && joinedWith(legs, leg) !== undefined;
  if (kind === 'agent' || (kind === 'quickcall' && !isJoined)) return undefined;
  const isUnrouted = when === 'create' && (kind === 'outsideCaller' || kind === 'insideCaller');
  return isUnrouted ? undefined : rootOf(legs, leg).callId;
};

/** All variables of a leg when something happens to it. */
export const channelVarsOf = (call: TimedCall, leg: Leg, when: Happening): ChannelVars => {
  const about = { call, leg, when };
  const isKnown = when !== 'create' || kindOf(leg.script) !== 'outsideCaller';
  const { id, type } = isKnown ? authorizationOf(call, leg) : {};
  return {
    'Account-ID': call.company.account.id,
    'Authorizing-ID': id,
    'Authorizing-Type': type,
    'Bridge-ID': bridgeIdOf(about),
    'Ecallmgr-Node': `ecallmgr@${NODE}`,
    'Owner-ID': leg.owner?.id,
    ...vars[kindOf(leg.script)](about),
    ...atTheEnd(about),
  };
};

/** What KAZOO keeps to itself by default; source: `kapps_call_command_types.hrl`, `DEFAULT_CCV_KEYS`. */
const reserved = new Set([
  'Account-ID',
  'Account-Name',
  'Account-Realm',
  'Authorizing-ID',
  'Authorizing-Type',
  'Call-Forward',
  'Ecallmgr-Node',
  'Fetch-ID',
  'Owner-ID',
  'Realm',
  'Require-Ignore-Early-Media',
  'Retain-CID',
  'Username',
]);

/** The variables that webhooks are told. */
export const toldVars = (all: ChannelVars): ChannelVars =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== undefined && !reserved.has(name)));
