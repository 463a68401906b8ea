import { mainNumber } from '../company/office.ts';
import { fate, fromOutside, outsider, people, forwardedBy, callCase, toAgent, toPhoneOf } from './builders.ts';
import type { CallCase } from './builders.ts';

const { maya, jane, bob, ann } = people;
const callFromOutside = { caller: outsider, dialed: mainNumber };

const HOUR = 3600;

/** A number of seconds before the last turn of a month (UTC) that is at least `endedAgo` seconds ago. */
const beforeTurnOfMonth =
  (seconds: number, endedAgo = 600) =>
  (): Date => {
    const lately = new Date(Date.now() - 1000 * endedAgo);
    return new Date(Date.UTC(lately.getUTCFullYear(), lately.getUTCMonth(), 1) - 1000 * seconds);
  };

/** Callers, phones and times that are easy to misread. */
export const edgeCases: readonly CallCase[] = [
  callCase(
    {
      name: 'a hidden caller gives up',
      caller: { number: 'anonymous', name: 'Anonymous' },
      dialed: mainNumber,
      legs: [fromOutside(fate(18, 0, 'ORIGINATOR_CANCEL')), toPhoneOf(maya, 'B1', fate(18, 0, 'ORIGINATOR_CANCEL'))],
    },
    {
      direction: 'inbound',
      outcome: 'missed',
      missed_reason: 'caller_hung_up',
      system_answered: false,
      person: maya,
      ringing: 18,
      talk: 0,
      total: 18,
      wait: 18,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'the only phone is set to do not disturb, and there is no mailbox',
      ...callFromOutside,
      legs: [fromOutside(fate(1, 0, 'CALL_REJECTED')), toPhoneOf(jane, 'B1', fate(1, 0, 'CALL_REJECTED'))],
    },
    {
      direction: 'inbound',
      outcome: 'busy',
      missed_reason: 'rejected',
      system_answered: false,
      person: jane,
      ringing: 1,
      talk: 0,
      total: 1,
      wait: 1,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'do not disturb is set in Dash, no phone rings, the mailbox picks up',
      ...callFromOutside,
      legs: [fromOutside(fate(0, 25))],
    },
    {
      direction: 'inbound',
      outcome: 'missed',
      missed_reason: 'system_answered',
      system_answered: true,
      person: null,
      ringing: 0,
      talk: 0,
      total: 25,
      wait: 25,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a call over the turn of the month',
      ...callFromOutside,
      at: beforeTurnOfMonth(30),
      legs: [
        fromOutside(fate(10, 50, 'NORMAL_CLEARING', 'B1')),
        toPhoneOf(jane, 'B1', fate(10, 50, 'NORMAL_CLEARING', 'A')),
        toPhoneOf(jane, 'B2', fate(10, 0, 'LOSE_RACE')),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: jane,
      ringing: 10,
      talk: 50,
      total: 60,
      wait: 10,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a call of hours that ends in the next month',
      ...callFromOutside,
      at: beforeTurnOfMonth(2 * HOUR, 2 * HOUR),
      legs: [
        fromOutside(fate(10, 3.5 * HOUR - 10, 'NORMAL_CLEARING', 'B1')),
        toPhoneOf(jane, 'B1', fate(10, 3.5 * HOUR - 10, 'NORMAL_CLEARING', 'A')),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: jane,
      ringing: 10,
      talk: 3.5 * HOUR - 10,
      total: 3.5 * HOUR,
      wait: 10,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a call that is answered for less than a second',
      ...callFromOutside,
      legs: [
        fromOutside({ ...fate(6, 0, 'NORMAL_CLEARING', 'B1'), answered: true }),
        toPhoneOf(jane, 'B1', { ...fate(6, 0, 'NORMAL_CLEARING', 'A'), answered: true }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: jane,
      talk: 0,
      total: 6,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a queue tries two phones in vain until the caller gives up',
      ...callFromOutside,
      legs: [
        fromOutside(fate(1, 89)),
        toAgent(bob, 'B1', { ...fate(15, 0, 'NO_ANSWER'), startsAfter: 20 }),
        toAgent(ann, 'B2', { ...fate(15, 0, 'NO_ANSWER'), startsAfter: 45 }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'missed',
      missed_reason: 'system_answered',
      system_answered: true,
      talk: 0,
      total: 90,
      wait: 90,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'phones of a ring group and a mobile that calls are forwarded to ring, and nobody picks up',
      ...callFromOutside,
      legs: [
        fromOutside(fate(25, 0, 'NO_ANSWER')),
        toPhoneOf(jane, 'B1', fate(25, 0, 'NO_ANSWER')),
        toPhoneOf(ann, 'B2', fate(25, 0, 'NO_ANSWER')),
        ...forwardedBy(bob, { leg: 'B3', ...fate(25, 0, 'NO_ANSWER') }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'missed',
      missed_reason: 'nobody_answered',
      system_answered: false,
      person: null,
      forwarded: true,
      ringing: 25,
      talk: 0,
      total: 25,
      wait: 25,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a phone of a ring group answers a moment too late',
      ...callFromOutside,
      legs: [
        fromOutside(fate(7, 48, 'NORMAL_CLEARING', 'B1')),
        toPhoneOf(jane, 'B1', fate(7, 48, 'NORMAL_CLEARING', 'A')),
        toPhoneOf(ann, 'B2', { ...fate(7, 0, 'LOSE_RACE'), answered: true }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: jane,
      ringing: 7,
      talk: 48,
      total: 55,
      wait: 7,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a phone takes too long to say that it rings',
      ...callFromOutside,
      legs: [fromOutside(fate(6, 0, 'PROGRESS_TIMEOUT')), toPhoneOf(jane, 'B1', fate(6, 0, 'PROGRESS_TIMEOUT'))],
    },
    {
      direction: 'inbound',
      outcome: 'missed',
      missed_reason: 'nobody_answered',
      system_answered: false,
      person: jane,
      ringing: 6,
      talk: 0,
      total: 6,
      wait: 6,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a caller is hidden behind the number that spells anonymous',
      caller: { number: '+266696687', name: 'Anonymous' },
      dialed: mainNumber,
      legs: [fromOutside(fate(16, 0, 'ORIGINATOR_CANCEL')), toPhoneOf(maya, 'B1', fate(16, 0, 'ORIGINATOR_CANCEL'))],
    },
    {
      direction: 'inbound',
      outcome: 'missed',
      missed_reason: 'caller_hung_up',
      system_answered: false,
      person: maya,
      ringing: 16,
      talk: 0,
      total: 16,
      wait: 16,
      transferred: false,
    },
  ),
];
