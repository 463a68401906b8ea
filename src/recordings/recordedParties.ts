import { partiesOfLeg } from '../calls/assemble.ts';
import type { CallDirection } from '../calls/call.ts';
import { isQuickcall, type Leg } from '../calls/legs/leg.ts';
import type { Party } from '../fields/parties.ts';
import { isInsideNumber } from '../fields/phoneNumbers.ts';

type RecordedParties = { direction: CallDirection | null; from: Party; to: Party };

type Side = 'account' | 'outside';

/**
 * Which side the caller is on, by `origin`, the reason for a recording. A recording that a call flow starts has other
 * origins (`cf_route_win` of 4.2, `kz_account_recording` and `kz_endpoint_recording` of 4.3).
 */
const callerSideByOrigin: readonly [RegExp, Side][] = [
  [/^inbound from offnet /, 'outside'],
  [/^inbound from onnet /, 'account'],
  [/^outbound to offnet /, 'account'],
  [/^outbound to onnet from (endpoint|user|device)/, 'account'],
];

/** Whether a leg is that of a called phone or carrier, which the switch created. */
const isCalledLeg = ({ direction }: Leg): boolean => direction === 'outbound';

const callerSide = (leg: Leg, origin: string | null): Side | null => {
  if (!isCalledLeg(leg) && leg.authorizedBy !== null) return leg.authorizedBy === 'resource' ? 'outside' : 'account';
  return callerSideByOrigin.find(([pattern]) => pattern.test(String(origin)))?.[1] ?? null;
};

/** The parties by leg. The direction in Dash is that of the leg, and the leg of a phone that makes a call is inbound. */
const partiesOf = (leg: Leg, origin: string | null): RecordedParties => {
  if (isQuickcall(leg) || (isCalledLeg(leg) && leg.authorizedBy !== null)) return partiesOfLeg(leg);
  const isCalleeDialed = leg.dialed !== null && leg.dialed === leg.callee.number;
  const dialed = { number: leg.dialed, name: isCalleeDialed ? leg.callee.name : null };
  const parties = { from: leg.caller, to: isCalledLeg(leg) ? leg.callee : dialed };
  const side = callerSide(leg, origin);
  if (side === null) return { ...parties, direction: null };
  if (side === 'outside') return { ...parties, direction: 'inbound' };
  const isInside = isCalledLeg(leg) || isInsideNumber(String(leg.dialed));
  return { ...parties, direction: isInside ? 'internal' : 'outbound' };
};

const NOBODY: Party = { number: null, name: null };

/** The direction and the parties of a recorded leg. Null if unknown; without a leg, all are. */
export const recordedParties = (leg: Leg | null, origin: string | null): RecordedParties =>
  leg === null ? { direction: null, from: NOBODY, to: NOBODY } : partiesOf(leg, origin);
