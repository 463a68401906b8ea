import { finishedCalls, takeCalls } from '../../src/calls/finishedCalls.ts';
import { groupLegs } from '../../src/calls/legs/grouping.ts';
import { matching } from '../../src/calls/callChoice.ts';
import type { Call } from '../../src/calls/call.ts';
import { toGregorian } from '../../src/dash/time.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { fails, halts } from '../support/told.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, phoneRow, windowOf, type Row } from './cdrs.ts';
import { ago, DAY, HOUR, MINUTE, NOW, stopClock } from './clock.ts';

jest.mock('../../src/calls/legs/grouping.ts', () => {
  const actual = jest.requireActual<{ groupLegs: typeof groupLegs }>('../../src/calls/legs/grouping.ts');
  return { ...actual, groupLegs: jest.fn(actual.groupLegs) };
});

beforeAll(stopClock);

/** The finished calls since then, as many as are asked for. */
const callsSince = (since: Date, most = Infinity): Promise<Call[]> =>
  createContextStep((context) => takeCalls(finishedCalls(context, since), (call) => call, most)).run();

const idsSince = async (since: Date, most?: number) => (await callsSince(since, most)).map(({ id }) => id);

/** So many missed calls, one every `every` seconds, the newest a minute ago. */
const manyMissed = (count: number, every: number): Row[] =>
  Array.from({ length: count }, (_, n) => inboundRow(`missed ${n}`, { ended: MINUTE + n * every }));

describe('how much is asked for', () => {
  test('an account without calls costs one request, which reaches two hours further back', async () => {
    const asked = archiveOf([]);
    expect(await idsSince(ago(DAY))).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ page_size: '1000' });
    expect(windowOf(asked[0])).toEqual(['2026-11-23T16:40:00.000Z', '2026-11-24T18:40:00.000Z']);
  });

  test('never asks for more than Dash lists: 31 days and an hour', async () => {
    const asked = archiveOf([]);
    await idsSince(ago(60 * DAY));
    expect(windowOf(asked.at(-1))).toEqual(['2026-10-24T17:40:00.000Z', '2026-11-24T18:40:00.000Z']);
  });

  test('one call of a busy day takes the pages of two hours, not those of the day', async () => {
    // 2500 calls, one every 20 seconds: two hours are 360 rows.
    const asked = archiveOf(manyMissed(2500, 20));
    expect(await idsSince(ago(DAY), 1)).toEqual(['missed 0']);
    expect(asked).toHaveLength(1);
  });

  test('each page is asked for when its calls are taken', async () => {
    const asked = archiveOf(manyMissed(2500, 20));
    expect(await idsSince(ago(DAY), 641)).toHaveLength(641);
    expect(asked.map(({ start_key }) => start_key)).toEqual([undefined, '1000']);
  });

  test('thousands of rows are read, page by page, and each call is given once, newest first', async () => {
    const asked = archiveOf(manyMissed(3456, 20));
    const ids = await idsSince(ago(DAY));
    expect(asked.map(({ start_key }) => start_key)).toEqual([undefined, '1000', '2000', '3000']);
    expect(ids).toEqual(Array.from({ length: 3456 }, (_, n) => `missed ${n}`));
  });

  test('a call is given only when the rows of the two hours before its end are there', async () => {
    // Its phone rang an hour and a half ago and stands on the second page.
    const rows = [
      ...answeredRows('long', { ended: MINUTE, lasts: 2 * HOUR }),
      phoneRow('early', 'long', { ended: 90 * MINUTE }, { hangup_cause: 'NO_ANSWER', owner_id: 'ann' }),
      ...manyMissed(1500, 5).slice(20),
    ];
    const asked = archiveOf(rows);
    expect(await callsSince(ago(HOUR), 1)).toMatchObject([{ id: 'long', legCount: 3 }]);
    expect(asked).toHaveLength(2);
  });
});

describe('legs of a long history', () => {
  const filler = (name: string, from: number, to: number): Row[] =>
    Array.from({ length: 1000 }, (_, n) => inboundRow(`${name} ${n}`, { ended: from + ((to - from) * n) / 1000 }));

  test('stay until their call is given, which may begin hours before they end', async () => {
    // Bob hands a customer over to Jane after a minute, and they talk for hours.
    const talk = { billing_seconds: 12_600, owner_id: '' };
    const long = { ended: HOUR, lasts: 12_600 };
    archiveOf([
      outboundRow('bob', { ended: 4.5 * HOUR, lasts: 60 }, { billing_seconds: 60, other_leg_call_id: 'customer' }),
      phoneRow('customer', 'bob', long, { ...talk, other_leg_call_id: 'jane' }),
      phoneRow('jane', 'bob', long, { ...talk, other_leg_call_id: 'customer' }),
      ...filler('later', 0.1 * HOUR, 4.4 * HOUR),
      ...filler('before', 4.6 * HOUR, 6 * HOUR),
      ...filler('long before', 6 * HOUR, 20 * HOUR),
    ]);
    account().persist().get(/legs/).optionally().reply(200, success([]));
    const calls = await callsSince(ago(DAY));
    expect(calls.find(({ id }) => id === 'bob')).toMatchObject({ legCount: 3 });
  });

  test('are not kept once their call is given, nor for more than a day', async () => {
    jest.mocked(groupLegs).mockClear();
    archiveOf([
      ...Array.from({ length: 12 }, (_, n) => filler(`part ${n}`, 2 * n * HOUR, 2 * (n + 1) * HOUR)).flat(),
      ...Array.from({ length: 24 }, (_, n) => phoneRow(`orphan ${n}`, 'missing', { ended: n * HOUR })),
    ]);
    expect(await idsSince(ago(DAY))).toHaveLength(11_998);
    const known = jest.mocked(groupLegs).mock.calls.map(([legs]) => legs.length);
    expect(Math.max(...known)).toBeLessThan(4500);
  });
});

describe('which calls are given', () => {
  test('those whose first leg was written between the beginning and 15 seconds ago', async () => {
    archiveOf([14, 15, 16, HOUR - 1, HOUR, HOUR + 1].map((ended) => inboundRow(`ended ${ended} s ago`, { ended })));
    expect(await idsSince(ago(HOUR))).toEqual([
      'ended 15 s ago',
      'ended 16 s ago',
      'ended 3599 s ago',
      'ended 3600 s ago',
    ]);
  });

  test('all legs of one interaction as one call', async () => {
    archiveOf([...answeredRows('a', { ended: 60 }), phoneRow('twin', 'a', { ended: 85, lasts: 5 })]);
    expect(await callsSince(ago(HOUR))).toMatchObject([{ id: 'a', outcome: 'answered', legCount: 3, complete: true }]);
  });

  test.each([
    ['no interaction', { interaction_id: '' }],
    ['no such key', { interaction_id: undefined }],
  ])('rows of KAZOO 4.2, which have %s, by the leg that they belong to', async (_what, said) => {
    const older = (rows: Row[]) => rows.map((row) => ({ ...row, ...said }));
    archiveOf(older([...answeredRows('a', { ended: 60 }), ...answeredRows('b', { ended: 61 })]));
    const calls = await callsSince(ago(HOUR));
    expect(calls.map(({ id, legCount }) => [id, legCount])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });

  test('rows that belong to nothing each by itself', async () => {
    const lonely = { interaction_id: '', bridge_id: '' };
    archiveOf([inboundRow('a', { ended: 60 }, lonely), inboundRow('b', { ended: 70 }, lonely)]);
    expect(await idsSince(ago(HOUR))).toEqual(['a', 'b']);
  });

  test('none whose caller still talks, however many phones have stopped ringing', async () => {
    archiveOf([phoneRow('rang', 'a', { ended: 60 }), phoneRow('rang too', 'a', { ended: 60 })]);
    expect(await idsSince(ago(HOUR))).toEqual([]);
  });

  test('none that the switch began while only the phones that lost the race have ended', async () => {
    const twin = phoneRow('b-quickcall', 'a-quickcall', { ended: 60, lasts: 5 }, { hangup_cause: 'LOSE_RACE' });
    archiveOf([twin]);
    expect(await idsSince(ago(HOUR))).toEqual([]);
  });

  describe('one that the switch began and of which a phone was busy', () => {
    const busy = (id: string) =>
      phoneRow(`${id}-quickcall`, id, { ended: 60, lasts: 5 }, { bridge_id: '', hangup_cause: 'USER_BUSY' });
    const inProgress = (...ids: string[]) => {
      const legs = ids.map((id) => ({
        uuid: `${id}2-quickcall`,
        direction: 'outbound',
        interaction_id: `63962764325-${id}`,
      }));
      account().get('/channels').reply(200, success(legs));
    };

    test('not while another phone rings: one request, however many there are', async () => {
      archiveOf([busy('a'), busy('b')]);
      inProgress('a', 'b');
      expect(await idsSince(ago(HOUR))).toEqual([]);
    });

    test('once none does', async () => {
      archiveOf([busy('a'), busy('b')]);
      inProgress('b', 'c');
      expect(await idsSince(ago(HOUR))).toEqual(['a-quickcall']);
    });

    test('without a request if the row, as in KAZOO 4.2, doesn’t say which calls it belongs to', async () => {
      archiveOf([{ ...busy('a'), interaction_id: undefined }]);
      expect(await idsSince(ago(HOUR))).toEqual(['a-quickcall']);
    });
  });

  test('one that the switch began, when the phone that won has ended', async () => {
    const rows = [
      phoneRow('a-quickcall', 'b-quickcall', { ended: 100, lasts: 5 }, { hangup_cause: 'LOSE_RACE' }),
      phoneRow('b-quickcall', 'b-quickcall', { ended: 60 }, { billing_seconds: 20, other_leg_call_id: 'reached' }),
      phoneRow('reached', 'b-quickcall', { ended: 60 }, { billing_seconds: 20, other_leg_call_id: 'b-quickcall' }),
    ];
    archiveOf(rows);
    expect(await callsSince(ago(HOUR))).toMatchObject([{ id: 'b-quickcall', outcome: 'answered', legCount: 3 }]);
  });

  test('none of a leg that only left the switch, as one that rang an agent of a queue in vain', async () => {
    archiveOf([phoneRow('a', 'a', { ended: 60 }), phoneRow('b', '', { ended: 70 }, { interaction_id: 'i' })]);
    expect(await idsSince(ago(HOUR))).toEqual([]);
  });

  test('one that the switch began for two numbers outside', async () => {
    const talk = { billing_seconds: 20, owner_id: '', authorizing_id: '' };
    archiveOf([
      phoneRow('a', '', { ended: 60 }, { ...talk, interaction_id: 'i', other_leg_call_id: 'b' }),
      phoneRow('b', '', { ended: 60 }, { ...talk, interaction_id: 'i', other_leg_call_id: 'a' }),
    ]);
    expect(await callsSince(ago(HOUR))).toMatchObject([{ id: 'a', outcome: 'answered' }]);
  });

  test('none for rows that cannot be read or have no time', async () => {
    archiveOf([
      inboundRow('timeless', { ended: 60 }, { timestamp: 'lately' }),
      { ...inboundRow('', { ended: 60 }), call_id: '' },
      outboundRow('a', { ended: 60 }),
    ]);
    expect(await idsSince(ago(HOUR))).toEqual(['a']);
  });

  test.each([
    ['without a time', ''],
    ['with a time long before', '62167219205'],
  ])('a row %s does not let a call be given without its early legs', async (_what, timestamp) => {
    const long = answeredRows('long', { ended: MINUTE, lasts: 2 * HOUR });
    const early = phoneRow('early', 'long', { ended: 90 * MINUTE }, { hangup_cause: 'NO_ANSWER', owner_id: 'ann' });
    const timeless = inboundRow('timeless', { ended: 0 }, { timestamp });
    account()
      .get('/cdrs')
      .query(({ start_key }) => start_key === undefined)
      .reply(200, success([timeless, ...long], { next_start_key: '1', page_size: '3' }));
    account()
      .get('/cdrs')
      .query(({ start_key }) => start_key === '1')
      .reply(200, success([early], { page_size: '1' }));
    expect(await callsSince(ago(HOUR), 1)).toMatchObject([{ id: 'long', legCount: 3 }]);
  });
});

describe('a call over the turn of a month', () => {
  const TURN = (NOW.getTime() - Date.UTC(2026, 10, 1)) / 1000;

  test('is asked for from the oldest leg on, since the list skips it, and no leg of the new month with it', async () => {
    const times = { ended: TURN - 600, lasts: 1200 };
    const [caller, phone] = answeredRows('over', times).map((row) => ({ ...row, id: `202610-${row.call_id}` }));
    const later = inboundRow('later', { ended: TURN - 900 });
    const page = (isAsked: (query: Record<string, unknown>) => boolean) => account().get('/cdrs').query(isAsked);
    page(({ ascending }) => ascending === undefined).reply(200, success([], { page_size: '0' }));
    page(({ ascending, start_key }) => ascending === 'true' && start_key === undefined).reply(
      200,
      success([caller], { page_size: '1', next_start_key: 'more' }),
    );
    page(({ ascending, start_key }) => ascending === 'true' && start_key === 'more').reply(
      200,
      success([phone, later, null], { page_size: '3', next_start_key: 'never asked for' }),
    );
    expect(await callsSince(ago(TURN))).toMatchObject([{ id: 'over', outcome: 'answered', legCount: 2 }]);
  });
});

describe('legs that the rows do not have', () => {
  const document = (call_id: string, said: object) => ({
    call_id,
    call_direction: 'inbound',
    timestamp: toGregorian(ago(MINUTE)),
    duration_seconds: 4 * HOUR,
    billing_seconds: 4 * HOUR - 5,
    hangup_cause: 'NORMAL_CLEARING',
    interaction_id: '63962764325-long',
    custom_channel_vars: { authorizing_type: 'resource', bridge_id: 'long' },
    ...said,
  });
  const long = () => answeredRows('long', { ended: MINUTE, lasts: 4 * HOUR });

  test('those of a call that began before the rows do are read by its documents', async () => {
    const rang = document('rang', {
      call_direction: 'outbound',
      timestamp: toGregorian(ago(4 * HOUR)),
      duration_seconds: 20,
      billing_seconds: 0,
      hangup_cause: 'NO_ANSWER',
      custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1', owner_id: 'ann', bridge_id: 'long' },
    });
    archiveOf(long());
    account()
      .get('/cdrs/legs/202611-long')
      .reply(200, success([document('long', { other_leg_call_id: 'long-phone' }), rang]));
    expect(await callsSince(ago(HOUR))).toMatchObject([{ id: 'long', legCount: 3, ownerId: 'jane' }]);
  });

  test('nobody knows them: the rows have to do', async () => {
    archiveOf(long());
    account()
      .get(/\/cdrs\/legs\//)
      .reply(404, refusal(404, 'could not find legs'));
    expect(await callsSince(ago(HOUR))).toMatchObject([{ id: 'long', legCount: 2, ownerId: 'jane' }]);
  });

  test('that of the other leg, which no row has, is read by its document', async () => {
    const [caller] = answeredRows('queue', { ended: MINUTE });
    archiveOf([caller]);
    const agent = document('queue-phone', {
      call_direction: 'outbound',
      duration_seconds: 30,
      billing_seconds: 25,
      other_leg_call_id: 'queue',
      custom_channel_vars: {
        authorizing_type: 'device',
        authorizing_id: 'd1',
        owner_id: 'ann',
        member_call_id: 'queue',
      },
    });
    account()
      .get('/cdrs/legs/202611-queue-phone')
      .reply(200, success([agent]));
    expect(await callsSince(ago(HOUR))).toMatchObject([
      { id: 'queue', complete: true, legCount: 2, ownerId: 'ann', talk: 25 },
    ]);
  });

  test('documents about another call do not replace the listed call', async () => {
    archiveOf(long());
    const other = document('other', { timestamp: toGregorian(ago(5 * HOUR)), custom_channel_vars: {} });
    account()
      .get('/cdrs/legs/202611-long')
      .reply(200, success([other]));
    expect(await callsSince(ago(HOUR))).toMatchObject([{ id: 'long', legCount: 2 }]);
  });
});

test('only calls that match are taken, and no more than were asked for', async () => {
  archiveOf(manyMissed(9, 60));
  const step = createContextStep((context) =>
    takeCalls(
      finishedCalls(context, ago(HOUR), NOW),
      matching(({ id }) => Number(id.slice(-1)) % 2 === 0),
      3,
    ),
  );
  expect((await step.run()).map(({ id }) => id)).toEqual(['missed 0', 'missed 2', 'missed 4']);
});

test.each<[string, number, string | object, object]>([
  [
    'an account without call history',
    404,
    '',
    halts("The call history isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
  ],
  [
    'a fault',
    500,
    refusal(500, 'unspecified_fault'),
    fails('Could not read the call records: VirtualPBX had a problem. Try again in a few minutes.', 500),
  ],
])('%s is reported in a sentence', async (_what, status, body, error) => {
  account().get('/cdrs').query(true).reply(status, body);
  await expect(idsSince(ago(HOUR))).rejects.toMatchObject(error);
});
