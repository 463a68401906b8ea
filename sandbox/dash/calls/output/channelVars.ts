import { monthOf } from '../../company/gregorian.ts';
import { digest } from '../timeline/callIds.ts';
import { kindOf } from '../timeline/legKind.ts';
import { bridgedWith, rootOf } from '../timeline/partners.ts';
import { authorizationOf, dialedBy, isFromOutside, SWITCH_HOST } from './addresses.ts';
import type { LegKind } from '../timeline/legKind.ts';
import type { Leg, TimedCall } from '../timeline/model.ts';
import type { LegEventType } from './addresses.ts';

/** Custom channel variables by KAZOO's names; undefined ones are missing. */
export type ChannelVars = Record<string, string | readonly string[] | undefined>;

/** The resource of the carrier. */
const RESOURCE = 'd88c4e753d18755ca71adbae784e5f10';
const CALLFLOW = '7c7290c92292369eb0737a157b8169be';
const NODE = 'sandbox.invalid';

/** What each version counts as an emergency; source: KAZOO, `knm_converters`, CLASSIFIER_EMERGENCY. */
const emergencyNumbers: Record<TimedCall['version'], RegExp> = {
  '4.2': /^(911|922|933|833|811|711|999)$/,
  '4.3': /^(911|922|933|988|833|811|711|999)$/,
};

type LegView = { call: TimedCall; leg: Leg; when: LegEventType };
type VarsOf = (view: LegView) => ChannelVars;

/** The authorization of a leg, which the switch sets just after its start. */
const authorized: VarsOf = ({ when }) =>
  when === 'create' ? {} : { 'Channel-Authorized': 'true', 'Global-Resource': 'false' };

/** The variables of a leg in a call flow. */
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

/** KAZOO 4.2 writes on all legs of an outbound call that the number is not hidden. */
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

/** The variables of the legs of an outbound call. */
const toCarrier = (call: TimedCall): ChannelVars => ({
  'Reseller-ID': call.company.account.reseller_id,
  ...oldPrivacy(call),
});

/** Whether the call of a leg rings a carrier. */
const goesOutside = ({ legs }: TimedCall, leg: Leg): boolean =>
  legs.some((one) => kindOf(one.script) === 'carrier' && !one.forwarder && rootOf(legs, one) === leg);

const signedOn = ({ company }: TimedCall, { phone }: Leg): ChannelVars => ({
  Realm: company.account.realm,
  Username: phone?.sip.username,
});

const inceptionOf = ({ call, leg }: LegView): ChannelVars =>
  isFromOutside(call, leg) ? { Inception: `${dialedBy(rootOf(call.legs, leg))}@${SWITCH_HOST}` } : {};

/** Source of the causes: KAZOO, `kz_endpoint:create_call_fwd_endpoint`. */
const forwarding = ({ call, leg }: LegView): ChannelVars => {
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

/** The switch has one value as text, several as a list. */
const oneOrAll = (values: readonly string[]): string | readonly string[] | undefined =>
  values.length > 1 ? values : values[0];

const finalVars = ({ leg, when }: LegView): ChannelVars => {
  if (when !== 'destroy') return {};
  const recordings = recordingsOf(leg);
  return {
    'Media-Names': oneOrAll(recordings.map((id) => `call_recording_${id.slice(7)}.mp3`)),
    'Media-Recordings': oneOrAll(recordings),
    'Is-Conference': leg.script.conference ? 'true' : undefined,
  };
};

const vars: Record<LegKind, VarsOf> = {
  outsideCaller: (view) =>
    view.when === 'create'
      ? {}
      : {
          ...billed(view.call),
          ...routed(view.leg),
          ...inceptionOf(view),
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
  phone: (view) => ({ ...signedOn(view.call, view.leg), ...inceptionOf(view), ...authorized(view) }),
  carrier: (view) => {
    const { call, leg, when } = view;
    const number = dialedBy(leg);
    return {
      ...toCarrier(call),
      ...(when === 'create' ? {} : { ...billed(call), 'Channel-Authorized': 'true' }),
      ...inceptionOf(view),
      Realm: call.company.account.realm,
      'Emergency-Resource': emergencyNumbers[call.version].test(number) ? 'true' : undefined,
      'E164-Destination': number,
      'Global-Resource': 'true',
      'Matched-Number': number,
      'Original-Number': number,
      'Resource-ID': RESOURCE,
      'Resource-Type': 'offnet-termination',
    };
  },
  quickcall: (view) => {
    const { call, leg, when } = view;
    const isTransferred = (when === 'bridge' || when === 'destroy') && bridgedWith(call.legs, leg) !== undefined;
    return {
      ...signedOn(call, leg),
      ...authorized(view),
      'Fetch-ID': digest(`fetch ${leg.callId}`),
      'Retain-CID': String(call.version === '4.2'),
      ...(isTransferred ? { ...routed(leg), ...(goesOutside(call, leg) ? toCarrier(call) : {}) } : {}),
    };
  },
  agent: (view) => {
    const { call, leg } = view;
    const { caller } = leg.interaction;
    return {
      ...signedOn(call, leg),
      ...authorized(view),
      'Agent-ID': leg.owner?.id,
      'Fetch-ID': digest(`fetch ${leg.callId}`),
      'Member-Call-ID': call.primary.callId,
      'Original-Caller-ID-Name': caller.name,
      'Original-Caller-ID-Number': caller.number,
      'Request-ID': digest(`request ${leg.callId}`).slice(0, 12),
      'Retain-CID': 'true',
    };
  },
  loopbackA: (view) => ({ ...forwarding(view), ...inceptionOf(view), ...authorized(view) }),
  loopbackB: (view) => {
    const { call, leg, when } = view;
    return {
      ...forwarding(view),
      ...inceptionOf(view),
      'Channel-Authorized': 'true',
      'Global-Resource': 'false',
      ...(when === 'create' ? {} : { ...routed(leg), ...toCarrier(call), Realm: call.company.account.realm }),
    };
  },
};

/**
 * The call id of the leg in `Bridge-ID`. Phones that the switch rings by itself have none before the transfer, callers'
 * legs none before routing.
 */
const bridgeIdOf = ({ call: { legs }, leg, when }: LegView): string | undefined => {
  const kind = kindOf(leg.script);
  const isJoined = (when === 'bridge' || when === 'destroy') && bridgedWith(legs, leg) !== undefined;
  if (kind === 'agent' || (kind === 'quickcall' && !isJoined)) return undefined;
  const isUnrouted = when === 'create' && (kind === 'outsideCaller' || kind === 'insideCaller');
  return isUnrouted ? undefined : rootOf(legs, leg).callId;
};

/** All variables of a leg at an event. */
export const channelVarsOf = (call: TimedCall, leg: Leg, when: LegEventType): ChannelVars => {
  const view = { call, leg, when };
  const isKnown = when !== 'create' || kindOf(leg.script) !== 'outsideCaller';
  const { id, type } = isKnown ? authorizationOf(call, leg) : {};
  return {
    'Account-ID': call.company.account.id,
    'Authorizing-ID': id,
    'Authorizing-Type': type,
    'Bridge-ID': bridgeIdOf(view),
    'Ecallmgr-Node': `ecallmgr@${NODE}`,
    'Owner-ID': leg.owner?.id,
    ...vars[kindOf(leg.script)](view),
    ...finalVars(view),
  };
};

/** The variables that KAZOO removes by default; source: `kapps_call_command_types.hrl`, `DEFAULT_CCV_KEYS`. */
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

/** The variables in payloads of webhooks. */
export const publicVars = (all: ChannelVars): ChannelVars =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== undefined && !reserved.has(name)));
