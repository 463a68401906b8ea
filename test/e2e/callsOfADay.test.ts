import { stopClock } from '../support/clock.ts';
import { directNumber, mainNumber } from '../../sandbox/dash/company/office.ts';
import { fate, fromOutside, fromPhoneOf, people, toOutside, toPhoneOf } from '../../sandbox/dash/cases/builders.ts';
import { textOf } from '../../sandbox/day/expectedResults.ts';
import { openOffice, type Office } from './office.ts';
import type { CallScript } from '../../sandbox/dash/server.ts';
import type { LegScript } from '../../sandbox/dash/calls/timeline/script.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const { maya, jane: zoe, bob: tomas, ann: daniel } = people;

/** A time in the office's zone, in winter eight hours behind UTC. */
const local = (time: string): Date => new Date(`2026-11-${time}:00-08:00`);

const grace = { number: '+14155550180', name: 'Grace Park' };
const annLee = { number: '+14155550181', name: 'Ann Lee' };
const kwame = { number: '+14155550182', name: 'Kwame Mensah' };
const amelie = { number: '+14155550183', name: 'Amélie Roux' };
const luis = { number: '+14155550184', name: 'Luis Ortega' };
const juergen = { number: '+442079460018', name: 'Jürgen Weiß' };
const hidden = { number: 'anonymous', name: 'Anonymous' };
const customer = '+14155550177';

type Played = Pick<CallScript, 'caller' | 'dialed'> & { at: string; legs: LegScript[] };

const TALKED = 'NORMAL_CLEARING';

const answered = (owner: string, rings: number, talks: number): LegScript[] => [
  fromOutside(fate(rings, talks, TALKED, 'B1')),
  toPhoneOf(owner, 'B1', fate(rings, talks, TALKED, 'A')),
];

const unanswered = (owners: string[], rings: number, cause: string): LegScript[] => [
  fromOutside(fate(rings, 0, cause)),
  ...owners.map((owner, nth) => toPhoneOf(owner, `B${nth + 1}`, fate(rings, 0, cause))),
];

/**
 * Tuesday, November 24, in the office's zone; the first call began on Monday, the last one ends on Wednesday.
 *
 * | call     | begins | what happens                            | number | person | wait | talk |
 * | -------- | ------ | --------------------------------------- | ------ | ------ | ---- | ---- |
 * | midnight | 23:58  | in, answered                            | main   | Maya   | 10   | 300  |
 * | luis     | 08:05  | in, answered                            | main   | Zoë    | 5    | 120  |
 * | ann      | 08:20  | in, missed; called back at 08:50        | main   | Zoë    | 20   |      |
 * | kwame    | 08:30  | in, busy; calls again at 08:40          | direct | Zoë    | 1    |      |
 * | again    | 08:40  | in, answered                            | direct | Zoë    | 4    | 60   |
 * | back     | 08:50  | out to Ann, answered                    | main   | Maya   |      | 90   |
 * | amelie   | 09:00  | in, missed; nobody calls back           | main   | Zoë    | 25   |      |
 * | voice    | 09:20  | in, Amélie again, voicemail picks up    | main   | Zoë    | 51   |      |
 * | hidden   | 10:00  | in, a hidden caller gives up            | main   | Maya   | 18   |      |
 * | inside   | 10:30  | Tomás calls Zoë, who answers            |        | Zoë    |      | 45   |
 * | out      | 10:45  | out to a customer, who does not answer  | main   | Maya   |      |      |
 * | group    | 11:00  | in, three phones ring, nobody answers   | main   |        | 25   |      |
 * | late     | 23:59  | in, answered, ends on Wednesday         | main   | Daniel | 5    | 120  |
 */
const day = {
  midnight: { at: '23T23:58', caller: grace, dialed: mainNumber, legs: answered(maya, 10, 300) },
  luis: { at: '24T08:05', caller: luis, dialed: mainNumber, legs: answered(zoe, 5, 120) },
  ann: { at: '24T08:20', caller: annLee, dialed: mainNumber, legs: unanswered([zoe], 20, 'NO_ANSWER') },
  kwame: { at: '24T08:30', caller: kwame, dialed: directNumber, legs: unanswered([zoe], 1, 'USER_BUSY') },
  again: { at: '24T08:40', caller: kwame, dialed: directNumber, legs: answered(zoe, 4, 60) },
  back: {
    at: '24T08:50',
    caller: { number: maya },
    dialed: annLee.number,
    legs: [fromPhoneOf(maya, fate(6, 90, TALKED, 'B1')), toOutside('B1', fate(6, 90, TALKED, 'A'))],
  },
  amelie: { at: '24T09:00', caller: amelie, dialed: mainNumber, legs: unanswered([zoe], 25, 'NO_ANSWER') },
  voice: {
    at: '24T09:20',
    caller: amelie,
    dialed: mainNumber,
    legs: [fromOutside(fate(20, 31)), toPhoneOf(zoe, 'B1', fate(20, 0, 'NO_ANSWER'))],
  },
  hidden: { at: '24T10:00', caller: hidden, dialed: mainNumber, legs: unanswered([maya], 18, 'ORIGINATOR_CANCEL') },
  inside: {
    at: '24T10:30',
    caller: { number: tomas },
    dialed: zoe,
    legs: [fromPhoneOf(tomas, fate(3, 45, TALKED, 'B1')), toPhoneOf(zoe, 'B1', fate(3, 45, TALKED, 'A'))],
  },
  out: {
    at: '24T10:45',
    caller: { number: maya },
    dialed: customer,
    legs: [fromPhoneOf(maya, fate(30, 0, 'NO_ANSWER')), toOutside('B1', fate(30, 0, 'NO_ANSWER'))],
  },
  group: {
    at: '24T11:00',
    caller: juergen,
    dialed: mainNumber,
    legs: unanswered([maya, zoe, daniel], 25, 'NO_ANSWER'),
  },
  late: { at: '24T23:59', caller: luis, dialed: mainNumber, legs: answered(daniel, 5, 120) },
} satisfies Record<string, Played>;

type Name = keyof typeof day;

/** The order of the figures in the tables below. */
const columns = [
  'calls',
  'inbound',
  'outbound',
  'internal',
  'answered',
  'missed',
  'not_returned',
  'talk_seconds',
  'average_talk_seconds',
  'longest_wait_seconds',
  'answered_percent',
];

type Figures = Record<string, unknown> & { group: string; rows: Figures[] };

const figuresOf = (figures: Figures) => columns.map((column) => figures[column]);

describe.each(['4.2', '4.3'] as const satisfies readonly KazooVersion[])('the calls of a day on KAZOO %s', (kazoo) => {
  let office: Office;
  let ids: Map<string, Name>;

  beforeEach(async () => {
    stopClock(local('24T00:00'));
    office = await openOffice({ cdrLagMs: 0, kazoo });
    const played = Object.entries(day).map(([name, { at, ...call }]) => {
      const { primaryCallId } = office.dash.recordCall({ name, ...call, at: local(at) });
      return [primaryCallId, name as Name] as const;
    });
    ids = new Map(played);
  });

  afterEach(async () => {
    jest.useRealTimers();
    await office.close();
  });

  describe('Get Call Report', () => {
    const tuesday = { since: '2026-11-24', until: '2026-11-25' };

    const reportOn = async (input: Record<string, unknown>): Promise<Figures> => {
      stopClock(local('25T09:00'));
      const found = (await office.zapier.run(office.connection, 'searches.get_call_report', input)) as Figures[];
      const [report, ...more] = found;
      if (!report) throw new Error('There is no report');
      expect(more).toEqual([]);
      return report;
    };

    //                    calls in out int ans miss nr talk avg wait %
    const whole = /*   */ [12, 9, 2, 1, 5, 6, 3, 615, 123, 51, 33];
    const none = null;

    const rows: Record<string, [group: string, ...figures: (number | null)[]][]> = {
      none: [['All Calls', ...whole]],
      user: [
        ['Zoë Núñez', 7, 6, 0, 1, 3, 4, 2, 225, 75, 51, 33],
        ['Maya Okafor', 4, 2, 2, 0, 2, 1, 0, 390, 195, 18, 50],
        ['No One or Several People', 1, 1, 0, 0, 0, 1, 1, 0, none, 25, 0],
      ],
      number: [
        ['415-488-6100', 9, 7, 2, 0, 3, 5, 3, 510, 170, 51, 29],
        ['415-488-6102', 2, 2, 0, 0, 1, 1, 0, 60, 60, 4, 50],
        ['Internal Calls', 1, 0, 0, 1, 1, 0, 0, 45, 45, none, none],
      ],
      day: [
        ['2026-11-23', 1, 1, 0, 0, 1, 0, 0, 300, 300, 10, 100],
        ['2026-11-24', 11, 8, 2, 1, 4, 6, 3, 315, 79, 51, 25],
      ],
    };

    test.each(Object.entries(rows))(
      'counts each call that ended that day once, grouped by %s',
      async (group_by, expected) => {
        const report = await reportOn({ ...tuesday, group_by });
        expect(figuresOf(report)).toEqual(whole);
        expect(report.rows.map((row) => [row.group, ...figuresOf(row).map(rounded)])).toEqual(expected);
      },
    );

    const rounded = (figure: unknown) => (typeof figure === 'number' ? Math.round(figure) : figure);

    test.each([
      // Her own seven, and the one that rang her phone among others.
      ['one person', { users: [zoe] }, [8, 7, 0, 1, 3, 5, 3, 225, 75, 51, 29]],
      ['one number', { numbers: [directNumber] }, [2, 2, 0, 0, 1, 1, 0, 60, 60, 4, 50]],
    ])('counts the calls of %s', async (_what, filter, expected) => {
      expect(figuresOf(await reportOn({ ...tuesday, ...filter }))).toEqual(expected);
    });

    test('a call belongs to the report of the day on which it ended', async () => {
      const report = await reportOn({ since: '2026-11-25', group_by: 'day' });
      expect(report.rows.map((row) => [row.group, ...figuresOf(row)])).toEqual([
        ['2026-11-24', 1, 1, 0, 0, 1, 0, 0, 120, 120, 5, 100],
      ]);
    });
  });

  describe('Call Not Returned', () => {
    /** Asks every ten minutes in the morning, until one in the afternoon. Returns each call with the number of attempts, in order. */
    const givenBy = async (input: Record<string, unknown>) => {
      const zap = await office.zapier.turnOn(office.connection, {
        name: 'Calls to return',
        trigger: { key: 'call_not_returned', input },
        steps: [{ app: 'Notes', action: 'Write Down', fields: { id: '{{id}}', attempts: '{{attempts}}' } }],
      });
      for (
        let at = local('24T07:00').getTime();
        at <= local('24T07:00').getTime() + 6 * HOUR_MS;
        at += 10 * MINUTE_MS
      ) {
        stopClock(at);
        await office.zapier.poll(zap);
      }
      expect(zap.errors).toEqual([]);
      return zap.results.map(({ fields }) => [ids.get(textOf(fields.id)), fields.attempts]);
    };

    test.each([
      [
        'an hour: Ann was called back, Kwame got through, Amélie tried twice',
        {},
        [
          ['voice', '2'],
          ['group', '1'],
        ],
      ],
      [
        'a quarter of an hour: too short for Ann, and Amélie counts twice',
        { not_returned_within: '15m' },
        [
          ['ann', '1'],
          ['amelie', '1'],
          ['voice', '1'],
          ['group', '1'],
        ],
      ],
      ['an hour, on the number that only Kwame called', { numbers: [directNumber] }, []],
      [
        'an hour, without those who reached voicemail',
        { system_answered: 'exclude' },
        [
          ['amelie', '1'],
          ['group', '1'],
        ],
      ],
    ])('gives each caller once, within %s', async (_what, input, expected) => {
      expect(await givenBy(input)).toEqual(expected);
    });
  });

  describe('Office Hours, from 8 to 5 on weekdays,', () => {
    /** The calls in the order in which a Zap was given them, when it is asked at noon and on the next morning. */
    const givenBy = async (input: Record<string, unknown>) => {
      const zap = await office.listen('new_call_record', { ...input, schedules: 'office open' });
      for (const time of ['24T12:00', '25T09:00']) {
        stopClock(local(time));
        await office.zapier.poll(zap);
      }
      expect(zap.errors).toEqual([]);
      return zap.results.map(({ fields }) => ids.get(textOf(fields.id)));
    };

    const duringThem: Name[] = [
      'luis',
      'ann',
      'kwame',
      'again',
      'back',
      'amelie',
      'voice',
      'hidden',
      'inside',
      'out',
      'group',
    ];

    test.each<[string, Record<string, unknown>, Name[]]>([
      ['are those of eleven calls', { office_hours: 'during' }, duringThem],
      ['are not those of the calls at midnight', { office_hours: 'outside' }, ['midnight', 'late']],
      ['let all pass unless they are chosen', {}, ['midnight', ...duringThem, 'late']],
      [
        'count together with other filters',
        { office_hours: 'during', outcomes: ['missed', 'busy'], hidden_callers: 'exclude' },
        ['ann', 'kwame', 'amelie', 'voice', 'group'],
      ],
    ])('%s', async (_what, input, expected) => {
      expect(await givenBy(input)).toEqual(expected);
    });
  });
});
