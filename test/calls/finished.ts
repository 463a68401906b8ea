import { assembleCall } from '../../src/calls/assemble.ts';
import type { Call } from '../../src/calls/call.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { NOW } from './clock.ts';
import { CALLER, CUSTOMER, fromBob, fromOutside, joined, OUR_NUMBER, toCarrier, toPhoneOf } from './legs.ts';

const MINUTE_MS = 60_000;

/** When a call began, in minutes before the moment of these tests; how long it rang and people talked, in seconds. */
type Times = { ago: number; rings?: number; talks?: number };

const timed = (callId: string, { ago, rings = 30, talks = 0 }: Times) => ({
  callId,
  start: new Date(NOW.getTime() - ago * MINUTE_MS),
  ringing: rings,
  billing: talks,
});

const callOf = (legs: readonly Leg[]): Call => {
  const call = assembleCall(legs, 'records');
  if (!call) throw new Error('No legs');
  return call;
};

const vain = { cause: 'ORIGINATOR_CANCEL' };

/** Someone outside calls, and these people's phones ring, but nobody answers. */
export const missed = (id: string, times: Times, from: string = CALLER, rung: readonly string[] = ['jane']): Call => {
  const leg = { ...timed(id, times), ...vain };
  const phones = rung.map((owner) => toPhoneOf(owner, `${id}-${owner}`, { ...leg, callId: `${id}-${owner}` }));
  return callOf([fromOutside({ ...leg, caller: { number: from, name: null } }), ...phones]);
};

/** Someone outside calls, and Jane answers. */
export const answered = (id: string, times: Times, from: string = CALLER, dialed = OUR_NUMBER): Call => {
  const leg = timed(id, { talks: 60, ...times });
  const phone = toPhoneOf('jane', `${id}-phone`, { ...leg, callId: `${id}-phone` });
  return callOf(joined(fromOutside({ ...leg, caller: { number: from, name: null }, dialed }), phone));
};

/** Bob calls someone outside, who answers if they talk. */
export const outbound = (id: string, times: Times, to: string = CUSTOMER): Call => {
  const leg = { ...timed(id, times), ...(times.talks === undefined && vain) };
  const carrier = toCarrier(`${id}-out`, {
    ...leg,
    callId: `${id}-out`,
    dialed: to,
    caller: { number: OUR_NUMBER, name: null },
  });
  return callOf(joined(fromBob(to, leg), carrier));
};

/** Bob calls Jane, who answers if they talk. */
export const internal = (id: string, times: Times, to = '1002'): Call => {
  const leg = { ...timed(id, times), ...(times.talks === undefined && vain) };
  const phone = toPhoneOf('jane', `${id}-phone`, { ...leg, callId: `${id}-phone` });
  return callOf(joined(fromBob(to, leg), phone));
};
