import { withoutUndefined } from '../../../shared/json.ts';
import { gregorian } from '../../company/gregorian.ts';
import { compareKeys } from '../timeline/order.ts';
import { rungBy } from '../timeline/partners.ts';
import { addressesAt, authorizationOf, destinationOf, connectedLeg } from './addresses.ts';
import { channelVarsOf, publicVars } from './channelVars.ts';
import { durationsOf } from './durations.ts';
import { hangupCode } from './hangupCodes.ts';
import type { DashEvent } from '../../events/deliveries.ts';
import type { Bridge, Leg, TimedCall } from '../timeline/model.ts';
import type { LegEventType } from './addresses.ts';
import type { ChannelVars } from './channelVars.ts';

export type { LegEventType } from './addresses.ts';

/** An event of a leg, and its moment in milliseconds since 1970. */
export type LegEvent = { leg: Leg; eventType: LegEventType; at: number; event: DashEvent };

/** Payloads have the addresses of a leg, except for bridges; source: `specific_call_event_props`. */
const addressed = ({ from, to, request }: Record<'from' | 'to' | 'request', string>, eventType: LegEventType) =>
  eventType === 'bridge' ? {} : { from, to, request };

const resourceOf = (vars: ChannelVars) => {
  const wasGlobal = vars['Global-Resource'] === 'true';
  return {
    emergency_resource_used: vars['Emergency-Resource'] === 'true',
    local_resource_id: wasGlobal ? undefined : vars['Resource-ID'],
    local_resource_used: !wasGlobal,
  };
};

/** The keys of every event of a leg; source: KAZOO, `webhooks_channel_util:base_hook_event`. */
const payloadOf = (call: TimedCall, leg: Leg, eventType: LegEventType, at: number) => {
  const { account } = call.company;
  const vars = channelVarsOf(call, leg, eventType);
  const addresses = addressesAt(call, leg, eventType, at);
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
    custom_channel_vars: publicVars(vars),
    custom_application_vars: { correlation_id: call.script.correlationId },
    ...resourceOf(vars),
    ...addressed(addresses, eventType),
    is_internal_leg: leg.script.loopback !== undefined,
    owner_id: leg.owner?.id,
    reseller_id: account.reseller_id,
  };
};

const eventOf = (
  call: TimedCall,
  leg: Leg,
  eventType: LegEventType,
  at: number,
  details: Record<string, unknown>,
): LegEvent => {
  const hook = `channel_${eventType}`;
  const payload = {
    ...payloadOf(call, leg, eventType, at),
    hook_event: hook,
    timestamp: gregorian(new Date(at)),
    ...details,
  };
  return { leg, eventType, at, event: { hook, payload: withoutUndefined(payload) } };
};

/** The start or answer of a leg, with the leg that rang it. */
const startEvent = (call: TimedCall, leg: Leg, eventType: 'create' | 'answer', at: number): LegEvent =>
  eventOf(call, leg, eventType, at, { other_leg_call_id: rungBy(call.legs, leg)?.callId });

const bridgeEvent = (call: TimedCall, { at, subject, other }: Bridge): LegEvent =>
  eventOf(call, subject, 'bridge', at, {
    other_leg_call_id: other.callId,
    original_number: channelVarsOf(call, subject, 'bridge')['Original-Number'],
    other_leg_destination_number: destinationOf(call, other),
  });

/**
 * The event of a leg whose switch disconnects: an end without cause and durations. Source: KAZOO,
 * `ecallmgr_fs_channels:publish_channel_connection_event`, `webhooks_channel_util:hook_event_name`.
 */
const disconnectEvent = (call: TimedCall, leg: Leg): LegEvent => {
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
  return { leg, eventType: 'destroy', at: leg.endsAt, event };
};

const endEvent = (call: TimedCall, leg: Leg): LegEvent => {
  if (leg.script.disconnected) return disconnectEvent(call, leg);
  return eventOf(call, leg, 'destroy', leg.endsAt, {
    other_leg_call_id: connectedLeg(call, leg)?.callId,
    hangup_cause: leg.script.cause,
    hangup_code: hangupCode(leg.script),
    ...durationsOf(call, leg),
  });
};

/** The order of simultaneous events: start and answer, then bridges, then ends. */
const stages: Record<LegEventType, number> = { create: 0, answer: 0, bridge: 1, destroy: 2 };

/**
 * The order of legs in simultaneous events: of `A, B1, B2`, the first starts first, and the last is answered and ends
 * first. Loopbacks are bridged before the legs that they connect.
 */
const places: Record<LegEventType, (place: number, leg: Leg) => number> = {
  create: (place) => place,
  answer: (place) => -place,
  bridge: (_place, { script }) => Number(script.loopback === undefined),
  destroy: (place) => -place,
};

/** The sort keys of an event. An older leg is answered before a younger one starts, often because of it. */
const orderOf = ({ legs }: TimedCall, { at, eventType, leg }: LegEvent): number[] => {
  const stage = stages[eventType];
  const place = places[eventType](legs.indexOf(leg), leg);
  return [at, stage, stage === 0 ? leg.startsAt : 0, Number(eventType === 'answer'), place];
};

/** All events of a call in Dash's order. */
export const eventsOf = (call: TimedCall): LegEvent[] => {
  const events = [
    ...call.legs.map((leg) => startEvent(call, leg, 'create', leg.startsAt)),
    ...call.legs.flatMap((leg) => (leg.answersAt === undefined ? [] : startEvent(call, leg, 'answer', leg.answersAt))),
    ...call.bridges.map((bridge) => bridgeEvent(call, bridge)),
    ...call.legs.map((leg) => endEvent(call, leg)),
  ];
  return events.sort((one, other) => compareKeys(orderOf(call, one), orderOf(call, other)));
};
