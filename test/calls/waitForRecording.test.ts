import { toGregorian } from '../../src/dash/time.ts';
import { account, refusal, success } from '../support/dash.ts';
import { refreshes } from '../support/told.ts';
import { createContextStep } from '../support/step.ts';
import { assembleCall } from '../../src/calls/assemble.ts';
import { withAudioStatus } from '../../src/calls/recordedCalls.ts';
import { fromOutside } from './legs.ts';
import { answeredRows, archiveOf, inboundRow, type Row } from './cdrs.ts';
import { ago, MINUTE, NOW, stopClock } from './clock.ts';
import { platformWith, type CallRecord, type Platform } from './played.ts';

beforeAll(stopClock);
beforeEach(() => {
  jest.setSystemTime(NOW);
});
afterAll(() => {
  jest.useRealTimers();
});

const ON = { wait_for_recording: true };

const zapOf = () => platformWith('new_call_record');
const poll = (on: Platform, inputData: object = ON, meta: object = {}) =>
  on.run('triggers.new_call_record.operation.perform', { inputData, meta }) as Promise<CallRecord[]>;

const later = (seconds: number) => {
  jest.setSystemTime(new Date(NOW.getTime() + 1000 * seconds));
};

/** The row of a call from outside that was recorded, and ended then. */
const recorded = (id: string, ended: number, ...recordings: string[]): Row =>
  inboundRow(id, { ended }, { media_recordings: recordings.length === 0 ? [`202611-${id}`] : recordings });

type Query = Record<string, string>;

/** Dash lists these recordings, each with the type of its audio once that is stored. What it was asked is kept. */
const recordingsOf = (stored: () => Record<string, string | null>) => {
  const asked: Query[] = [];
  account()
    .persist()
    .get('/recordings')
    .query((query) => Boolean(asked.push(query as Query)))
    .reply(200, () =>
      success(
        Object.entries(stored()).map(([id, type]) => ({
          id,
          _read_only: { content_types: type === null ? [] : [type] },
        })),
      ),
    );
  return asked;
};

const statusOf = (records: CallRecord[]) => records.map(({ id, recording_status }) => [id, recording_status]);

test('costs no request where it is off, or nothing was recorded', async () => {
  archiveOf([recorded('a', MINUTE), inboundRow('b', { ended: 2 * MINUTE })]);
  expect(statusOf(await poll(zapOf(), {}))).toEqual([
    ['a', 'processing'],
    ['b', null],
  ]);
  expect(statusOf(await poll(zapOf(), { ...ON, recordings: 'without' }))).toEqual([['b', null]]);
});

test('holds a call back until its audio is stored, and loses none', async () => {
  const rows = [recorded('a', MINUTE), inboundRow('b', { ended: 2 * MINUTE }), recorded('c', 5 * MINUTE)];
  archiveOf(rows);
  let stored: Record<string, string | null> = { another: 'audio/mpeg', '202611-c': 'audio/mpeg', '202611-a': null };
  const asked = recordingsOf(() => stored);
  const zap = zapOf();
  expect(statusOf(await poll(zap))).toEqual([
    ['b', null],
    ['c', 'ready'],
  ]);
  later(15 * MINUTE);
  expect((await poll(zap)).map(({ id }) => id)).not.toContain('a');
  stored = { ...stored, '202611-a': 'audio/mpeg' };
  later(20 * MINUTE);
  expect(statusOf(await poll(zap))[0]).toEqual(['a', 'ready']);
  expect(asked).toHaveLength(3);
});

test.each([
  ['29 minutes after its end', 30 * MINUTE - 1, []],
  ['after half an hour', 30 * MINUTE, [['a', 'external_or_missing']]],
])('a call whose audio never comes, %s', async (_when, ended, expected) => {
  archiveOf([recorded('a', ended)]);
  recordingsOf(() => ({ '202611-a': null }));
  expect(statusOf(await poll(zapOf()))).toEqual(expected);
});

test('a call is given after half an hour however seldom Zapier polls', async () => {
  archiveOf([recorded('a', MINUTE)]);
  recordingsOf(() => ({}));
  const zap = zapOf();
  expect(await poll(zap)).toEqual([]);
  later(15 * MINUTE);
  expect(await poll(zap)).toEqual([]);
  // Zapier, or the phone system, was away for hours.
  later(600 * MINUTE);
  expect(statusOf(await poll(zap))).toEqual([['a', 'external_or_missing']]);
});

test.each([403, 404, 500])('where recordings answer %d, a call waits half an hour and no longer', async (status) => {
  archiveOf([recorded('a', MINUTE), recorded('b', 40 * MINUTE)]);
  account().persist().get('/recordings').query(true).reply(status, refusal(status, 'no'));
  const zap = zapOf();
  expect(statusOf(await poll(zap))).toEqual([['b', null]]);
  later(30 * MINUTE);
  expect(statusOf(await poll(zap))).toEqual([
    ['a', null],
    ['b', null],
  ]);
});

test('a session that has ended is renewed', async () => {
  archiveOf([recorded('a', MINUTE)]);
  account().get('/recordings').query(true).reply(401, refusal(401, 'invalid_credentials'));
  await expect(poll(zapOf())).rejects.toMatchObject(refreshes);
});

test('the first of several recordings counts, which is the one in the record', async () => {
  archiveOf([recorded('a', MINUTE, '202611-r1', '202611-r2'), recorded('b', MINUTE, '202611-r2', '202611-r1')]);
  recordingsOf(() => ({ '202611-r1': 'audio/mpeg' }));
  expect(statusOf(await poll(zapOf()))).toEqual([['a', 'ready']]);
});

test('only calls that pass the filters are asked for', async () => {
  archiveOf([recorded('a', MINUTE)]);
  expect(await poll(zapOf(), { ...ON, outcomes: ['answered'] })).toEqual([]);
});

describe('in the Zap editor', () => {
  test('the editor shows a call that still waits', async () => {
    archiveOf([recorded('a', MINUTE), ...answeredRows('b', { ended: 2 * MINUTE }, { media_recordings: ['202611-b'] })]);
    account()
      .persist()
      .get(/\/(users|devices)\//)
      .reply(404, refusal(404, 'bad identifier'));
    recordingsOf(() => ({ '202611-b': 'audio/mpeg' }));
    expect(statusOf(await poll(zapOf(), ON, { isLoadingSample: true }))).toEqual([
      ['a', 'processing'],
      ['b', 'ready'],
    ]);
  });

  test('a Zap that is turned on notes every call, without a request more', async () => {
    archiveOf([recorded('a', MINUTE)]);
    expect(await poll(zapOf(), ON, { isPopulatingDedupe: true })).toEqual([{ id: 'a' }]);
  });

  test('what is neither on nor off stops', async () => {
    archiveOf([]);
    await expect(poll(zapOf(), { wait_for_recording: 'perhaps' })).rejects.toMatchObject({ name: 'HaltedError' });
  });
});

describe('the filter for recordings', () => {
  test.each([
    ['any', ['a', 'b']],
    ['with', ['a']],
    ['without', ['b']],
  ])('%s', async (recordings, ids) => {
    archiveOf([recorded('a', MINUTE), inboundRow('b', { ended: 2 * MINUTE })]);
    expect((await poll(zapOf(), { recordings })).map(({ id }) => id)).toEqual(ids);
  });
});

test('a call whose beginning is unknown is looked for in what was just written', async () => {
  const asked = recordingsOf(() => ({ '202611-a': 'audio/mpeg' }));
  const [call] = [fromOutside({ start: null, recordingIds: ['202611-a'] })].map((leg) =>
    assembleCall([leg], 'records'),
  );
  if (!call) throw new Error('No call');
  const step = createContextStep((context) => withAudioStatus(context, [call], NOW));
  expect(await step.run()).toMatchObject([{ recordingStatus: 'ready' }]);
  expect(asked).toMatchObject([{ created_from: String(toGregorian(NOW)) }]);
});

test('the window begins with the earliest call', async () => {
  archiveOf([recorded('a', MINUTE), recorded('b', 50 * MINUTE)]);
  const asked = recordingsOf(() => ({}));
  await poll(zapOf());
  expect(asked).toEqual([
    {
      created_from: String(toGregorian(ago(50 * MINUTE + 30))),
      created_to: String(toGregorian(NOW)),
      page_size: '200',
    },
  ]);
});
