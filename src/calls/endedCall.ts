import { setTimeout as pause } from 'node:timers/promises';
import type { Dash } from '../dash/client.ts';
import { fromGregorian } from '../dash/time.ts';
import { isStaleSession } from '../zapier/errors.ts';
import { assembleCall, type Call } from './assemble.ts';
import { legOf, legOfEvent, type ChannelEvent, type Leg } from './leg.ts';

/** Dash writes the records of a call a moment after the hangup; together these waits leave Zapier's 30 seconds room. */
const WAITS_MS = [1_500, 4_000, 8_000];

/** No wait begins that would end later than this: a request that Dash left hanging may have taken the time for it. */
const LONGEST_MS = 22_000;

/** The id of a leg's record: its month (UTC, by its end) and its call id. */
const recordId = ({ timestamp, call_id }: ChannelEvent): string => {
  const end = fromGregorian(timestamp) ?? new Date();
  return `${end.toISOString().slice(0, 7).replace('-', '')}-${String(call_id)}`;
};

/** Of a phone system that is busy, the event alone is worth more than another try of the whole step, the only one. */
const nullUnlessStale = (error: unknown): null => {
  if (isStaleSession(error)) throw error;
  return null;
};

const readLegs = async (dash: Dash, event: ChannelEvent): Promise<Leg[]> => {
  const ask = { purpose: 'read the legs of the call' };
  const found = await dash.find(['cdrs', 'legs', recordId(event)], ask).catch(nullUnlessStale);
  return (Array.isArray(found) ? found : []).map(legOf).filter((leg) => leg !== null);
};

/** Whether phones may have rung whose legs are written a moment after the caller's. */
const mayLackPhones = ({ direction, outcome, systemAnswered, legCount }: Call): boolean =>
  legCount === 1 && direction !== 'outbound' && outcome !== 'answered' && systemAnswered !== true;

/**
 * The call whose first leg has ended, by the records of all its legs: 1 request, and 3 at most, until the leg that
 * matters beside the first is there. A call that nobody took, and of which no phone is there, is looked at once more.
 * After that the event has to do, and `detail` says so.
 */
export const endedCall = async (dash: Dash, event: ChannelEvent): Promise<Call | null> => {
  const ended = legOfEvent(event);
  const start = Date.now();
  let legs: Leg[] = [];
  let alone: Call | null = null;
  for (const wait of WAITS_MS) {
    if (Date.now() + wait - start > LONGEST_MS) break;
    await pause(wait);
    legs = await readLegs(dash, event);
    const call = legs.some(({ callId }) => callId === event.call_id) ? assembleCall(legs, 'full') : null;
    if (call?.detail !== 'full') continue;
    if (alone !== null || !mayLackPhones(call)) return call;
    alone = call;
  }
  if (alone !== null) return alone;
  const isRecorded = legs.some(({ callId }) => callId === event.call_id);
  return assembleCall(ended && !isRecorded ? [...legs, ended] : legs, 'event');
};
