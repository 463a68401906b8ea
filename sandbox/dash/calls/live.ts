import { publish } from '../events/deliveries.ts';
import { eventsOf } from './output/events.ts';
import { createCall, scheduleCdr } from './play.ts';
import { playedOf } from './timeline/playedCall.ts';
import { endOf, SECOND } from './timeline/timing.ts';
import type { State } from '../state.ts';
import type { LegEvent } from './output/events.ts';
import type { TimedCall } from './timeline/model.ts';
import type { PlayedCall } from './timeline/playedCall.ts';
import type { CallScript } from './timeline/script.ts';

const endOfCall = ({ legs }: TimedCall): number => Math.max(...legs.map(({ endsAt }) => endsAt));

/** Whether an event is part of the hangup of the whole call. */
const isHangup = (call: TimedCall, { eventType, at }: LegEvent): boolean =>
  eventType === 'destroy' && at === endOfCall(call);

const publishAll = async (state: State, call: TimedCall, events: LegEvent[]): Promise<void> => {
  for (const { leg, eventType, event } of events) {
    if (eventType === 'destroy') scheduleCdr(state, call, leg);
    await publish(state, event);
  }
};

/** Starts a call that is in progress just before its end, without any event. */
export const openCall = (state: State, script: CallScript): TimedCall => {
  const lasted = SECOND * Math.max(...script.legs.map(endOf));
  const call = createCall(state, { ...script, at: script.at ?? new Date(Date.now() - lasted) });
  const going = call.legs.filter(({ endsAt }) => endsAt === endOfCall(call));
  state.channels.push(...going.map((leg) => ({ call, leg, isOnHold: false, requests: [] })));
  return call;
};

/** Publishes the events of a call so far. */
export const publishStart = (state: State, call: TimedCall): Promise<void> =>
  publishAll(
    state,
    call,
    eventsOf(call).filter((event) => !isHangup(call, event)),
  );

/** Starts a call that is in progress until it is ended. Resolves when all webhooks have been called. */
export const startCall = async (state: State, script: CallScript): Promise<PlayedCall> => {
  const call = openCall(state, script);
  await publishStart(state, call);
  return playedOf(call);
};

/** Ends the call of a leg; nothing happens if it has ended. Resolves when all webhooks have been called. */
export const endCall = async (state: State, callId: string): Promise<void> => {
  const call = state.channels.find(({ leg }) => leg.callId === callId)?.call;
  if (!call) return;
  state.channels = state.channels.filter((channel) => channel.call !== call);
  await publishAll(
    state,
    call,
    eventsOf(call).filter((event) => isHangup(call, event)),
  );
};
