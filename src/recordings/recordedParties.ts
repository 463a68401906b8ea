import { partiesOfLeg } from '../calls/assemble.ts';
import type { CallDirection } from '../calls/call.ts';
import { isQuickcall, type Leg } from '../calls/legs/leg.ts';
import type { Party } from '../fields/parties.ts';
import { isInsideNumber } from '../fields/phoneNumbers.ts';

type RecordedParties = { direction: CallDirection | null; from: Party; to: Party };

type Side = 'account' | 'outside';

/**
 * Which side the caller is on, by the text for why a call was recorded; a recording that a call flow starts has other
 * texts (`cf_route_win` of 4.2, `kz_account_recording` and `kz_endpoint_recording` of 4.3).
 */
const callerSideByOrigin: readonly [RegExp, Side][] = [
  [/^inbound from offnet /, 'outside'],
  [/^inbound from onnet /, 'account'],
  [/^outbound to offnet /, 'account'],
  [/^outbound to onnet from (endpoint|user|device)/, 'account'],
];

/** The leg of a called phone, or of a carrier, is the one that the switch made. */
const isCalledLeg = ({ direction }: Leg): boolean => direction === 'outbound';

const callerSide = (leg: Leg, origin: string | null): Side | null => {
  if (!isCalledLeg(leg) && leg.authorizedBy !== null) return leg.authorizedBy === 'resource' ? 'outside' : 'account';
  return callerSideByOrigin.find(([pattern]) => pattern.test(String(origin)))?.[1] ?? null;
};

/** Dash names the direction of the leg, and the leg of an account's phone that makes a call comes in to the switch. */
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

/** The direction and the parties of a recorded leg. The direction is null if it is unknown; without a leg all is. */
export const recordedParties = (leg: Leg | null, origin: string | null): RecordedParties =>
  leg === null ? { direction: null, from: NOBODY, to: NOBODY } : partiesOf(leg, origin);
