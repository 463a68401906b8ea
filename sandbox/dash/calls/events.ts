import { gregorian } from '../gregorian.ts';
import { withoutUndefined } from '../json.ts';
import { addressesAt, authorizationOf, destinationOf, tiedLeg } from './addresses.ts';
import { channelVarsOf, toldVars } from './channelVars.ts';
import { hangupCode } from './hangupCodes.ts';
import { lengthsOf } from './lengths.ts';
import { compareKeys } from './order.ts';
import { rungFor } from './partners.ts';
import type { DashEvent } from '../deliveries.ts';
import type { Happening } from './addresses.ts';
import type { ChannelVars } from './channelVars.ts';
import type { Bridge, Leg, TimedCall } from './legs.ts';

export type { Happening } from './addresses.ts';

/** An event of a leg, and its moment in milliseconds since 1970. */
export type LegEvent = { leg: Leg; happening: Happening; at: number; event: DashEvent };

/** The addresses of a leg are told whenever something happens to it but a bridge; source: `specific_call_event_props`. */
const addressed = ({ from, to, request }: Record<'from' | 'to' | 'request', string>, happening: Happening) =>
  happening === 'bridge' ? {} : { from, to, request };

const resourceOf = (vars: ChannelVars) => {
  const wasGlobal = vars['Global-Resource'] === 'true';
  return {
    emergency_resource_used: false,
    local_resource_id: wasGlobal ? undefined : vars['Resource-ID'],
    local_resource_used: !wasGlobal,
  };
};

/** What every event of a leg has; source: KAZOO, `webhooks_channel_util:base_hook_event`. */
const payloadOf = (call: TimedCall, leg: Leg, happening: Happening, at: number) => {
  const { account } = call.company;
  const vars = channelVarsOf(call, leg, happening);
  const addresses = addressesAt(call, leg, happening, at);
  const { caller, callee } = addresses;
  return {
    account_id: account.id,
    authorizing_id: vars['Authorizing-ID'],
    authorizing_type: vars['Authorizing-Type'],
    call_direction: leg.script.direction,
    call_forwarded: vars['Call-Forward'] === 'true' ? true : undefined,
    call_id: leg.callId,
    callee_id_name: callee?.name,
    callee_id_number: callee?.number,
    caller_id_name: caller?.name,
    caller_id_number: caller?.number,
    custom_channel_vars: toldVars(vars),
    custom_application_vars: { correlation_id: call.script.correlationId },
    ...resourceOf(vars),
    ...addressed(addresses, happening),
    is_internal_leg: leg.script.loopback !== undefined,
    owner_id: leg.owner?.id,
    reseller_id: account.reseller_id,
  };
};

const happened = (
  call: TimedCall,
  leg: Leg,
  happening: Happening,
  at: number,
  details: Record<string, unknown>,
): LegEvent => {
  const hook = `channel_${happening}`;
  const payload = {
    ...payloadOf(call, leg, happening, at),
    hook_event: hook,
    timestamp: gregorian(new Date(at)),
    ...details,
  };
  return { leg, happening, at, event: { hook, payload: withoutUndefined(payload) } };
};

/** A leg begins, or is picked up: it knows the leg that it was rung for. */
const began = (call: TimedCall, leg: Leg, happening: 'create' | 'answer', at: number): LegEvent =>
  happened(call, leg, happening, at, { other_leg_call_id: rungFor(call.legs, leg)?.callId });

const joined = (call: TimedCall, { at, subject, other }: Bridge): LegEvent =>
  happened(call, subject, 'bridge', at, {
    other_leg_call_id: other.callId,
    original_number: channelVarsOf(call, subject, 'bridge')['Original-Number'],
    other_leg_destination_number: destinationOf(call, other),
  });

/**
 * What is left of a leg when the switch vanishes: it comes under the name of an end, and has neither cause nor lengths.
 * Source: KAZOO, `ecallmgr_fs_channels:publish_channel_connection_event`, `webhooks_channel_util:hook_event_name`.
 */
const disconnected = (call: TimedCall, leg: Leg): LegEvent => {
  const { account } = call.company;
  const all = channelVarsOf(call, leg, 'destroy');
  const { id, type } = authorizationOf(call, leg);
  const payload = {
    account_id: account.id,
    authorizing_id: id,
    authorizing_type: type,
    call_direction: leg.script.direction,
    call_id: leg.callId,
    custom_channel_vars: { 'Bridge-ID': all['Bridge-ID'], 'Resource-ID': all['Resource-ID'] },
    emergency_resource_used: false,
    from: leg.phone && `${leg.phone.sip.username}@${account.realm}`,
    is_internal_leg: false,
    local_resource_id: all['Resource-ID'],
    local_resource_used: true,
    owner_id: leg.owner?.id,
    reseller_id: account.reseller_id,
    timestamp: gregorian(new Date(leg.endsAt)),
    to: leg.phone && `${destinationOf(call, leg)}@${account.realm}`,
    hook_event: 'channel_destroy',
  };
  const event = { hook: 'channel_destroy', payload: withoutUndefined(payload) };
  return { leg, happening: 'destroy', at: leg.endsAt, event };
};

const destroyed = (call: TimedCall, leg: Leg): LegEvent => {
  if (leg.script.disconnected) return disconnected(call, leg);
  return happened(call, leg, 'destroy', leg.endsAt, {
    other_leg_call_id: tiedLeg(call, leg)?.callId,
    hangup_cause: leg.script.cause,
    hangup_code: hangupCode(leg.script),
    ...lengthsOf(call, leg),
  });
};

/** What happens in the same moment has an order: legs begin and are answered, then they are joined, then they end. */
const stages: Record<Happening, number> = { create: 0, answer: 0, bridge: 1, destroy: 2 };

/**
 * Of legs that were told about in the order `A, B1, B2`, the first begins first, and the last is answered and ends first.
 * Legs inside the switch are joined before those that they tie together.
 */
const places: Record<Happening, (place: number, leg: Leg) => number> = {
  create: (place) => place,
  answer: (place) => -place,
  bridge: (_place, { script }) => Number(script.loopback === undefined),
  destroy: (place) => -place,
};

/** Numbers to compare one after the other. An older leg is answered before a younger one begins, often because of it. */
const orderOf = ({ legs }: TimedCall, { at, happening, leg }: LegEvent): number[] => {
  const stage = stages[happening];
  const place = places[happening](legs.indexOf(leg), leg);
  return [at, stage, stage === 0 ? leg.startsAt : 0, Number(happening === 'answer'), place];
};

/** Everything that Dash tells of a call while it lasts, in the order in which it does. */
export const eventsOf = (call: TimedCall): LegEvent[] => {
  const events = [
    ...call.legs.map((leg) => began(call, leg, 'create', leg.startsAt)),
    ...call.legs.flatMap((leg) => (leg.answersAt === undefined ? [] : began(call, leg, 'answer', leg.answersAt))),
    ...call.bridges.map((bridge) => joined(call, bridge)),
    ...call.legs.map((leg) => destroyed(call, leg)),
  ];
  return events.sort((one, other) => compareKeys(orderOf(call, one), orderOf(call, other)));
};
