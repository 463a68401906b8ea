import { account, success } from '../support/dash.ts';
import { createPlatform } from './people.ts';
import { halts } from '../support/told.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, windowOf } from './cdrs.ts';
import { HOUR, stopClock } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';
import type { CallRecord } from './played.ts';

beforeAll(stopClock);

const find = (inputData: object = {}) =>
  createPlatform().run('searches.find_call.operation.perform', { inputData }) as Promise<CallRecord[]>;

const knowAll = () =>
  account()
    .persist()
    .get(/\/(users|devices)\//)
    .optionally()
    .reply(200, (uri) => success({ id: uri.split('/').at(-1) }));

const calls = () => [
  inboundRow('missed', { ended: 60 }, { calling_from: '+14155550199' }),
  outboundRow('outbound', { ended: 70 }),
  ...answeredRows('answered', { ended: 80 }),
  outboundRow('internal', { ended: 90 }, { dialed_number: '1002' }),
  inboundRow('hidden', { ended: 100 }, { calling_from: 'restricted' }),
  inboundRow('yesterday', { ended: 30 * HOUR }),
];

test('the newest finished call is found, with one request', async () => {
  const asked = archiveOf(calls());
  const [record = { id: '' }, ...others] = await find();
  expect(record.id).toBe('missed');
  expect(others).toEqual([]);
  expect(asked).toHaveLength(1);
});

test.each<[object, string[]]>([
  [{ number: CALLER }, ['answered']],
  [{ number: '(415) 555-0142' }, ['answered']],
  [{ number: CUSTOMER }, ['outbound']],
  [{ number: OUR_NUMBER }, ['missed']],
  [{ number: '1002' }, ['internal']],
  [{ number: '1003' }, ['outbound']],
  [{ number: '+14155550111' }, []],
  [{ number: ' ' }, ['missed']],
  [{ number: 'anonymous' }, ['hidden']],
  [{ number: 'Restricted' }, ['hidden']],
  [{ direction: 'internal' }, ['internal']],
  [{ direction: 'outbound' }, ['outbound']],
  [{ outcome: 'answered' }, ['answered']],
  [{ outcome: 'busy' }, []],
  [{ user: 'jane' }, ['answered']],
  [{ user: 'bob', direction: 'internal' }, ['internal']],
  [{ number: CALLER, outcome: 'missed' }, []],
  [{ number: CALLER, outcome: 'missed', since: '2026-11-23T00:00:00Z' }, ['yesterday']],
])('with %j it finds %j', async (inputData, ids) => {
  archiveOf(calls());
  knowAll();
  expect((await find(inputData)).map(({ id }) => id)).toEqual(ids);
});

describe('how far back it looks', () => {
  test.each<[string, unknown, string]>([
    ['a day, when nothing is filled in', undefined, '2026-11-23T16:40:00.000Z'],
    ['a day, when an empty text is filled in', ' ', '2026-11-23T16:40:00.000Z'],
    ['from what is filled in', '2026-11-24T10:00:00-08:00', '2026-11-24T16:00:00.000Z'],
    ['31 days at most', '2020-01-01', '2026-10-24T17:40:00.000Z'],
    ['from now on, when that is in the future', '2027-01-01', '2026-11-24T16:40:00.000Z'],
  ])('%s', async (_what, since, from) => {
    const asked = archiveOf([]);
    expect(await find({ since })).toEqual([]);
    expect(windowOf(asked[0])).toEqual([from, '2026-11-24T18:40:00.000Z']);
  });

  test('is rejected with a sentence if it is not a date', async () => {
    await expect(find({ since: 'last week' })).rejects.toMatchObject(
      halts("Since isn't a date and time. Write it like 2026-11-24 10:30."),
    );
  });
});

test('the pages of a busy month are read only until the call is there', async () => {
  const asked = archiveOf(Array.from({ length: 4000 }, (_, n) => inboundRow(`call ${n}`, { ended: 60 + n * 30 })));
  expect(await find({ number: CALLER, since: '2026-11-01' })).toMatchObject([{ id: 'call 0' }]);
  expect(asked).toHaveLength(1);
});

test('a search that takes too long ends with a sentence', async () => {
  jest.useFakeTimers({ now: Date.now(), doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  account()
    .get('/cdrs')
    .query(true)
    .reply(200, async () => {
      await jest.advanceTimersByTimeAsync(20_000);
      return success([]);
    });
  await expect(find({ since: '2026-11-01' })).rejects.toMatchObject(
    halts('This search took too long. Fill in Since with a more recent time.'),
  );
  stopClock();
});

test('says so if the account has no call history', async () => {
  account().get('/cdrs').query(true).reply(404, '');
  await expect(find()).rejects.toMatchObject(
    halts("The call history isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
  );
});
