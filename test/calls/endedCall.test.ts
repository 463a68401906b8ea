import type { Call } from '../../src/calls/call.ts';
import { endedCall } from '../../src/calls/endedCall.ts';
import { channelSchema } from '../../src/calls/legs/legOfEvent.ts';
import { parse } from '../../src/dash/schema.ts';
import { toGregorian } from '../../src/dash/time.ts';
import { wait } from '../../src/zapier/wait.ts';
import { account, ACCOUNT, refusal, success } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { NOW, stopClock } from './clock.ts';
import { CALLER, OUR_NUMBER } from './legs.ts';

const END = toGregorian(new Date('2026-11-24T18:33:15Z'));

/** The event of the end of a caller's leg that was joined with a phone. */
const event = {
  hook_event: 'channel_destroy',
  call_id: 'a1@10.1.1.1',
  call_direction: 'inbound',
  authorizing_type: 'resource',
  caller_id_number: CALLER,
  request: `${OUR_NUMBER}@sip.test`,
  other_leg_call_id: 'b1',
  timestamp: END,
  hangup_cause: 'NORMAL_CLEARING',
  duration_seconds: 70,
  ringing_seconds: 8,
  billing_seconds: 62,
};

const first = {
  ...event,
  interaction_id: '63962764325-af5b9a0e',
  custom_channel_vars: { authorizing_type: 'resource', bridge_id: 'a1@10.1.1.1' },
};
const phone = {
  ...first,
  call_id: 'b1',
  call_direction: 'outbound',
  other_leg_call_id: 'a1@10.1.1.1',
  custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1', owner_id: 'jane' },
};

const PATH = '/cdrs/legs/202611-a1%4010.1.1.1';
const answers = (...legs: unknown[]) => account().get(PATH).reply(200, success(legs));
/** What Dash has of the other leg by its own id; without legs, nothing. */
const elsewhere = (...legs: unknown[]) => {
  const asked = account().get('/cdrs/legs/202611-b1');
  return legs.length > 0 ? asked.reply(200, success(legs)) : asked.reply(404, refusal(404, 'no legs'));
};
const refuses = (status: number) => account().get(PATH).reply(status, refusal(status, 'no'));

const callOf = (said: object = {}, isRefused?: (call: Call) => boolean) =>
  createContextStep((context) => endedCall(parse(channelSchema, { ...event, ...said }), context, isRefused)).run();

/** How long it waited before each of its tries, in seconds. */
const waits = () => jest.mocked(wait).mock.calls.map(([milliseconds]) => milliseconds / 1000);

beforeEach(() => {
  jest.mocked(wait).mockClear();
});

describe('the legs of a call that has ended', () => {
  test('are there at the first try, which costs one request', async () => {
    answers(first, phone);
    expect(await callOf()).toMatchObject({ id: 'a1@10.1.1.1', complete: true, ownerId: 'jane', talk: 62, legCount: 2 });
    expect(waits()).toEqual([1.5]);
  });

  test('are there at the third try', async () => {
    refuses(404);
    answers(first);
    elsewhere();
    answers(first, phone);
    expect(await callOf()).toMatchObject({ complete: true, ownerId: 'jane' });
    expect(waits()).toEqual([1.5, 4, 8]);
  });

  test('never come: then the event has to do', async () => {
    refuses(404);
    refuses(404);
    refuses(404);
    expect(await callOf()).toMatchObject({
      id: 'a1@10.1.1.1',
      complete: false,
      outcome: 'answered',
      ownerId: null,
      talk: null,
      legCount: 1,
    });
    expect(waits()).toEqual([1.5, 4, 8]);
  });

  test('are not waited for when Dash took all the time that Zapier gives', async () => {
    stopClock();
    account()
      .get(PATH)
      .reply(() => {
        jest.setSystemTime(Date.now() + 19_000);
        return [404, refusal(404, 'could not find legs')];
      });
    expect(await callOf()).toMatchObject({ complete: false, legCount: 1 });
    expect(waits()).toEqual([1.5]);
    jest.useRealTimers();
  });

  test('are in two interactions where a queue rang the agent: one more request', async () => {
    const agent = {
      ...phone,
      interaction_id: '63962764385-0ther',
      timestamp: END,
      duration_seconds: 10,
      billing_seconds: 5,
    };
    answers({ ...first, other_leg_call_id: 'b1' });
    elsewhere(agent);
    expect(await callOf()).toMatchObject({ complete: true, ownerId: 'jane', wait: 65, ringing: 5, talk: 5, total: 70 });
    expect(waits()).toEqual([1.5]);
  });

  test('come without the leg that it was joined with: then they have to do', async () => {
    for (let n = 0; n < 3; n++) {
      answers(first);
      elsewhere();
    }
    expect(await callOf()).toMatchObject({
      complete: false,
      outcome: 'answered',
      legCount: 1,
    });
  });

  test('come without the leg of the event: then it is added', async () => {
    answers(phone);
    answers(phone);
    answers(phone);
    expect(await callOf()).toMatchObject({ id: 'a1@10.1.1.1', complete: false, ownerId: 'jane', legCount: 2 });
  });

  describe('of a call that nobody took', () => {
    const alone = { ...first, other_leg_call_id: undefined, billing_seconds: 0, hangup_cause: 'ORIGINATOR_CANCEL' };
    const missed = { other_leg_call_id: undefined, billing_seconds: 0 };

    test('are enough alone when they still are at a second look', async () => {
      answers(alone);
      answers(alone);
      expect(await callOf(missed)).toMatchObject({ complete: true, missedReason: 'caller_hung_up', legCount: 1 });
    });

    test('may be joined by that of a phone, which is written a moment later', async () => {
      answers(alone);
      answers(alone, { ...phone, billing_seconds: 0, hangup_cause: 'ORIGINATOR_CANCEL' });
      expect(await callOf(missed)).toMatchObject({ complete: true, userIds: ['jane'], legCount: 2 });
    });

    test('are looked at once more where a filter refuses the call for what may be written a moment later', async () => {
      const unanswered = { ...phone, billing_seconds: 0, hangup_cause: 'ORIGINATOR_CANCEL' };
      const custom_channel_vars = { authorizing_type: 'device', authorizing_id: 'd2', owner_id: 'bob' };
      answers(alone, unanswered);
      answers(alone, unanswered, { ...unanswered, call_id: 'b2', custom_channel_vars });
      const isBobs = ({ userIds }: Call) => userIds.includes('bob');
      expect(await callOf(missed, (call) => !isBobs(call))).toMatchObject({ userIds: ['jane', 'bob'] });
    });

    test('are enough alone when no further look succeeds', async () => {
      answers(alone);
      refuses(500);
      refuses(500);
      expect(await callOf(missed)).toMatchObject({ complete: true, legCount: 1 });
    });
  });

  describe('of a quickcall', () => {
    const own = {
      ...first,
      call_id: 'b-quickcall',
      call_direction: 'outbound',
      other_leg_call_id: undefined,
      billing_seconds: 0,
      hangup_cause: 'NO_ANSWER',
      custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1', owner_id: 'jane' },
    };
    const twin = { ...own, call_id: 'a-quickcall' };
    const asked = (...legs: unknown[]) => account().get('/cdrs/legs/202611-b-quickcall').reply(200, success(legs));

    test('may be joined by that of another phone that rang for it, so that both phones give the same call', async () => {
      asked(own);
      asked(twin, own);
      account().get('/channels').reply(200, success([]));
      expect(await callOf(own)).toMatchObject({ id: 'a-quickcall', outcome: 'no_answer', complete: true, legCount: 2 });
      expect(waits()).toEqual([1.5, 4]);
    });

    const inProgress = (interaction_id: string) => ({ uuid: 'c-quickcall', direction: 'outbound', interaction_id });

    test.each([
      ['no call while another phone rings, or the user talks on it', [inProgress(first.interaction_id)], null],
      ['a call although others are in progress', [inProgress('63962764325-00000000')], 'b-quickcall'],
      ['a call when nothing is in progress', [], 'b-quickcall'],
    ])('of which one phone was busy: %s', async (_when, channels, expected) => {
      const busy = { ...own, hangup_cause: 'USER_BUSY' };
      asked(busy);
      asked(busy);
      account().get('/channels').reply(200, success(channels));
      expect((await callOf(busy))?.id ?? null).toBe(expected);
    });

    test.each([429, 500])('are a call if it is unknown what is in progress because of a %i', async (status) => {
      asked(own);
      asked(own);
      account().get('/channels').reply(status, refusal(status, 'no'));
      expect(await callOf(own)).toMatchObject({ id: 'b-quickcall', outcome: 'no_answer' });
    });

    test('are there at the first try where a phone was picked up', async () => {
      asked(
        { ...own, billing_seconds: 30, hangup_cause: 'NORMAL_CLEARING', other_leg_call_id: 'b1' },
        {
          ...phone,
          billing_seconds: 0,
          hangup_cause: 'NO_ANSWER',
          other_leg_call_id: 'b-quickcall',
          custom_channel_vars: {},
        },
      );
      expect(await callOf({ ...own, other_leg_call_id: 'b1' })).toMatchObject({
        id: 'b-quickcall',
        outcome: 'no_answer',
      });
      expect(waits()).toEqual([1.5]);
    });
  });

  test('may be rows', async () => {
    const row = { direction: 'inbound', timestamp: END - 70, calling_from: CALLER, dialed_number: OUR_NUMBER };
    answers({ ...row, call_id: 'a1@10.1.1.1' });
    expect(await callOf({ other_leg_call_id: undefined })).toMatchObject({
      complete: true,
      to: { number: OUR_NUMBER },
    });
  });

  test.each<[string, unknown]>([
    ['no list', { legs: [] }],
    ['null', null],
    ['nonsense', ['nonsense', {}, null]],
  ])('may be %s: then the event has to do', async (_what, data) => {
    account().get(PATH).times(3).reply(200, success(data));
    expect(await callOf()).toMatchObject({ complete: false, legCount: 1 });
  });
});

describe('a refusal', () => {
  test.each([403, 404, 429, 500, 503])('of %i is passed over', async (status) => {
    refuses(status);
    answers(first, phone);
    expect(await callOf()).toMatchObject({ complete: true });
  });
});

describe('the record that is asked for', () => {
  const legs = (said: object) => [{ ...first, other_leg_call_id: undefined, ...said }];
  /** Answers one request for the record, and sees its path as it was sent. */
  const askedFor = async (said: object): Promise<string> => {
    let path = '';
    account()
      .get((uri) => uri.includes('/cdrs/legs/'))
      .reply((uri) => {
        path = uri.replace(`/v2/accounts/${ACCOUNT}/cdrs/legs/`, '');
        return [200, success(legs(said))];
      });
    await callOf({ other_leg_call_id: undefined, ...said });
    return path;
  };

  test.each([
    ['2026-11-30T23:59:59Z', '202611-c1'],
    ['2026-12-01T00:00:00Z', '202611-c1'],
    ['2026-12-01T00:01:10Z', '202612-c1'],
    ['2027-01-01T00:00:01Z', '202612-c1'],
  ])('is of the month in which the leg began (UTC), when it ended %s', async (end, id) => {
    expect(await askedFor({ call_id: 'c1', timestamp: toGregorian(new Date(end)) })).toBe(id);
  });

  test.each([
    ['2026-12-01T00:01:15Z', '202612', '202611'],
    ['2026-12-01T00:00:30Z', '202611', '202612'],
  ])('is asked for by the other month where that does not know it: %s', async (end, likely, other) => {
    account().get(`/cdrs/legs/${likely}-c1`).reply(404, refusal(404, 'could not find legs for supplied id'));
    account()
      .get(`/cdrs/legs/${other}-c1`)
      .reply(200, success(legs({ call_id: 'c1' })));
    const said = { call_id: 'c1', other_leg_call_id: undefined, timestamp: toGregorian(new Date(end)) };
    expect(await callOf(said)).toMatchObject({ id: 'c1', complete: true });
  });

  test('is of this month where the event has no time', async () => {
    stopClock();
    expect(await askedFor({ call_id: 'c1', timestamp: undefined })).toBe(
      `${NOW.getUTCFullYear()}${NOW.getUTCMonth() + 1}-c1`,
    );
    jest.useRealTimers();
  });

  test.each([
    ['a/b+c@192.168.4.21', '202611-a%2Fb%2Bc%40192.168.4.21'],
    ['100%25 @?#&=;', '202611-100%2525%20%40%3F%23%26%3D%3B'],
    ['größe', '202611-gr%C3%B6%C3%9Fe'],
    ['{{call}}', '202611-%7B%7Bcall%7D%7D'],
  ])('has the call id %s encoded once', async (call_id, id) => {
    expect(await askedFor({ call_id })).toBe(id);
  });
});

test('a leg of a call whose caller’s record is not there gives no call: that call is still in progress', async () => {
  const consulted = { ...phone, custom_channel_vars: { owner_id: 'jane', bridge_id: 'caller' } };
  const own = { ...first, custom_channel_vars: { authorizing_id: 'd3', owner_id: 'bob', bridge_id: 'a1@10.1.1.1' } };
  for (let n = 0; n < 3; n++) answers(own, consulted);
  expect(await callOf({ authorizing_id: 'd3' })).toBeNull();
});

describe('a leg that the switch lost sight of', () => {
  const lost = {
    hangup_cause: undefined,
    duration_seconds: undefined,
    billing_seconds: undefined,
    caller_id_number: undefined,
    other_leg_call_id: undefined,
  };
  const noRecords = () => account().get(PATH).times(3).reply(404, refusal(404, 'could not find legs'));

  test('gives no call while it is in progress', async () => {
    noRecords();
    account()
      .get('/channels/a1%4010.1.1.1')
      .reply(200, success({ call_id: 'a1@10.1.1.1', call_direction: 'inbound' }));
    expect(await callOf(lost)).toBeNull();
  });

  test('is a call of which neither the end nor the caller is known, when it is gone', async () => {
    noRecords();
    account().get('/channels/a1%4010.1.1.1').times(2).reply(503, refusal(503, 'datastore timeout'));
    const call = await callOf(lost);
    expect(call).toMatchObject({ outcome: null, total: null, ended: null, complete: false });
    expect(call?.unknown).toContain('caller');
  });
});

test('an event that is none of a leg gives no call', async () => {
  expect(await callOf({ call_id: undefined })).toBeNull();
});
