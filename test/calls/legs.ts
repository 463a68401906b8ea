import { callOf } from '../../src/calls/assemble.ts';
import type { Call } from '../../src/calls/call.ts';
import { groupLegs } from '../../src/calls/legs/grouping.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';

/** A moment, in seconds after the calls of these tests begin. */
export const at = (second: number): Date => new Date(Date.UTC(2026, 10, 24, 18, 32, 5) + 1000 * second);

export const CALLER = '+14155550142';
export const OUR_NUMBER = '+14154886100';
export const CUSTOMER = '+14155550177';

/** What is said of a leg; `ringing` is how long it rang until it was answered, in seconds. */
export type Said = Partial<Leg> & { ringing?: number };

/** A leg that says as little as a leg can. */
export const leg = ({ ringing = 0, ...said }: Said = {}): Leg => ({
  callId: 'A',
  direction: 'inbound',
  isLoopback: false,
  authorizedBy: null,
  authorizingId: null,
  ownerId: null,
  isCarrier: null,
  start: at(0),
  duration: ringing + (said.billing ?? 0),
  billing: 0,
  cause: 'NORMAL_CLEARING',
  otherLegId: null,
  bridgeId: null,
  queueId: null,
  memberCallId: null,
  interactionId: null,
  caller: { number: null, name: null },
  callee: { number: null, name: null },
  dialed: null,
  isConference: false,
  recordingIds: [],
  reference: null,
  ...said,
});

/** The leg of someone outside who calls us. */
export const fromOutside = (said: Said = {}): Leg =>
  leg({ authorizedBy: 'resource', caller: { number: CALLER, name: 'Grace Park' }, dialed: OUR_NUMBER, ...said });

/** The leg of Bob, who calls. */
export const fromBob = (dialed: string | null, said: Said = {}): Leg =>
  leg({
    authorizedBy: 'device',
    authorizingId: "bob's phone",
    ownerId: 'bob',
    caller: { number: '1003', name: 'Bob Smith' },
    dialed,
    ...said,
  });

/** The leg to one of our phones, which rings. */
export const toPhoneOf = (ownerId: string, callId: string, said: Said = {}): Leg =>
  leg({
    callId,
    direction: 'outbound',
    authorizedBy: 'device',
    authorizingId: `${ownerId}'s phone`,
    ownerId,
    dialed: `sip-user-of-${ownerId}`,
    ...said,
  });

/** The leg to someone outside. */
export const toCarrier = (callId: string, said: Said = {}): Leg =>
  leg({ callId, direction: 'outbound', isCarrier: true, dialed: CUSTOMER, ...said });

/** Two legs that were joined, each with the call id of the other. */
export const joined = (one: Leg, other: Leg): [Leg, Leg] => [
  { ...one, otherLegId: other.callId },
  { ...other, otherLegId: one.callId },
];

/** The calls that call records make; records without their caller's make none. */
export const callsOf = (legs: readonly Leg[]): Call[] => groupLegs(legs).map((one) => callOf(one, 'records'));
