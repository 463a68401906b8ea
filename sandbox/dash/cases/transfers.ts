import { mainNumber } from '../company/office.ts';
import {
  customer,
  fate,
  fromOutside,
  fromPhoneOf,
  outsider,
  people,
  forwardedBy,
  callCase,
  toOutside,
  toPhoneOf,
} from './builders.ts';
import type { CallCase } from './builders.ts';

const { maya, jane, bob, ann } = people;
const callFromOutside = { caller: outsider, dialed: mainNumber };

/** Calls that someone else takes over, or that are transferred or forwarded. */
export const transferCases: readonly CallCase[] = [
  callCase(
    {
      name: 'a blind transfer to a colleague, who answers',
      ...callFromOutside,
      legs: [
        fromOutside(fate(6, 84, 'NORMAL_CLEARING', 'B2')),
        toPhoneOf(jane, 'B1', fate(6, 30, 'BLIND_TRANSFER', 'A')),
        toPhoneOf(ann, 'B2', { ...fate(4, 50, 'NORMAL_CLEARING', 'A'), startsAfter: 36 }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: ann,
      ringing: 6,
      talk: 80,
      total: 90,
      wait: 6,
      transferred: true,
    },
  ),
  callCase(
    {
      name: 'an attended transfer: the colleague is asked in a call of its own, then takes over',
      ...callFromOutside,
      legs: [
        fromOutside({ ...fate(5, 95, 'NORMAL_CLEARING', 'D'), bridgedAfter: 60 }),
        toPhoneOf(jane, 'B1', fate(5, 55, 'ATTENDED_TRANSFER', 'A')),
        fromPhoneOf(jane, {
          ...fate(3, 32, 'ATTENDED_TRANSFER', 'D'),
          leg: 'C',
          startsAfter: 25,
          dials: ann,
          interaction: 'consultation',
        }),
        toPhoneOf(ann, 'D', {
          ...fate(3, 72, 'NORMAL_CLEARING', 'A'),
          bridgedAfter: 60,
          startsAfter: 25,
          interaction: 'consultation',
        }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: ann,
      ringing: 5,
      talk: 95,
      total: 100,
      wait: 5,
      transferred: true,
    },
    {
      others: {
        C: { direction: 'internal', outcome: 'answered', person: ann, ringing: 3, wait: 3, total: 35 },
      },
    },
  ),
  callCase(
    {
      name: 'an attended transfer in which all is one interaction',
      ...callFromOutside,
      legs: [
        fromOutside({ ...fate(5, 95, 'NORMAL_CLEARING', 'D'), bridgedAfter: 60 }),
        toPhoneOf(jane, 'B1', fate(5, 55, 'ATTENDED_TRANSFER', 'A')),
        fromPhoneOf(jane, { ...fate(3, 32, 'ATTENDED_TRANSFER', 'D'), leg: 'C', startsAfter: 25, dials: ann }),
        toPhoneOf(ann, 'D', { ...fate(3, 72, 'NORMAL_CLEARING', 'A'), startsAfter: 25, bridgedAfter: 60 }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: ann,
      ringing: 5,
      total: 100,
      wait: 5,
      transferred: true,
    },
    { meanwhile: { C: { direction: 'internal', outcome: 'answered', person: ann } } },
  ),
  callCase(
    {
      name: 'a colleague picks the call up on another phone',
      ...callFromOutside,
      legs: [
        fromOutside(fate(12, 45, 'NORMAL_CLEARING', 'B2')),
        toPhoneOf(jane, 'B1', fate(12, 0, 'PICKED_OFF')),
        toPhoneOf(ann, 'B2', { ...fate(2, 45, 'NORMAL_CLEARING', 'A'), startsAfter: 10 }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: ann,
      ringing: 2,
      talk: 45,
      total: 57,
      wait: 12,
      transferred: false,
    },
  ),
  callCase(
    {
      name: 'a colleague picks the call up with a code, in a call of its own',
      ...callFromOutside,
      legs: [
        fromOutside(fate(12, 45, 'NORMAL_CLEARING', 'C')),
        toPhoneOf(jane, 'B1', fate(12, 0, 'PICKED_OFF')),
        fromPhoneOf(ann, {
          ...fate(0, 45, 'NORMAL_CLEARING', 'A'),
          leg: 'C',
          startsAfter: 12,
          dials: `*8${jane}`,
          interaction: 'pick-up',
        }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      total: 57,
      transferred: false,
    },
    { others: { C: { direction: 'internal', outcome: 'answered', total: 45 } } },
  ),
  callCase(
    {
      name: 'a colleague picks the call up with a code that intercepts it',
      ...callFromOutside,
      legs: [
        fromOutside(fate(12, 45, 'NORMAL_CLEARING', 'C')),
        toPhoneOf(jane, 'B1', fate(12, 0, 'PICKED_OFF')),
        fromPhoneOf(ann, {
          ...fate(0, 45, 'NORMAL_CLEARING', 'A'),
          leg: 'C',
          startsAfter: 12,
          dials: `*8${jane}`,
          intercepts: true,
        }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      total: 57,
      transferred: false,
    },
    { meanwhile: { C: { direction: 'internal', outcome: 'answered' } } },
  ),
  callCase(
    {
      name: 'a customer is called, and then transferred to a colleague',
      caller: { number: bob, name: 'Tomás O’Brien' },
      dialed: customer,
      legs: [
        fromPhoneOf(bob, fate(7, 33, 'BLIND_TRANSFER', 'B1')),
        toOutside('B1', fate(7, 93, 'NORMAL_CLEARING', 'B2')),
        toPhoneOf(ann, 'B2', { ...fate(5, 55, 'NORMAL_CLEARING', 'B1'), startsAfter: 40, rungFor: 'B1' }),
      ],
    },
    { direction: 'outbound', outcome: 'answered', missed_reason: null, person: bob, total: 40 },
  ),
  callCase(
    {
      name: 'a call that is forwarded to a mobile, which answers',
      ...callFromOutside,
      legs: [
        fromOutside(fate(14, 41, 'NORMAL_CLEARING', 'B2')),
        toPhoneOf(bob, 'B1', fate(14, 0, 'LOSE_RACE')),
        ...forwardedBy(bob, { leg: 'B2', ...fate(14, 41, 'NORMAL_CLEARING', 'A') }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: bob,
      ringing: 14,
      talk: 41,
      total: 55,
      wait: 14,
      transferred: false,
      forwarded: true,
    },
  ),
  callCase(
    {
      name: 'a colleague is called whose calls are forwarded to a mobile',
      caller: { number: maya, name: 'Maya Okafor' },
      dialed: bob,
      legs: [
        fromPhoneOf(maya, fate(11, 19, 'NORMAL_CLEARING', 'B1')),
        ...forwardedBy(bob, { leg: 'B1', ...fate(11, 19, 'NORMAL_CLEARING', 'A') }),
      ],
    },
    {
      direction: 'internal',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: bob,
      ringing: 11,
      talk: 19,
      total: 30,
      wait: 11,
      transferred: false,
      forwarded: true,
    },
  ),
  callCase(
    {
      name: 'the call is parked, and a colleague retrieves it',
      ...callFromOutside,
      legs: [
        fromOutside(fate(4, 116, 'NORMAL_CLEARING', 'C')),
        toPhoneOf(jane, 'B1', fate(4, 20, 'BLIND_TRANSFER', 'A')),
        fromPhoneOf(bob, {
          ...fate(0, 50, 'NORMAL_CLEARING', 'A'),
          leg: 'C',
          startsAfter: 70,
          dials: '*4101',
          interaction: 'retrieval',
        }),
      ],
    },
    {
      direction: 'inbound',
      outcome: 'answered',
      missed_reason: null,
      system_answered: false,
      person: bob,
      ringing: 4,
      talk: 70,
      total: 120,
      wait: 4,
      transferred: true,
    },
    { others: { C: { direction: 'internal', outcome: 'answered', total: 50 } } },
  ),
];
