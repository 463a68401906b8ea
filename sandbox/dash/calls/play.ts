import { setTimeout } from 'node:timers';
import { screened } from '../blacklists.ts';
import { publish } from '../deliveries.ts';
import { write } from './archive.ts';
import { documentOf, documentsOf } from './documents.ts';
import { eventsOf } from './events.ts';
import { timed } from './legs.ts';
import { playedOf } from './stage.ts';
import type { State } from '../state.ts';
import type { Leg, TimedCall } from './legs.ts';
import type { CallScript } from './script.ts';
import type { PlayedCall } from './stage.ts';

export const nextCall = (state: State, script: CallScript): TimedCall => {
  state.callsPlayed += 1;
  return timed(state.company, screened(state.company, script), state.callsPlayed, state.settings.kazoo);
};

/** Writes the record of a leg when the lag is over; none if the switch did not tell of its end. */
export const writeLater = ({ company, settings }: State, call: TimedCall, leg: Leg): void => {
  if (leg.script.disconnected) return;
  const { cdrLagMs } = settings;
  const writeNow = () => {
    write(company.cdrs, documentOf(call, leg), Math.round(cdrLagMs / 1000));
  };
  // A record that nobody waits for must not keep the process alive.
  if (cdrLagMs > 0) setTimeout(writeNow, cdrLagMs).unref();
  else writeNow();
};

/** Longer than a webhook takes on its way, also when the computer is busy. */
const PASSING_MS = 10_000;

/** Lets the legs of a call be asked for as if it took its time. */
const passBy = ({ company }: State, call: TimedCall): void => {
  company.passingChannels.push(...call.legs.map((leg) => ({ call, leg, isOnHold: false, asked: [] })));
  const leave = () => {
    company.passingChannels = company.passingChannels.filter((channel) => channel.call !== call);
  };
  setTimeout(leave, PASSING_MS).unref();
};

/** Tells webhooks all that happens in a call, one event after the other, and resolves when the last is delivered. */
export const playCall = async (state: State, script: CallScript): Promise<PlayedCall> => {
  const call = nextCall(state, script);
  passBy(state, call);
  for (const { leg, happening, event } of eventsOf(call)) {
    if (happening === 'destroy') writeLater(state, call, leg);
    await publish(state, event);
  }
  return playedOf(call);
};

/** Writes the records of a call at once and tells nobody. */
export const recordCall = (state: State, script: CallScript): PlayedCall => {
  const call = nextCall(state, script);
  for (const [, document] of documentsOf(call)) write(state.company.cdrs, document, 0);
  return playedOf(call);
};
