import { toGregorian } from '../../src/dash/time.ts';
import { USER } from '../support/dash.ts';

export const NOW = new Date('2026-11-24T20:00:00Z');
/** An ID with every character that has a meaning in a URL. */
export const FIRST = 'NDlk/NGI3+OTZl@10.126.0.9';
export const SECOND = 'dab25c76-7479-4ed2-ba92-6b725d68e351';
export const PHONE = 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0';
export const BOB = '1003000000000000000000000000b0b0';

const ago = (seconds: number): number => toGregorian(NOW) - seconds;

const inProgress = {
  answered: true,
  interaction_id: '63962764325-af5b9a0e',
  is_loopback: false,
  is_onhold: false,
  custom_application_vars: '',
};

/** The leg of Ann, who called from outside 130 seconds ago and is talking to Jane, as KAZOO 4.3 lists it. */
export const annsLeg = {
  ...inProgress,
  uuid: FIRST,
  direction: 'inbound',
  authorizing_type: 'resource',
  caller_id_number: '+14154886134',
  caller_id_name: 'Ann Lee',
  callee_id_number: '+14154886100',
  callee_id_name: 'Brightwater Dental',
  destination: '+14154886100',
  elapsed_s: 130,
  timestamp: ago(130),
  other_leg: SECOND,
};

/** The leg of Jane's phone in the same call. */
export const janesLeg = {
  ...inProgress,
  uuid: SECOND,
  direction: 'outbound',
  authorizing_type: 'device',
  authorizing_id: PHONE,
  owner_id: USER,
  username: 'user_1002',
  destination: 'user_1002',
  elapsed_s: 122,
  timestamp: ago(122),
  other_leg: FIRST,
};

/** While the call is ringing, only the ringing leg refers to the other. */
export const annsRingingLeg = {
  ...annsLeg,
  answered: false,
  elapsed_s: 9,
  timestamp: ago(9),
  other_leg: undefined,
  callee_id_number: undefined,
  callee_id_name: undefined,
};
export const janesRingingLeg = { ...janesLeg, answered: false, elapsed_s: 8, timestamp: ago(8) };

/** Jane's leg of a call to a customer, and the carrier's. */
export const janesCall = {
  ...janesLeg,
  uuid: 'mine@192.168.4.21',
  direction: 'inbound',
  caller_id_number: '1002',
  caller_id_name: 'Jane Doe',
  callee_id_number: '+14155550177',
  callee_id_name: '14155550177',
  destination: '+14155550177',
  other_leg: 'theirs',
  interaction_id: '63962764400-00000001',
};
export const customersLeg = {
  ...inProgress,
  uuid: 'theirs',
  direction: 'outbound',
  destination: '+14155550177',
  elapsed_s: 120,
  timestamp: ago(120),
  other_leg: 'mine@192.168.4.21',
  interaction_id: '63962764400-00000001',
};

/** A row as KAZOO 4.2 lists it, without caller and callee. */
export const untold = (row: object): object => ({
  ...row,
  caller_id_number: undefined,
  caller_id_name: undefined,
  callee_id_number: undefined,
  callee_id_name: undefined,
});

/** One of the phones that ring to place a call; `theirs` is what distinguishes it from another. */
export const rungPhone = (name: string, theirs: object = {}) => ({
  ...janesLeg,
  uuid: `${name}-quickcall`,
  answered: false,
  username: `user_${name}`,
  destination: `user_${name}`,
  elapsed_s: 5,
  timestamp: ago(5),
  other_leg: undefined,
  interaction_id: '63962764500-00000002',
  ...theirs,
});

/** A phone that was picked up, and the leg to the customer it then called. */
export const pickedUp = (name: string) => [
  rungPhone(name, {
    answered: true,
    other_leg: 'customer',
    // KAZOO then has our own number here, twice.
    caller_id_number: '+14154886100',
    caller_id_name: 'Brightwater Dental:',
    callee_id_number: '+14154886100',
    callee_id_name: 'Brightwater Dental',
  }),
  { ...customersLeg, uuid: 'customer', other_leg: `${name}-quickcall`, interaction_id: '63962764500-00000002' },
];
