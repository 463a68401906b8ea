import { setTimeout } from 'node:timers';
import { setTimeout as wait } from 'node:timers/promises';
import { publish } from '../events/deliveries.ts';
import { addCdr } from './cdrArchive.ts';
import { cdrDocumentOf, cdrDocumentsOf } from './output/cdrDocument.ts';
import { eventsOf } from './output/events.ts';
import { screenCall } from './screening.ts';
import { playedOf } from './timeline/playedCall.ts';
import { timeCall } from './timeline/timedCall.ts';
import type { State } from '../state.ts';
import type { Leg, TimedCall } from './timeline/model.ts';
import type { PlayedCall } from './timeline/playedCall.ts';
import type { CallScript } from './timeline/script.ts';

export const createCall = (state: State, script: CallScript): TimedCall => {
  state.callsPlayed += 1;
  return timeCall(state.company, screenCall(state.company, script), state.callsPlayed, state.settings.kazoo);
};

/** Writes the record of a leg after the lag. A leg without an end event has no record. */
export const scheduleCdr = ({ cdrs, settings }: State, call: TimedCall, leg: Leg): void => {
  if (leg.script.disconnected) return;
  const { cdrLagMs } = settings;
  const writeNow = () => {
    addCdr(cdrs, cdrDocumentOf(call, leg), Math.round(cdrLagMs / 1000));
  };
  // A pending record must not keep the process running.
  if (cdrLagMs > 0) setTimeout(writeNow, cdrLagMs).unref();
  else writeNow();
};

/** Longer than a delivery takes on a busy computer. */
const READABLE_MS = 120_000;

/** Makes the legs of a call readable for a while, as if the call took its time. */
const keepReadable = (state: State, call: TimedCall): void => {
  state.recentChannels.push(...call.legs.map((leg) => ({ call, leg, isOnHold: false, requests: [] })));
  const leave = () => {
    state.recentChannels = state.recentChannels.filter((channel) => channel.call !== call);
  };
  setTimeout(leave, READABLE_MS).unref();
};

/**
 * Publishes all events of a call one after the other, `settings.eventGapMs` apart. The record of a leg appears
 * `settings.cdrLagMs` after its end event. Resolves when all webhooks have been called.
 */
export const playCall = async (state: State, script: CallScript): Promise<PlayedCall> => {
  const call = createCall(state, script);
  keepReadable(state, call);
  for (const { leg, eventType, event } of eventsOf(call)) {
    if (eventType === 'destroy') scheduleCdr(state, call, leg);
    await publish(state, event);
    await wait(state.settings.eventGapMs);
  }
  return playedOf(call);
};

/** Writes the records of a call at once, without any event. */
export const recordCall = (state: State, script: CallScript): PlayedCall => {
  const call = createCall(state, script);
  for (const [, document] of cdrDocumentsOf(call)) addCdr(state.cdrs, document, 0);
  return playedOf(call);
};
