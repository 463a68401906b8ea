import { number, object, text, type Parsed, type Parser } from '../../dash/schema.ts';
import { DAY_SECONDS, SECOND_MS } from '../../dash/time.ts';
import { withoutRealm } from '../../fields/phoneNumbers.ts';
import { reference } from '../reference.ts';
import type { Party } from '../../fields/parties.ts';
import { isQuickcall, type Leg } from './leg.ts';

/** A list of ids, one id as text, or several with commas; KAZOO writes all three. Source: cb_cdrs, cdr_util. */
export const ids: Parser<string[]> = (value) =>
  [value].flat().flatMap((entry) =>
    (text(entry) ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  );

/** Dash keeps records this long; no call lasts longer. */
const MAX_SECONDS = 31 * DAY_SECONDS;

const seconds: Parser<number> = (value) => Math.min(MAX_SECONDS, Math.max(0, Math.round(number(value) ?? 0)));

/** What was dialed, without the star code that hides or shows the caller's number. */
export const dialedNumber = (raw: string | null): string | null =>
  withoutRealm(raw)?.replace(/^\*(67|82)(?=\+?\d)/, '') ?? null;

export const direction: Parser<Leg['direction'] | null> = (value) =>
  value === 'inbound' || value === 'outbound' ? value : null;

const party = (rawNumber: string | null, name: string | null): Party => ({ number: withoutRealm(rawNumber), name });

/** The time that many seconds before a moment. */
export const secondsBefore = (moment: Date | null, duration: number): Date | null =>
  moment && new Date(moment.getTime() - duration * SECOND_MS);

/** KAZOO calls a way to a carrier a resource. It belongs to the operator (global) or to the account. */
export const isCarrierBy = (resourceId: string | null, isGlobal: boolean | null): boolean | null =>
  resourceId !== null || isGlobal === true || (isGlobal === false ? false : null);

/**
 * Whether a leg in a loopback channel is half of a forward. A call between two accounts of the same phone system runs
 * through a loopback channel, too, but its halves are the legs to and from the other account. Source: stepswitch_local_extension.
 */
export const isHalfOfForward = (isLoopback: boolean | null, resourceType: string | null): boolean =>
  isLoopback === true && resourceType?.startsWith('onnet-') !== true;

/** What a phone shows while it rings for its owner's quickcall. Source: cb_quickcall:originate_quickcall. */
const QUICKCALL_CALLER = 'Device QuickCall';

/**
 * The leg of a quickcall with caller and callee as people see them. While it rings, KAZOO has the number to dial as caller
 * and ours as callee; afterwards, ours as both, with a colon after the name, and the number dialed is the other leg's
 * destination. If that leg goes to a phone, its destination is a SIP user, which no one dialed.
 */
export const withQuickcallParties = (leg: Leg, otherDestination: string | null = null): Leg => {
  if (!isQuickcall(leg)) return leg;
  const isRinging = leg.caller.name === QUICKCALL_CALLER;
  const caller = isRinging ? leg.callee : leg.caller;
  const name = caller.name?.replace(/:\s*$/, '') ?? null;
  const isNumber = /^[+*#\d]+$/.test(otherDestination ?? '');
  const dialed = isRinging ? leg.caller.number : isNumber ? otherDestination : null;
  return { ...leg, caller: { ...caller, name }, callee: { number: dialed, name: null }, dialed };
};

/** The fields that have the same names in every source. */
export const partySchema = {
  caller_id_number: text,
  caller_id_name: text,
  callee_id_number: text,
  callee_id_name: text,
};
export const durationSchema = { duration_seconds: seconds, billing_seconds: seconds };
export const applicationVars = object({ correlation_id: reference });

export const partiesIn = (fields: Parsed<typeof partySchema>): Pick<Leg, 'caller' | 'callee'> => ({
  caller: party(fields.caller_id_number, fields.caller_id_name),
  callee: party(fields.callee_id_number, fields.callee_id_name),
});
