import type { Call } from '../../src/calls/call.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { legOfDocument } from '../../src/calls/legs/legOfDocument.ts';
import { legOfRow } from '../../src/calls/legs/legOfRow.ts';
import { callsOf } from '../calls/legs.ts';
import { goldenCall } from './golden.ts';

const CALLER = { number: '+14155550134', name: 'Ann Lee' };
const JANE = '2516082ab40a149b2e4ce754df871dfa';
const BOB = '4b667a3ce227207b3cb228a8b40b65c1';
const ANN = '77bc627d93239df6ce72421e06c35abe';
const RECORDING = '202611-9d1b6c0a4f7e28355c0d9e2fa1b3c4d5';

/** What people see of each call that KAZOO's code made. */
const calls: Record<string, Partial<Call>> = {
  a_outside_two_devices_answered: {
    id: '8c80b057bc0b599b@198.51.100.7',
    direction: 'inbound',
    outcome: 'answered',
    from: CALLER,
    to: { number: '+14155550102', name: null },
    ownerId: JANE,
    userIds: [JANE],
    wait: 11,
    ringing: 11,
    talk: 61,
    total: 72,
    forwarded: false,
    transferred: false,
  },
  b_outside_unanswered_voicemail: {
    direction: 'inbound',
    outcome: 'missed',
    missedReason: 'system_answered',
    systemAnswered: true,
    ownerId: JANE,
    userIds: [JANE],
    wait: 42,
    ringing: 20,
    talk: 0,
    total: 42,
  },
  c_extension_to_extension: {
    direction: 'internal',
    outcome: 'answered',
    from: { number: '1002', name: 'Jane Doe' },
    to: { number: '1001', name: 'Bob Stone' },
    ownerId: BOB,
    callerOwnerId: JANE,
    userIds: [JANE, BOB],
    talk: 4,
    total: 5,
  },
  d_outbound_pstn: {
    direction: 'outbound',
    outcome: 'answered',
    from: { number: '+14155550100', name: 'Maple Dental' },
    to: { number: '+14155550199', name: '14155550199' },
    ownerId: JANE,
    wait: 8,
    talk: 124,
    total: 132,
    forwarded: false,
  },
  f_forwarded_to_mobile_outside_caller: {
    id: '04c2ad2044193117@198.51.100.7',
    direction: 'inbound',
    outcome: 'answered',
    from: CALLER,
    to: { number: '+14155550101', name: null },
    ownerId: BOB,
    userIds: [BOB],
    forwarded: true,
    transferred: false,
    wait: 10,
    ringing: 9,
    talk: 41,
    total: 51,
  },
  g_queue_two_agents: {
    id: '6aa167a02dc99813@198.51.100.7',
    direction: 'inbound',
    outcome: 'answered',
    to: { number: '+14155550100', name: null },
    ownerId: ANN,
    userIds: [ANN],
    transferred: false,
    wait: 41,
    ringing: 5,
    talk: 61,
    total: 102,
  },
  h_quickcall_two_devices: {
    id: '2f1c9d0a4b7e63815c0d9e2fa1b3c4d5e6f7-quickcall',
    direction: 'outbound',
    outcome: 'answered',
    from: { number: '+14155550100', name: 'Maple Dental' },
    to: { number: '+14155550199', name: '14155550199' },
    ownerId: JANE,
    wait: 12,
    ringing: 6,
    talk: 16,
    total: 28,
  },
  l_recorded: { outcome: 'answered', ownerId: JANE, talk: 61, recordingIds: [RECORDING] },
};

const ONLY_4_3 = ['b_outside_unanswered_voicemail', 'g_queue_two_agents'];

const table = Object.entries(calls).flatMap(([name, expected]) =>
  (ONLY_4_3.includes(name) ? ['4.3'] : ['4.2', '4.3']).map((version) => [`${name}_${version}`, expected] as const),
);

const isLeg = (leg: Leg | null): leg is Leg => leg !== null;

test.each(table)('the rows of %s make one call, and the right one', (name, expected) => {
  const made = callsOf(goldenCall(name).cdr_rows.map(legOfRow).filter(isLeg));
  expect(made).toEqual([expect.objectContaining({ ...expected, complete: true, unknown: [] })]);
});

test.each(table)('the documents of %s make the same call', (name, expected) => {
  const made = callsOf(goldenCall(name).cdr_documents.map(legOfDocument).filter(isLeg));
  expect(made).toEqual([expect.objectContaining({ ...expected, complete: true, unknown: [] })]);
});
