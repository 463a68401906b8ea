import {
  nthCase,
  quickcallIds,
  triggeringCall,
  varied,
  type TriggeringCall,
} from '../../sandbox/dash/cases/manyCalls.ts';
import { expectedCalls } from '../../sandbox/dash/cases/expectedCalls.ts';
import { notesOf } from './office.ts';
import type { ExpectedCall } from '../../sandbox/dash/cases/expectedCalls.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { LiveZap } from '../../sandbox/zapier/platform.ts';
import type { Office } from './office.ts';

/** How many calls are in progress at the same time. */
const LINES = 25;

/** Played calls, and everything that must be seen of them. */
export type Played = {
  calls: ExpectedCall[];
  /** The final id of a call. A quickcall begins on every phone of its user. */
  knownAs: (callId: string) => string;
  kazoo: KazooVersion;
};

/** Plays calls of every kind, many at a time, and waits until the app has received all of them. */
export const playCalls = async ({ dash, zapier }: Office, count: number): Promise<Played> => {
  const calls: ExpectedCall[] = [];
  const primaries = new Map<string, string>();
  let next = 0;
  const playOn = async () => {
    for (let nth = next++; nth < count; nth = next++) {
      const one = nthCase(nth, dash.settings.kazoo);
      const played = await dash.playCall(varied(one, nth));
      for (const callId of quickcallIds(played)) primaries.set(callId, played.primaryCallId);
      calls.push(...expectedCalls(dash.company, one, played));
    }
  };
  await Promise.all(Array.from({ length: LINES }, playOn));
  await zapier.settled();
  return { calls, knownAs: (callId) => primaries.get(callId) ?? callId, kazoo: dash.settings.kazoo };
};

const tell = ({ id, direction, outcome }: TriggeringCall): string => `${id} ${direction} ${outcome}`;

/**
 * What a Zap must have received and what it received, to be compared: nothing may be missing or come twice. A leg that
 * ended may look like a separate call until the records show otherwise.
 */
export const comparison = (zap: LiveZap, { calls, knownAs, kazoo }: Played) => {
  const { key = '' } = zap.definition.trigger;
  const passing =
    key === 'call_ended' ? calls.filter(({ isTemporary: isPassing }) => isPassing).map(({ id }) => id) : [];
  const expected = calls.map((call) => triggeringCall[key]?.(call, kazoo) ?? null).filter((call) => call !== null);
  return {
    expected: expected.map(tell).sort(),
    told: notesOf(zap)
      .filter(({ id }) => !passing.includes(id))
      .map((note) => tell({ ...note, direction: note.direction as TriggeringCall['direction'], id: knownAs(note.id) }))
      .sort(),
  };
};
