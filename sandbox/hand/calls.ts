import { customer, fate, fromOutside, fromPhoneOf, people, toOutside, toPhoneOf } from '../dash/cases/builders.ts';
import { mainNumber } from '../dash/company/office.ts';
import type { CallScript } from '../dash/server.ts';

export type Caller = { number: string; name: string };

/** The callers of the office, by what they do. */
export const callers = {
  ann: { number: '+14154886134', name: 'Ann Lee' },
  ben: { number: '+14155550177', name: 'Ben Ito' },
  grace: { number: '+14155550142', name: 'Grace Park' },
  kwame: { number: '+14155550173', name: 'Kwame Mensah' },
  luis: { number: '+14155550172', name: 'Luis Ortega' },
} as const satisfies Record<string, Caller>;

/** So many minutes before now. */
export const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

/** Nobody answers a call from outside. Without a time it has just ended, as all of these. */
export const missed = (caller: Caller, at?: Date): CallScript => ({
  name: 'a call that nobody answers',
  caller,
  dialed: mainNumber,
  ...(at && { at }),
  legs: [fromOutside(fate(20, 0, 'NO_ANSWER')), toPhoneOf(people.maya, 'B1', fate(20, 0, 'NO_ANSWER'))],
});

/** Maya answers a call from outside. */
export const answered = (caller: Caller, at?: Date): CallScript => ({
  name: 'a call that someone answers',
  caller,
  dialed: mainNumber,
  ...(at && { at }),
  legs: [
    fromOutside(fate(5, 60, 'NORMAL_CLEARING', 'B1')),
    toPhoneOf(people.maya, 'B1', fate(5, 60, 'NORMAL_CLEARING', 'A')),
  ],
});

/** Maya calls a number outside, a customer's by default. */
export const made = ({ dialed = customer, at }: { dialed?: string; at?: Date } = {}): CallScript => ({
  name: 'a call to a number outside',
  caller: { number: people.maya },
  dialed,
  ...(at && { at }),
  legs: [
    fromPhoneOf(people.maya, fate(5, 30, 'NORMAL_CLEARING', 'B1')),
    toOutside('B1', fate(5, 30, 'NORMAL_CLEARING', 'A')),
  ],
});
