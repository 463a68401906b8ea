import { endOf } from '../../sandbox/dash/calls/timeline/timing.ts';
import { customer, outsider } from '../../sandbox/dash/cases/builders.ts';
import { casesOf } from '../../sandbox/dash/cases/cases.ts';
import {
  asListed,
  expectedCalls,
  isFinal,
  isListedBy,
  isMissed,
  isReportedAnswered,
} from '../../sandbox/dash/cases/expectedCalls.ts';
import { notesOf } from './office.ts';
import type { CallCase } from '../../sandbox/dash/cases/cases.ts';
import type { ExpectedCall } from '../../sandbox/dash/cases/expectedCalls.ts';
import type { CallScript, PlayedCall } from '../../sandbox/dash/server.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { LiveZap } from '../../sandbox/zapier/platform.ts';
import type { Office } from './office.ts';

/** The number of calls in progress at the same time. */
const LINES = 25;

const MINUTE_MS = 60_000;

/** So long ago must a call have begun that it is over. */
const overMs = ({ legs }: CallScript): number => MINUTE_MS + 1000 * Math.max(...legs.map(endOf));

/** The cases that a Dash of that version can have, over and over again. */
export const nthCase = (nth: number, kazoo: KazooVersion = '4.3'): CallCase => {
  const cases = casesOf(kazoo);
  const one = cases[nth % cases.length];
  if (!one) throw new Error('There are no cases');
  return one;
};

/** The number of someone outside who takes part in no other call. */
const numberOf = (nth: number): string => `+1415556${String(nth).padStart(4, '0')}`;

/** Who is called, someone else each time: a quickcall to the same number soon afterward counts as its duplicate. */
const dialedIn = ({ dialed, legs }: CallScript, nth: number): string => {
  if (dialed === customer) return numberOf(nth);
  return legs.some(({ callIdSuffix }) => callIdSuffix) ? String(20_000 + nth) : dialed;
};

/** A case with a caller, a callee and a time of its own, over within the last hour. */
const varied = ({ script }: CallCase, nth: number): CallScript => {
  const told = script();
  const caller =
    told.caller.number === outsider.number ? { number: numberOf(nth), name: `Caller ${nth}` } : told.caller;
  return script({
    caller,
    dialed: dialedIn(told, nth),
    at: new Date(Date.now() - overMs(told) - (nth % 50) * MINUTE_MS),
  });
};

/** Calls that were played, and all that must be seen of them. */
export type Played = {
  calls: ExpectedCall[];
  /** The id by which a call is known in the end; a quickcall begins on every phone of its user. */
  knownAs: (callId: string) => string;
  kazoo: KazooVersion;
};

const quickcallLegs = ({ legs }: PlayedCall): string[] =>
  Object.values(legs).filter((callId) => callId.endsWith('-quickcall'));

/** Plays calls of every kind, many at a time, and waits until the app has heard of all of them. */
export const playCalls = async ({ dash, zapier }: Office, count: number): Promise<Played> => {
  const calls: ExpectedCall[] = [];
  const primaries = new Map<string, string>();
  let next = 0;
  const playOn = async () => {
    for (let nth = next++; nth < count; nth = next++) {
      const one = nthCase(nth, dash.settings.kazoo);
      const played = await dash.playCall(varied(one, nth));
      for (const callId of quickcallLegs(played)) primaries.set(callId, played.primaryCallId);
      calls.push(...expectedCalls(dash.company, one, played));
    }
  };
  await Promise.all(Array.from({ length: LINES }, playOn));
  await zapier.settled();
  return { calls, knownAs: (callId) => primaries.get(callId) ?? callId, kazoo: dash.settings.kazoo };
};

type Told = { id: string; direction: string; outcome: string };

const tell = ({ id, direction, outcome }: Told): string => `${id} ${direction} ${outcome}`;

/** Of a call in progress, nobody knows yet how it ends. */
const inProgress = (calls: ExpectedCall[]): Told[] => calls.map((call) => ({ ...call, outcome: '' }));

/** The records that a trigger must return for the played calls, one line each. */
const lines: Record<string, (calls: ExpectedCall[], kazoo: KazooVersion) => Told[]> = {
  call_started: inProgress,
  call_answered: (calls) => inProgress(calls.filter(isReportedAnswered)),
  call_ended: (calls) => calls.filter(isFinal),
  missed_call: (calls) => calls.filter(isFinal).filter(isMissed),
  new_call_record: (calls, kazoo) => calls.filter(isListedBy(kazoo)).map(asListed),
};

/**
 * The records that a Zap must have received for calls, and those it did receive, for comparison: none may be missing or
 * duplicated. That an ended leg was not a call of its own is known once its call has a record, which may be later.
 */
export const comparison = (zap: LiveZap, { calls, knownAs, kazoo }: Played) => {
  const { key = '' } = zap.definition.trigger;
  const passing =
    key === 'call_ended' ? calls.filter(({ isTemporary: isPassing }) => isPassing).map(({ id }) => id) : [];
  return {
    expected: (lines[key]?.(calls, kazoo) ?? []).map(tell).sort(),
    told: notesOf(zap)
      .filter(({ id }) => !passing.includes(id))
      .map((note) => tell({ ...note, id: knownAs(note.id) }))
      .sort(),
  };
};
