import { gregorian } from '../gregorian.ts';
import { withoutUndefined } from '../json.ts';
import { addressesOf, authorizingId, joinedAddresses, otherEnd, otherLeg, userPart } from './addresses.ts';
import { hangupCode } from './hangupCodes.ts';
import { compareKeys } from './order.ts';
import { durationOf } from './time.ts';
import type { DashEvent } from '../deliveries.ts';
import type { Addresses } from './addresses.ts';
import type { Bridge, Leg, TimedCall } from './legs.ts';

/** What can happen to a leg. */
export type Happening = 'create' | 'answer' | 'bridge' | 'destroy';

/** An event of a leg, and its moment in milliseconds since 1970. */
export type LegEvent = { leg: Leg; happening: Happening; at: number; event: DashEvent };

/** The resource through which the carrier's legs come and go. */
const RESOURCE = 'd88c4e753d18755ca71adbae784e5f10';

const payloadOf = (call: TimedCall, leg: Leg, addresses: Addresses) => {
  const { account } = call.company;
  const { script, interaction, owner } = leg;
  const { caller, callee, from, to, request } = addresses;
  const isFromOutside = script.direction === 'inbound' && script.authorizedBy === 'resource';
  return {
    account_id: account.id,
    authorizing_id: authorizingId(call, leg),
    authorizing_type: script.authorizedBy,
    call_direction: script.direction,
    call_forwarded: script.callForwarded ?? false,
    call_id: leg.callId,
    callee_id_name: callee?.name,
    callee_id_number: callee?.number,
    caller_id_name: caller?.name,
    caller_id_number: caller?.number,
    custom_application_vars: { correlation_id: call.script.correlationId },
    custom_channel_vars: {},
    emergency_resource_used: false,
    from,
    to,
    request,
    inception: isFromOutside ? `${interaction.caller.number}@${account.realm}` : undefined,
    is_internal_leg: script.loopback ?? false,
    local_resource_id: script.authorizedBy === 'resource' ? RESOURCE : undefined,
    local_resource_used: script.authorizedBy === 'resource',
    owner_id: owner?.id,
    reseller_id: account.reseller_id,
  };
};

type Details = { addresses?: Addresses } & Record<string, unknown>;

const happened = (call: TimedCall, leg: Leg, happening: Happening, at: number, details: Details = {}): LegEvent => {
  const { addresses = addressesOf(call, leg), ...more } = details;
  const hook = `channel_${happening}`;
  const payload = { ...payloadOf(call, leg, addresses), hook_event: hook, timestamp: gregorian(new Date(at)), ...more };
  return { leg, happening, at, event: { hook, payload: withoutUndefined(payload) } };
};

const destroyed = (call: TimedCall, leg: Leg): LegEvent => {
  const { rings, talks, cause } = leg.script;
  const other = otherLeg(call, leg);
  return happened(call, leg, 'destroy', leg.endsAt, {
    addresses: joinedAddresses(call, leg, other),
    other_leg_call_id: other?.callId,
    hangup_cause: cause,
    hangup_code: hangupCode(leg.script),
    duration_seconds: durationOf(leg.script),
    ringing_seconds: rings,
    billing_seconds: talks,
  });
};

/** Both legs tell that they were joined. */
const joined = (call: TimedCall, bridge: Bridge): LegEvent[] =>
  bridge.legs.map((leg) => {
    const other = otherEnd(bridge, leg);
    return happened(call, leg, 'bridge', bridge.at, {
      addresses: joinedAddresses(call, leg, other),
      other_leg_call_id: other.callId,
      original_number: leg.script.dials ?? leg.interaction.dialled,
      other_leg_destination_number: userPart(addressesOf(call, other).request),
    });
  });

/**
 * What happens in the same moment has an order: legs begin and are answered, then they are joined, then they end. Of
 * legs that were told about in the order `A, B1, B2`, the last comes first in what is `reversed`.
 */
const orders: Record<Happening, { stage: number; reversed: boolean }> = {
  create: { stage: 0, reversed: false },
  answer: { stage: 0, reversed: true },
  bridge: { stage: 1, reversed: false },
  destroy: { stage: 2, reversed: true },
};

/** Numbers to compare one after the other. An older leg is answered before a younger one begins, often because of it. */
const orderOf = ({ legs }: TimedCall, { at, happening, leg }: LegEvent): number[] => {
  const { stage, reversed } = orders[happening];
  const place = legs.indexOf(leg);
  return [at, stage, stage === 0 ? leg.startsAt : 0, Number(happening === 'answer'), reversed ? -place : place];
};

/** Everything that Dash tells of a call while it lasts, in the order in which it does. */
export const eventsOf = (call: TimedCall): LegEvent[] => {
  const events = [
    ...call.legs.map((leg) => happened(call, leg, 'create', leg.startsAt)),
    ...call.legs.flatMap((leg) => (leg.answersAt === undefined ? [] : happened(call, leg, 'answer', leg.answersAt))),
    ...call.bridges.flatMap((bridge) => joined(call, bridge)),
    ...call.legs.map((leg) => destroyed(call, leg)),
  ];
  return events.sort((one, other) => compareKeys(orderOf(call, one), orderOf(call, other)));
};
