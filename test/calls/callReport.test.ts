import fc from 'fast-check';
import type { Call } from '../../src/calls/call.ts';
import { callReport, type Figures } from '../../src/calls/callReport.ts';
import { callReportRecord, callReportSample, groupings, type Grouping } from '../../src/calls/callReport.record.ts';
import { parseUser } from '../../src/users/user.record.ts';
import { RUNS } from '../support/runs.ts';
import { NOW } from './clock.ts';
import { answered, internal, missed, outbound } from './finished.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';

const LOS_ANGELES = 'America/Los_Angeles';
const OTHER = '+14155550199';

const report = (calls: readonly Call[], grouping: Grouping = 'none', isCounted: (call: Call) => boolean = () => true) =>
  callReport(calls, {
    isCounted,
    groupOf: (call) => groupings[grouping](call, LOS_ANGELES),
    keyOf: (group) => JSON.stringify(group),
  });

const nothing: Figures = {
  calls: 0,
  inbound: 0,
  outbound: 0,
  internal: 0,
  answered: 0,
  missed: 0,
  notReturned: 0,
  talk: 0,
  averageTalk: null,
  longestWait: null,
  answeredPercent: null,
};

const featureCode = internal('voicemail', { ago: 5, rings: 0, talks: 40 }, '*97');
/** The call of a leg that a feature code answered: nobody is at the other end. */
const atFeatureCode: Call = { ...featureCode, systemAnswered: true, talk: 0 };
const unknownEnd: Call = { ...missed('lost', { ago: 5 }), outcome: null, wait: null, talk: null };

test.each<[string, Call[], Partial<Figures>]>([
  ['no call', [], {}],
  [
    'a missed call',
    [missed('a', { ago: 10 })],
    { calls: 1, inbound: 1, missed: 1, notReturned: 1, longestWait: 30, answeredPercent: 0 },
  ],
  [
    'a call that was answered after 12 seconds',
    [answered('a', { ago: 10, rings: 12, talks: 90 })],
    { calls: 1, inbound: 1, answered: 1, talk: 90, averageTalk: 90, longestWait: 12, answeredPercent: 100 },
  ],
  [
    'a call to a customer, who answered',
    [outbound('a', { ago: 10, rings: 20, talks: 50 })],
    { calls: 1, outbound: 1, answered: 1, talk: 50, averageTalk: 50 },
  ],
  ['a call to a customer, in vain', [outbound('a', { ago: 10, rings: 20 })], { calls: 1, outbound: 1 }],
  [
    'a call to a colleague, who answered',
    [internal('a', { ago: 10, talks: 8 })],
    { calls: 1, internal: 1, answered: 1, talk: 8, averageTalk: 8 },
  ],
  ['a call to a colleague, in vain: not a missed call', [internal('a', { ago: 10 })], { calls: 1, internal: 1 }],
  [
    'a call that is returned, and one of another caller that is not',
    [missed('a', { ago: 30 }), missed('b', { ago: 20, rings: 45 }, OTHER), outbound('c', { ago: 10 }, CALLER)],
    { calls: 3, inbound: 2, outbound: 1, missed: 2, notReturned: 1, longestWait: 45, answeredPercent: 0 },
  ],
  [
    'three attempts, of which the first two were returned',
    [
      missed('a', { ago: 50 }),
      missed('b', { ago: 40 }),
      answered('c', { ago: 30, rings: 10, talks: 30 }),
      missed('d', { ago: 20 }),
    ],
    {
      calls: 4,
      inbound: 4,
      answered: 1,
      missed: 3,
      notReturned: 1,
      talk: 30,
      averageTalk: 30,
      longestWait: 30,
      answeredPercent: 25,
    },
  ],
  [
    'a hidden caller, whom nobody can call back',
    [missed('a', { ago: 10 }, 'anonymous')],
    { calls: 1, inbound: 1, missed: 1, longestWait: 30, answeredPercent: 0 },
  ],
  [
    'a feature code, which is no conversation',
    [atFeatureCode, internal('a', { ago: 10, talks: 20 })],
    { calls: 2, internal: 2, answered: 2, talk: 20, averageTalk: 20 },
  ],
  ['a call whose end is not known', [unknownEnd], { calls: 1, inbound: 1 }],
  [
    'two of three answered',
    [
      answered('a', { ago: 9, rings: 5, talks: 10 }),
      answered('b', { ago: 8, rings: 5, talks: 11 }),
      missed('c', { ago: 7, rings: 3 }, OTHER),
    ],
    {
      calls: 3,
      inbound: 3,
      answered: 2,
      missed: 1,
      notReturned: 1,
      talk: 21,
      averageTalk: 10.5,
      longestWait: 5,
      answeredPercent: 67,
    },
  ],
])('the figures of %s', (_what, calls, expected) => {
  expect(report(calls).total).toEqual({ ...nothing, ...expected });
});

test('a call that is not counted returns one that is', () => {
  const calls = [missed('a', { ago: 30 }), outbound('b', { ago: 10 }, CALLER)];
  const { total } = report(calls, 'none', ({ direction }) => direction === 'inbound');
  expect(total).toMatchObject({ calls: 1, missed: 1, notReturned: 0 });
});

describe('rows', () => {
  const groupsOf = (calls: Call[], grouping: Grouping) =>
    report(calls, grouping).rows.map(({ group, figures }) => [group, figures.calls]);
  const named = (group: object) => expect.objectContaining(group) as object;

  test('by user: whose call it is, and a row for calls of no one or of several', () => {
    const calls = [
      answered('a', { ago: 9 }),
      missed('b', { ago: 8 }),
      missed('c', { ago: 7 }, CALLER, ['jane', 'ann']),
      outbound('d', { ago: 6 }),
    ];
    expect(groupsOf(calls, 'user')).toEqual([
      [named({ group: 'No One or Several People', user_id: null }), 1],
      [named({ group: null, user_id: 'bob' }), 1],
      [named({ group: null, user_id: 'jane' }), 2],
    ]);
  });

  test('by company number: what was called, or shown when one of us called', () => {
    const calls = [
      answered('a', { ago: 9 }),
      answered('b', { ago: 8 }, CALLER, '4154886109'),
      outbound('c', { ago: 7 }),
      internal('d', { ago: 6 }),
      { ...missed('e', { ago: 5 }), to: { number: null, name: null } },
    ];
    expect(groupsOf(calls, 'number')).toEqual([
      [named({ group: '415-488-6100', number: OUR_NUMBER }), 2],
      [named({ group: '415-488-6109', number: '+14154886109' }), 1],
      [named({ group: 'Internal Calls', number: null }), 1],
      [named({ group: 'Unknown Number', number: null }), 1],
    ]);
  });

  test('by day, as the calendar of the account has it', () => {
    // The moment of these tests is 10:40 in Los Angeles, where midnight was 640 minutes before; in UTC, 1120.
    const calls = [
      missed('a', { ago: 641 }),
      missed('b', { ago: 640 }),
      missed('c', { ago: 1121 }),
      { ...missed('d', { ago: 5 }), started: null },
    ];
    expect(groupsOf(calls, 'day')).toEqual([
      [named({ group: '2026-11-23', local_date: '2026-11-23', weekday: 'Monday' }), 2],
      [named({ group: '2026-11-24', local_date: '2026-11-24', weekday: 'Tuesday' }), 1],
      [named({ group: 'Unknown Day', local_date: null, weekday: null }), 1],
    ]);
  });
});

describe('of any calls', () => {
  const times = fc.record({ ago: fc.nat(2000), rings: fc.nat(200), talks: fc.nat(500) });
  const number = fc.constantFrom(CALLER, CUSTOMER, OTHER, 'anonymous');
  const someCall = fc
    .tuple(fc.constantFrom(missed, answered, outbound, internal), times, number)
    .map(([make, when, who]) => make('x', when, make === internal ? '1002' : who));
  const someCalls = fc.array(someCall, { maxLength: 12 });
  const someGrouping = fc.constantFrom<Grouping>('none', 'user', 'number', 'day');

  const ADDED = [
    'calls',
    'inbound',
    'outbound',
    'internal',
    'answered',
    'missed',
    'notReturned',
    'talk',
  ] as const satisfies (keyof Figures)[];

  test('the rows add up to the total', () => {
    fc.assert(
      fc.property(someCalls, someGrouping, (calls, grouping) => {
        const { total, rows } = report(calls, grouping);
        for (const key of ADDED) expect(rows.reduce((sum, { figures }) => sum + figures[key], 0)).toBe(total[key]);
        const waits = rows.map(({ figures }) => figures.longestWait ?? -1);
        expect(Math.max(-1, ...waits)).toBe(total.longestWait ?? -1);
      }),
      { numRuns: RUNS.pure },
    );
  });

  test('their order changes nothing', () => {
    const shuffled = someCalls.chain((calls) =>
      fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length })),
    );
    fc.assert(
      fc.property(shuffled, someGrouping, ([calls, others], grouping) => {
        expect(report(others, grouping)).toEqual(report(calls, grouping));
      }),
      { numRuns: RUNS.pure },
    );
  });

  test('figures are in bounds, and null if there is nothing to report', () => {
    fc.assert(
      fc.property(someCalls, (calls) => {
        const { total } = report(calls);
        expect(total.inbound + total.outbound + total.internal).toBe(total.calls);
        expect(total.missed).toBeLessThanOrEqual(total.inbound);
        expect(total.notReturned).toBeLessThanOrEqual(total.missed);
        expect(total.answeredPercent === null).toBe(total.inbound === 0);
        expect(total.answeredPercent ?? 0).toBeGreaterThanOrEqual(0);
        expect(total.answeredPercent ?? 0).toBeLessThanOrEqual(100);
        expect(total.longestWait === null).toBe(total.inbound === 0);
        expect(total.averageTalk === null).toBe(total.answered === 0);
      }),
      { numRuns: RUNS.pure },
    );
  });
});

describe('the record', () => {
  const period = { since: new Date('2026-11-23T18:40:00Z'), until: NOW };
  const users = new Map([
    ['jane', parseUser({ id: 'jane', first_name: 'Jane', last_name: 'Doe', email: 'jane@example.com' })],
  ]);
  const recordOf = (calls: Call[], grouping: Grouping = 'none') =>
    callReportRecord(report(calls, grouping), { period, users, timeZone: LOS_ANGELES });

  test('has the figures with their lengths as text, and the times', () => {
    const record = recordOf([answered('a', { ago: 9, rings: 12, talks: 61 }), answered('b', { ago: 8, talks: 60 })]);
    expect(record).toMatchObject({
      id: 'report_2026-11-23T18:40:00.000Z_2026-11-24T18:40:00.000Z',
      since_at: '2026-11-23T18:40:00Z',
      since_at_local: '2026-11-23T10:40:00-08:00',
      until_at: '2026-11-24T18:40:00Z',
      talk_seconds: 121,
      talk_text: '2:01',
      average_talk_seconds: 61,
      average_talk_text: '1:01',
      longest_wait_seconds: 30,
      longest_wait_text: '0:30',
      answered_percent: 100,
    });
    expect(Object.keys(record).sort()).toEqual(Object.keys(callReportSample).sort());
    const keysOfRows = [...(record.rows ?? []), ...(callReportSample.rows ?? [])].map((row) => Object.keys(row).sort());
    expect(keysOfRows).toEqual(keysOfRows.map(() => keysOfRows[0]));
  });

  test.each<[string, Call[], string]>([
    ['no call', [], 'No calls from Mon, Nov 23, 10:40 AM to Tue, Nov 24, 10:40 AM.'],
    [
      'one call',
      [missed('a', { ago: 9 })],
      '1 call from Mon, Nov 23, 10:40 AM to Tue, Nov 24, 10:40 AM: 1 inbound (0% answered, 1 missed, 1 not returned), 0 outbound, and 0 internal. Total talk time: 0 sec.',
    ],
    [
      'calls of every direction',
      [missed('a', { ago: 9 }), outbound('b', { ago: 8, talks: 65 }, CALLER), internal('c', { ago: 7 })],
      '3 calls from Mon, Nov 23, 10:40 AM to Tue, Nov 24, 10:40 AM: 1 inbound (0% answered, 1 missed), 1 outbound, and 1 internal. Total talk time: 1 min 5 sec.',
    ],
    [
      'no inbound call',
      [outbound('b', { ago: 8, talks: 3605 }, CALLER)],
      '1 call from Mon, Nov 23, 10:40 AM to Tue, Nov 24, 10:40 AM: 0 inbound, 1 outbound, and 0 internal. Total talk time: 1 hr 5 sec.',
    ],
  ])('sums %s up in a sentence', (_what, calls, summary) => {
    expect(recordOf(calls).summary).toBe(summary);
  });

  test('names users, and has those with the most calls first', () => {
    const calls = [
      outbound('a', { ago: 9 }),
      answered('b', { ago: 8 }),
      answered('c', { ago: 7 }),
      missed('d', { ago: 6 }, CALLER, []),
    ];
    expect(recordOf(calls, 'user').rows).toMatchObject([
      { group: 'Jane Doe', user_id: 'jane', user_name: 'Jane Doe', user_email: 'jane@example.com', calls: 2 },
      { group: 'No One or Several People', user_id: null, user_name: null, calls: 1 },
      { group: 'Unknown User', user_id: 'bob', user_name: null, user_email: null, calls: 1 },
    ]);
  });

  test('has days in their order, however many calls they had', () => {
    const calls = [missed('a', { ago: 2000 }), missed('b', { ago: 5 }), missed('c', { ago: 6 })];
    expect(recordOf(calls, 'day').rows).toMatchObject([
      { group: '2026-11-23', calls: 1 },
      { group: '2026-11-24', calls: 2 },
    ]);
  });
});
