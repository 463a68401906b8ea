import { publish } from '../deliveries.ts';
import { eventsOf } from './events.ts';
import { nextCall, writeLater } from './play.ts';
import { playedOf } from './stage.ts';
import { SECOND, endOf } from './time.ts';
import type { State } from '../state.ts';
import type { Leg, TimedCall } from './legs.ts';
import type { LegEvent } from './events.ts';
import type { CallScript } from './script.ts';
import type { PlayedCall } from './stage.ts';

/** A leg that goes on, and what was asked of it: `{ action: 'transfer', target: '1003' }`. */
export type Channel = { call: TimedCall; leg: Leg; isOnHold: boolean; asked: Record<string, unknown>[] };

const endOfCall = ({ legs }: TimedCall): number => Math.max(...legs.map(({ endsAt }) => endsAt));

/** What happens when everybody hangs up. */
const isLast = (call: TimedCall, { happening, at }: LegEvent): boolean =>
  happening === 'destroy' && at === endOfCall(call);

const tell = async (state: State, call: TimedCall, events: LegEvent[]): Promise<void> => {
  for (const { leg, happening, event } of events) {
    if (happening === 'destroy') writeLater(state, call, leg);
    await publish(state, event);
  }
};

/** Begins a call that has just come so far as its script tells, short of its end, and tells nobody. */
export const beginCall = (state: State, script: CallScript): TimedCall => {
  const lasted = SECOND * Math.max(...script.legs.map(endOf));
  const call = nextCall(state, { ...script, at: script.at ?? new Date(Date.now() - lasted) });
  const going = call.legs.filter(({ endsAt }) => endsAt === endOfCall(call));
  state.company.channels.push(...going.map((leg) => ({ call, leg, isOnHold: false, asked: [] })));
  return call;
};

/** Tells webhooks what has happened in a call so far. */
export const tellOfBeginning = (state: State, call: TimedCall): Promise<void> =>
  tell(
    state,
    call,
    eventsOf(call).filter((event) => !isLast(call, event)),
  );

/** Starts a call that goes on until somebody ends it; resolves when every webhook was told. */
export const startCall = async (state: State, script: CallScript): Promise<PlayedCall> => {
  const call = beginCall(state, script);
  await tellOfBeginning(state, call);
  return playedOf(call);
};

/** Ends the call that one of its legs is named of; resolves when every webhook was told. One that has ended stays so. */
export const endCall = async (state: State, callId: string): Promise<void> => {
  const { company } = state;
  const call = company.channels.find(({ leg }) => leg.callId === callId)?.call;
  if (!call) return;
  company.channels = company.channels.filter((channel) => channel.call !== call);
  await tell(
    state,
    call,
    eventsOf(call).filter((event) => isLast(call, event)),
  );
};
