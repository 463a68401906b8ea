import { endOf } from '../calls/timeline/timing.ts';
import { customer, outsider } from './builders.ts';
import { casesOf } from './cases.ts';
import { asListed, isFinal, isListedBy, isMissed, isReportedAnswered } from './expectedCalls.ts';
import type { PlayedCall } from '../calls/timeline/playedCall.ts';
import type { CallScript } from '../calls/timeline/script.ts';
import type { KazooVersion } from '../settings.ts';
import type { CallCase } from './builders.ts';
import type { ExpectedCall } from './expectedCalls.ts';

const MINUTE_MS = 60_000;

/** How long ago a call must have begun to be over. */
const overMs = ({ legs }: CallScript): number => MINUTE_MS + 1000 * Math.max(...legs.map(endOf));

/** The cases that this version of Dash can have, repeated forever. */
export const nthCase = (nth: number, kazoo: KazooVersion = '4.3'): CallCase => {
  const cases = casesOf(kazoo);
  const one = cases[nth % cases.length];
  if (!one) throw new Error('There are no cases');
  return one;
};

/** The number of an outside person who takes part in no other call. */
const numberOf = (nth: number): string => `+1415556${String(nth).padStart(4, '0')}`;

/** Who is called, someone else each time: the app takes a second quickcall to the same number for the same call. */
const dialedIn = ({ dialed, legs }: CallScript, nth: number): string => {
  if (dialed === customer) return numberOf(nth);
  return legs.some(({ callIdSuffix }) => callIdSuffix) ? String(20_000 + nth) : dialed;
};

/** A case with its own caller, callee, and time, which ended within the last hour. */
export const varied = ({ script }: CallCase, nth: number): CallScript => {
  const told = script();
  const caller =
    told.caller.number === outsider.number ? { number: numberOf(nth), name: `Caller ${nth}` } : told.caller;
  return script({
    caller,
    dialed: dialedIn(told, nth),
    at: new Date(Date.now() - overMs(told) - (nth % 50) * MINUTE_MS),
  });
};

/** The call ids of a quickcall, which begins on every phone of its user. */
export const quickcallIds = ({ legs }: PlayedCall): string[] =>
  Object.values(legs).filter((callId) => callId.endsWith('-quickcall'));

/** What a trigger returns of a call. */
export type TriggeringCall = Pick<ExpectedCall, 'id' | 'direction'> & { outcome: string };

/** How a call in progress ends isn't known yet. */
const inProgress = (call: ExpectedCall): TriggeringCall => ({ ...call, outcome: '' });

/** What each trigger without filters returns of a call; null for nothing. */
export const triggeringCall: Record<string, (call: ExpectedCall, kazoo: KazooVersion) => TriggeringCall | null> = {
  call_started: inProgress,
  call_answered: (call) => (isReportedAnswered(call) ? inProgress(call) : null),
  call_ended: (call) => (isFinal(call) ? call : null),
  missed_call: (call) => (isFinal(call) && isMissed(call) ? call : null),
  new_call_record: (call, kazoo) => (isListedBy(kazoo)(call) ? asListed(call) : null),
};
