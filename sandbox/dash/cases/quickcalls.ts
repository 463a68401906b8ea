import { customer, fate, people, callCase, toOutside, toOwnPhone, toPhoneOf } from './builders.ts';
import type { LegScript } from '../calls/timeline/script.ts';
import type { CallCase } from './builders.ts';

const { jane, ann } = people;
const quickcallOfJane = { caller: { number: jane, name: 'Zoë Núñez' } };

const ownPhone = (leg: string, what: Parameters<typeof toOwnPhone>[2]): LegScript => toOwnPhone(jane, leg, what);

/** Calls that the switch places: it rings all phones of a user, and dials when one is answered. */
export const quickcallCases: readonly CallCase[] = [
  callCase(
    {
      name: 'a quickcall rings two phones of its user, then the customer, who answers',
      ...quickcallOfJane,
      dialed: customer,
      correlationId: 'crm-4711',
      legs: [
        ownPhone('A1', fate(5, 43, 'NORMAL_CLEARING', 'B1')),
        ownPhone('A2', fate(5, 0, 'LOSE_RACE')),
        toOutside('B1', { ...fate(8, 35, 'NORMAL_CLEARING', 'A1'), startsAfter: 5 }),
      ],
    },
    {
      direction: 'outbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: jane,
      ringing: 8,
      talk: 35,
      total: 48,
      wait: 13,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a quickcall rings a colleague, who answers',
      ...quickcallOfJane,
      dialed: ann,
      legs: [
        ownPhone('A1', fate(3, 27, 'NORMAL_CLEARING', 'B1')),
        ownPhone('A2', fate(3, 0, 'LOSE_RACE')),
        toPhoneOf(ann, 'B1', { ...fate(4, 23, 'NORMAL_CLEARING', 'A1'), startsAfter: 3 }),
      ],
    },
    {
      direction: 'internal',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: ann,
      ringing: 4,
      talk: 23,
      total: 30,
      wait: 7,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a quickcall that its own user does not pick up',
      ...quickcallOfJane,
      dialed: customer,
      legs: [ownPhone('A1', fate(30, 0, 'NO_ANSWER')), ownPhone('A2', fate(30, 0, 'NO_ANSWER'))],
    },
    {
      direction: 'outbound',
      outcome: 'no_answer',
      missed_reason: null,
      system_answered: false,
      person: jane,
      ringing: 30,
      talk: 0,
      total: 30,
      wait: 30,
      transferred: false,
    },
  ),
];
