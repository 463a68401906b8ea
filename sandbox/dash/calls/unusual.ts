import { mainNumber } from '../company.ts';
import { fate, fromOutside, mobile, outsider, people, tell, toOutside, toPhoneOf } from './telling.ts';
import type { LegScript } from './script.ts';
import type { CallCase } from './telling.ts';

const { maya, jane, bob } = people;
const callFromOutside = { caller: outsider, dialled: mainNumber };

/** A leg inside the switch, on the way to Bob's mobile. */
const loopback = (leg: string, direction: LegScript['direction']): LegScript => ({
  leg,
  direction,
  authorizedBy: 'user',
  owner: bob,
  loopback: true,
  dials: mobile,
  ...fate(9, 30),
});

/** Half a minute before the last turn of a month (UTC) that is at least ten minutes ago. */
const beforeTurnOfMonth = (): Date => {
  const lately = new Date(Date.now() - 600_000);
  return new Date(Date.UTC(lately.getUTCFullYear(), lately.getUTCMonth(), 1) - 30_000);
};

/** Callers, phones and times that are easily misread. */
export const unusual: readonly CallCase[] = [
  tell(
    {
      name: 'a hidden caller gives up',
      caller: { number: 'anonymous', name: 'Anonymous' },
      dialled: mainNumber,
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
      leg_count: 2,
      transferred: false,
    },
  ),
  tell(
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
      leg_count: 2,
      transferred: false,
    },
  ),
  tell(
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
      leg_count: 1,
      transferred: false,
    },
  ),
  tell(
    {
      name: 'the way to a mobile leads through legs inside the switch',
      ...callFromOutside,
      legs: [
        fromOutside(fate(9, 30, 'NORMAL_CLEARING', 'B1')),
        loopback('L1', 'outbound'),
        loopback('L2', 'inbound'),
        toOutside('B1', { ...fate(9, 30, 'NORMAL_CLEARING', 'A'), owner: bob, callForwarded: true, dials: mobile }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: bob,
      ringing: 9,
      talk: 30,
      total: 39,
      wait: 9,
      leg_count: 2,
      transferred: false,
    },
  ),
  tell(
    {
      name: 'a call over the turn of the month',
      ...callFromOutside,
      at: beforeTurnOfMonth,
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
      leg_count: 3,
      transferred: false,
    },
  ),
];
