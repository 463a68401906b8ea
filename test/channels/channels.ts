import { toGregorian } from '../../src/dash/time.ts';
import { USER } from '../support/dash.ts';

export const NOW = new Date('2026-11-24T20:00:00Z');
/** An id with every sign that means something in an address. */
export const FIRST = 'NDlk/NGI3+OTZl@10.126.0.9';
export const SECOND = 'dab25c76-7479-4ed2-ba92-6b725d68e351';
export const PHONE = 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0';

const ago = (seconds: number): number => toGregorian(NOW) - seconds;

/** The leg of Ann, who called from outside 130 seconds ago and talks with Jane. */
export const annsLeg = {
  uuid: FIRST,
  direction: 'inbound',
  answered: true,
  authorizing_type: 'resource',
  caller_id_number: '+14154886134',
  caller_id_name: 'Ann Lee',
  callee_id_number: '1002',
  callee_id_name: 'Jane Doe',
  destination: '+14154886100',
  elapsed_s: 130,
  timestamp: ago(130),
  interaction_id: '63962764325-af5b9a0e',
  other_leg: SECOND,
  is_loopback: false,
  is_onhold: false,
  custom_application_vars: {},
};

/** The leg of Jane's phone in the same call. */
export const janesLeg = {
  ...annsLeg,
  uuid: SECOND,
  direction: 'outbound',
  authorizing_type: 'device',
  authorizing_id: PHONE,
  owner_id: USER,
  destination: 'user_1002',
  elapsed_s: 122,
  timestamp: ago(122),
  other_leg: FIRST,
};

/** While it still rings, only the leg that rings knows the other. */
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

/** Jane's own leg of a call to a customer, and the carrier's. */
export const janesCall = {
  ...janesLeg,
  uuid: 'mine@192.168.4.21',
  direction: 'inbound',
  caller_id_number: '1002',
  caller_id_name: 'Jane Doe',
  callee_id_number: '+14155550177',
  callee_id_name: undefined,
  destination: '4155550177',
  other_leg: 'theirs',
  interaction_id: '63962764400-00000001',
};
/** One of the phones that a quickcall rings; `theirs` is what tells it from another. */
export const rungPhone = (name: string, theirs: object = {}) => ({
  ...janesLeg,
  uuid: `${name}-quickcall`,
  answered: false,
  caller_id_number: '+14154886100',
  caller_id_name: 'Device QuickCall',
  callee_id_number: '+14155550177',
  callee_id_name: undefined,
  destination: `user_${name}`,
  elapsed_s: 5,
  timestamp: ago(5),
  other_leg: undefined,
  interaction_id: undefined,
  ...theirs,
});

export const customersLeg = {
  ...janesCall,
  uuid: 'theirs',
  direction: 'outbound',
  authorizing_type: 'resource',
  authorizing_id: undefined,
  owner_id: undefined,
  caller_id_number: '+14154886100',
  caller_id_name: 'Brightwater Dental',
  destination: '+14155550177',
  other_leg: 'mine@192.168.4.21',
};
