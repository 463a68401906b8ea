import { parseNumber } from '../fields/phoneNumbers.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './call.ts';

/** A call that counts as contact with someone outside. The times are in milliseconds since 1970. */
export type Contact = { number: string; started: number; ended: number };

/** When a call started and ended, in milliseconds since 1970; if one is unknown, the other is used for both. */
const timesOf = ({ started, ended }: Call): Pick<Contact, 'started' | 'ended'> => ({
  started: Number(started ?? ended),
  ended: Number(ended ?? started),
});

/**
 * The contact that a call makes: someone called that number, answered or not, or its caller got through. Null for every
 * other call.
 */
export const contactOf = (call: Call): Contact | null => {
  const isThrough = call.direction === 'inbound' && call.outcome === 'answered' && !isFromHidden(call);
  const outside = call.direction === 'outbound' ? call.to : isThrough ? call.from : null;
  const number = parseNumber(outside?.number ?? null).number;
  return number === null ? null : { number, ...timesOf(call) };
};

/** A missed call from someone outside, with the number to call back. */
export type Attempt = Contact & { call: Call };

/** The attempt of a missed call. Null for every other call, and for a hidden caller, whom nobody can call back. */
export const attemptOf = (call: Call): Attempt | null => {
  if (isMissedFromOutside(call) !== true || isFromHidden(call)) return null;
  return { number: String(parseNumber(call.from.number).number), ...timesOf(call), call };
};

/**
 * Checks whether a missed call is still unreturned: no contact ended after it. Pass calls to `see`, in any order;
 * `isUnreturned` considers what was passed so far.
 */
export const createReturnCheck = () => {
  const lastContacts = new Map<string, number>();
  return {
    see: (call: Call): void => {
      const contact = contactOf(call);
      if (contact === null) return;
      lastContacts.set(contact.number, Math.max(contact.ended, lastContacts.get(contact.number) ?? 0));
    },
    isUnreturned: (call: Call): boolean => {
      const attempt = attemptOf(call);
      return attempt !== null && !((lastContacts.get(attempt.number) ?? 0) > attempt.ended);
    },
  };
};
