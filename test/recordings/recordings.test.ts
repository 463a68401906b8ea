import { toGregorian } from '../../src/dash/time.ts';
import { recordingFields } from '../../src/recordings/recording.record.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { owner } from '../support/voicemail.ts';

const NOW = new Date('2026-11-24T20:00:00Z');
const NOW_GREGORIAN = toGregorian(NOW);
const DAY = 24 * 3600;
const DAYS_31 = 31 * DAY;
const ID = '202611-9d0c2a9be1d34c7f8a6b9c0d1e2f3a4b';

beforeEach(() =>
  jest.useFakeTimers({
    now: NOW,
    doNotFake: [
      'setTimeout',
      'setImmediate',
      'nextTick',
      'queueMicrotask',
      'setInterval',
      'clearTimeout',
      'performance',
    ],
  }),
);
afterEach(() => jest.useRealTimers());

/** The recording of an inbound call that Jane answered, two minutes and five seconds long. */
const recording = {
  id: ID,
  call_id: 'c1@10.1.1.1',
  interaction_id: '63962764325-af5b9a0e',
  direction: 'inbound',
  caller_id_number: '+14154886134',
  caller_id_name: 'Ann Lee',
  callee_id_number: '1002',
  request: '+14154886100@sip.test',
  to: '+14154886100@sip.test',
  duration: 125,
  start: toGregorian(new Date('2026-11-24T18:32:05Z')),
  owner_id: USER,
  custom_channel_vars: { authorizing_type: 'resource' },
  _read_only: { content_types: ['audio/mpeg'] },
};

const listed = (query: object, rows: object[], more: object = {}) =>
  account()
    .get('/recordings')
    .query({ page_size: 200, created_to: NOW_GREGORIAN, ...query })
    .reply(200, success(rows, more));
const knowOwner = () => account().get(`/users/${USER}`).reply(200, success(owner));

const lastDay = { created_from: NOW_GREGORIAN - DAY };
const lastMonth = { created_from: NOW_GREGORIAN - DAYS_31 };

const poll = (inputData: object = {}, platform = createPlatform(), meta: object = {}) =>
  platform.run('triggers.new_recording.operation.perform', { inputData, meta }) as Promise<Record<string, unknown>[]>;

describe('a new recording', () => {
  test('has the call, the user, and the audio', async () => {
    listed(lastDay, [recording]);
    knowOwner();
    const [record] = await poll();
    expect(Object.keys(record ?? {})).toEqual(expect.arrayContaining(recordingFields.map(({ key }) => key)));
    expect(record).toMatchObject({
      id: ID,
      summary:
        'Recording of a call from Ann Lee (415-488-6134) to 415-488-6100, Tue, Nov 24, 10:32 AM, 2 min 5 sec long.',
      direction: 'inbound',
      from_number: '+14154886134',
      to_number: '+14154886100',
      started_at: '2026-11-24T18:32:05Z',
      duration_seconds: 125,
      user_name: 'Jane Doe',
      recording_status: 'ready',
      content_type: 'audio/mpeg',
      call_id: 'c1@10.1.1.1',
      customer: 'Ann Lee (415-488-6134)',
      our_number: '+14154886100',
    });
    expect(JSON.parse(String(record?.recording).split('|||')[1] ?? '')).toMatchObject({
      method: 'hydrators.recordingAudio',
      bundle: { recording_id: ID, name: 'Recording-Ann-Lee-2026-11-24-10-32' },
    });
  });

  test.each([
    [
      'a carrier’s leg of an outgoing call',
      {
        direction: 'outbound',
        custom_channel_vars: { authorizing_type: 'resource' },
        owner_id: undefined,
        caller_id_number: '+14154886100',
        to: '1002@sip.test',
        request: '+14155550177@sip.test',
      },
      { direction: 'outbound', to_number: '+14155550177', customer_number: '+14155550177', user_id: null },
    ],
    [
      'the phone that was called from outside',
      {
        direction: 'outbound',
        custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1', owner_id: USER },
        owner_id: undefined,
      },
      { direction: 'inbound', to_number: '1002', user_name: 'Jane Doe' },
    ],
    [
      'the phone that a colleague called',
      {
        direction: 'outbound',
        caller_id_number: '1003',
        caller_id_name: undefined,
        custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1' },
      },
      { direction: 'internal', from_number: '1003', customer: null, user_name: 'Jane Doe' },
    ],
    [
      'an unknown direction',
      { direction: 'sideways', start: undefined },
      {
        direction: null,
        summary: 'Recording of a call from an unknown number to an unknown number, 2 min 5 sec long.',
      },
    ],
    [
      'a call with almost no data',
      { direction: undefined, duration: undefined, start: undefined, owner_id: undefined },
      {
        direction: null,
        from_number: '+14154886134',
        summary: 'Recording of a call from Ann Lee (415-488-6134) to 415-488-6100.',
        duration_seconds: null,
        user_id: null,
      },
    ],
  ])('of %s', async (_name, changes, expected) => {
    listed(lastDay, [{ ...recording, ...changes }]);
    if (!('user_id' in expected)) knowOwner();
    expect(await poll()).toMatchObject([expected]);
  });

  test.each([
    ['right after the call', { start: NOW_GREGORIAN - 200 }, null],
    ['29 minutes after the call', { start: NOW_GREGORIAN - 125 - 29 * 60 }, null],
    ['30 minutes after the call', { start: NOW_GREGORIAN - 125 - 30 * 60 }, 'external_or_missing'],
    ['at an unknown time', { start: undefined, duration: undefined }, 'external_or_missing'],
  ])('without audio %s', async (_name, changes, status) => {
    listed(lastDay, [{ ...recording, ...changes, _read_only: { content_types: [] } }, { no: 'recording' }]);
    if (status !== null) knowOwner();
    expect((await poll()).map(({ recording_status }) => recording_status)).toEqual(status === null ? [] : [status]);
  });

  test.each([
    [{ direction: 'inbound' }, 1],
    [{ direction: 'outbound' }, 0],
    [{ users: [USER, OTHER] }, 1],
    [{ users: [OTHER] }, 0],
    [{ numbers: ['(415) 488-6100'] }, 1],
    [{ numbers: ['+14154886199'] }, 0],
    [{ exclude_numbers: '415-488-6100' }, 0],
    [{ minimum_seconds: 125 }, 1],
    [{ minimum_seconds: '126' }, 0],
    [{ direction: '', users: [], minimum_seconds: '' }, 1],
  ])('with the filter %j triggers %i times', async (inputData, times) => {
    listed(lastDay, [recording]);
    if (times > 0) knowOwner();
    expect(await poll(inputData)).toHaveLength(times);
  });

  /** The caller's leg as KAZOO 4.2 stores it when a call flow records it: without an owner. */
  const { custom_channel_vars: _, owner_id: __, ...unclear } = { ...recording, origin: 'callflow : Main menu' };
  const callHistory = (status: number, rows: object[] = []) =>
    account()
      .get('/cdrs')
      .query((query) => query.page_size === '1000')
      .reply(status, status === 200 ? success(rows) : refusal(status, 'no'));
  /** The rows of a call that Jane makes, as 4.2 lists them: the second is the carrier's leg. */
  const madeByJane = [
    {
      id: 'r1',
      call_id: 'c1@10.1.1.1',
      direction: 'inbound',
      authorizing_id: 'd1',
      owner_id: USER,
      caller_id_number: '1002',
      dialed_number: '+14155550177',
      timestamp: unclear.start - 5,
      duration_seconds: '140',
      billing_seconds: '125',
      bridge_id: 'c1@10.1.1.1',
      other_leg_call_id: 'c2@10.1.1.1',
      media_recordings: [ID],
    },
    {
      id: 'r2',
      call_id: 'c2@10.1.1.1',
      direction: 'outbound',
      caller_id_number: '+14154886100',
      timestamp: unclear.start - 4,
      duration_seconds: '139',
      billing_seconds: '125',
      bridge_id: 'c1@10.1.1.1',
      other_leg_call_id: 'c1@10.1.1.1',
      media_recordings: [],
    },
  ];

  test('of a company phone, whose leg is inbound in Dash, has the direction of its outgoing call', async () => {
    const made = {
      ...recording,
      custom_channel_vars: { 'Authorizing-Type': 'device', 'Authorizing-ID': 'd1', 'Owner-ID': USER },
      owner_id: undefined,
      request: '+14155550177@sip.test',
      callee_id_number: '+14155550177',
      callee_id_name: 'Bob Ray',
    };
    listed(lastDay, [made]);
    knowOwner();
    expect(await poll({ direction: 'outbound', users: [USER] })).toMatchObject([
      { direction: 'outbound', to_number: '+14155550177', to_name: 'Bob Ray', user_name: 'Jane Doe' },
    ]);
    listed(lastDay, [made]);
    expect(await poll({ direction: 'inbound' })).toEqual([]);
  });

  test('of a phone without an owner belongs to the users who talked, and keeps its own parties', async () => {
    listed(lastDay, [{ ...recording, owner_id: undefined }]);
    callHistory(200, madeByJane);
    knowOwner();
    expect(await poll({ users: [USER] })).toMatchObject([
      { direction: 'inbound', from_number: '+14154886134', our_number: '+14154886100', user_name: 'Jane Doe' },
    ]);
  });

  test.each([
    [{ numbers: ['+14154886100'] }, 1],
    [{ exclude_numbers: ['+14154886100'] }, 0],
  ])(
    'of an outgoing call has the number that the call shows: with %j it triggers %i times',
    async (inputData, times) => {
      const made = { custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1' }, owner_id: USER };
      const sides = { request: '+14155550177@sip.test', caller_id_number: '1002', caller_id_name: 'Jane Doe' };
      listed(lastDay, [{ ...recording, ...made, ...sides }]);
      callHistory(200, madeByJane);
      if (times > 0) knowOwner();
      const expected = { from_number: '+14154886100', customer_number: '+14155550177', our_number: '+14154886100' };
      expect(await poll(inputData)).toMatchObject(times > 0 ? [expected] : []);
    },
  );

  test.each([
    ['inbound from offnet to account', {}, 'inbound'],
    ['inbound from onnet to account', {}, 'outbound'],
    ['inbound from onnet to account', { request: '1003@sip.test' }, 'internal'],
    ['outbound to offnet from account', {}, 'outbound'],
    ['outbound to onnet from endpoint', { request: '1003@sip.test' }, 'internal'],
    ['inbound from offnet to endpoint', { direction: 'outbound' }, 'inbound'],
    ['inbound from onnet to endpoint', { direction: 'outbound' }, 'internal'],
  ])('gets the side of the caller from its origin, "%s" %j', async (origin, changes, direction) => {
    listed(lastDay, [{ ...unclear, owner_id: USER, origin, ...changes }]);
    knowOwner();
    expect(await poll()).toMatchObject([{ direction }]);
  });

  test('without a direction gets it from its call, and is filtered by it', async () => {
    listed(lastDay, [unclear]);
    callHistory(200, madeByJane);
    knowOwner();
    expect(await poll({ direction: 'outbound', users: [USER] })).toMatchObject([
      { direction: 'outbound', to_number: '+14155550177', user_name: 'Jane Doe' },
    ]);
    for (const input of [{ direction: 'inbound' }, { users: [OTHER] }]) {
      listed(lastDay, [unclear]);
      callHistory(200, madeByJane);
      expect(await poll(input)).toEqual([]);
    }
  });

  test('reads the call history once for all recordings without a direction', async () => {
    listed(lastDay, [unclear, { ...unclear, id: 'other', call_id: 'unknown' }]);
    callHistory(200, madeByJane);
    knowOwner();
    expect(await poll()).toMatchObject([
      { id: ID, direction: 'outbound' },
      { id: 'other', direction: null },
    ]);
  });

  const young = { ...unclear, start: NOW_GREGORIAN - 125 - 29 * 60 };
  const old = { ...unclear, start: NOW_GREGORIAN - 125 - 30 * 60 };

  test.each([
    ['direction', { direction: 'outbound' }],
    ['user', { users: [USER] }],
    ['number', { numbers: ['+14154886100'] }],
  ])('whose %s is unknown waits, and triggers after half an hour whatever the filter', async (_what, input) => {
    const platform = createPlatform();
    listed(lastDay, [young]);
    callHistory(200, []);
    expect(await poll(input, platform)).toEqual([]);
    listed({ created_from: NOW_GREGORIAN - 4 * 3600 }, [old]);
    callHistory(200, []);
    expect(await poll(input, platform)).toMatchObject([{ id: ID, direction: null, user_id: null }]);
  });

  test('does not wait for data that no filter needs', async () => {
    listed(lastDay, [young]);
    callHistory(200, []);
    expect(await poll()).toMatchObject([{ id: ID, direction: null }]);
  });

  test.each([403, 404, 500])("triggers even if the call history can't be read (%i)", async (status) => {
    listed(lastDay, [old]);
    callHistory(status);
    expect(await poll({ direction: 'outbound' })).toMatchObject([{ id: ID, direction: null }]);
  });

  test('of unknown length passes the minimum length', async () => {
    listed(lastDay, [{ ...recording, duration: undefined }]);
    knowOwner();
    expect(await poll({ minimum_seconds: 60 })).toHaveLength(1);
  });

  test('on two overlapping pages of the list triggers once: 300 are 300', async () => {
    const rows = Array.from({ length: 300 }, (_unused, index) => ({ ...recording, id: `r${String(index)}` }));
    listed(lastDay, rows.slice(0, 200), { next_start_key: 'more' });
    listed({ ...lastDay, start_key: 'more' }, rows.slice(199));
    expect(await poll({}, createPlatform(), { isPopulatingDedupe: true })).toEqual(rows.map(({ id }) => ({ id })));
  });

  test.each([
    ['not_found with a body', refusal(404, 'not_found', { message: 'not found' })],
    ['an empty response', ''],
  ])('fails, rather than finding none, if the section is not turned on (%s)', async (_form, body) => {
    account().get('/recordings').query(true).reply(404, body);
    await expect(poll()).rejects.toThrow("Call Recording isn't turned on for this VirtualPBX account.");
  });

  test('is read page by page, and again from four hours before the last poll', async () => {
    const platform = createPlatform();
    listed(lastDay, [recording], { next_start_key: 'more' });
    listed({ ...lastDay, start_key: 'more' }, [{ ...recording, id: 'second' }]);
    knowOwner();
    expect(await poll({}, platform)).toHaveLength(2);
    listed({ created_from: NOW_GREGORIAN - 4 * 3600 }, []);
    expect(await poll({}, platform)).toEqual([]);
  });

  test('is only recorded by its ID when the Zap is turned on', async () => {
    listed(lastDay, [recording]);
    expect(await poll({}, createPlatform(), { isPopulatingDedupe: true })).toEqual([{ id: ID }]);
  });

  test('with a filter that is not a number fails in the editor', async () => {
    await expect(poll({ numbers: ['nonsense!'] }, createPlatform(), { isLoadingSample: true })).rejects.toThrow(
      'Company Numbers',
    );
  });

  test('is shown in the editor, up to three', async () => {
    listed(
      lastDay,
      ['a', 'b', 'c', 'd'].map((id) => ({ ...recording, id })),
    );
    knowOwner();
    expect(await poll({}, createPlatform(), { isLoadingSample: true })).toHaveLength(3);
  });

  test('fails if call recording is not turned on for the account', async () => {
    account().get('/recordings').query(true).reply(404, '');
    await expect(poll()).rejects.toThrow("Call Recording isn't turned on for this VirtualPBX account.");
  });
});

describe('finding the recording of a call', () => {
  const find = (call: unknown) =>
    createPlatform().run('searches.find_recording.operation.perform', { inputData: { call } });
  const cdrs = (rows: object[]) =>
    account()
      .get('/cdrs')
      .query({ page_size: 100, created_to: NOW_GREGORIAN, ...lastMonth, filter_call_id: 'c1@10.1.1.1' })
      .reply(200, success(rows));
  const row = { call_id: 'c1@10.1.1.1', direction: 'inbound', interaction_id: '63962764325-af5b9a0e' };

  test('returns the recording of its first leg', async () => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, [recording, { ...recording, id: 'older' }]);
    knowOwner();
    expect(await find(' c1@10.1.1.1 ')).toMatchObject([{ id: ID, recording_status: 'ready' }]);
  });

  test('returns the recording of a placed call, which has another ID than the call', async () => {
    const call = '5c8e-quickcall';
    listed({ ...lastMonth, filter_call_id: call }, [{ ...recording, call_id: call, direction: 'outbound' }]);
    knowOwner();
    expect(await find(call)).toMatchObject([{ id: ID, call_id: call, user_id: USER }]);
  });

  test('returns the recording of another leg of the same interaction, with the status processing', async () => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, []);
    cdrs([{ ...row, call_id: 'another' }, row]);
    const fresh = { ...recording, start: NOW_GREGORIAN - 130, _read_only: {} };
    listed({ ...lastMonth, filter_interaction_id: row.interaction_id }, [fresh]);
    knowOwner();
    expect(await find('c1@10.1.1.1')).toMatchObject([{ id: ID, recording_status: 'processing' }]);
  });

  test('reads on to the page of the list that has the call', async () => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, []);
    const query = { page_size: 100, created_to: NOW_GREGORIAN, ...lastMonth, filter_call_id: 'c1@10.1.1.1' };
    account()
      .get('/cdrs')
      .query(query)
      .reply(200, success([], { next_start_key: 'two' }));
    account()
      .get('/cdrs')
      .query({ ...query, start_key: 'two' })
      .reply(200, success([row], { next_start_key: 'three' }));
    listed({ ...lastMonth, filter_interaction_id: row.interaction_id }, [recording]);
    knowOwner();
    expect(await find('c1@10.1.1.1')).toMatchObject([{ id: ID }]);
  });

  test('reads the interaction from the document of the call if the list, as in 4.2, lacks it', async () => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, []);
    cdrs([{ ...row, id: '202611-c1@10.1.1.1', interaction_id: undefined }]);
    account()
      .get('/cdrs/202611-c1%4010.1.1.1')
      .reply(200, success({ interaction_id: row.interaction_id }));
    listed({ ...lastMonth, filter_interaction_id: row.interaction_id }, [recording]);
    knowOwner();
    expect(await find('c1@10.1.1.1')).toMatchObject([{ id: ID }]);
  });

  const unclear = {
    ...recording,
    cdr_id: '202611-c1@10.1.1.1',
    custom_channel_vars: undefined,
    owner_id: undefined,
    origin: 'callflow : Main menu',
  };
  const legs = () => account().get('/cdrs/legs/202611-c1%4010.1.1.1');

  test('reads the legs of the call if the recording has no direction', async () => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, [unclear]);
    legs().reply(
      200,
      success([
        {
          call_id: 'c1@10.1.1.1',
          call_direction: 'inbound',
          request: '+14155550177@sip.test',
          custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1', owner_id: USER },
        },
      ]),
    );
    knowOwner();
    expect(await find('c1@10.1.1.1')).toMatchObject([
      { id: ID, direction: 'outbound', to_number: '+14155550177', user_name: 'Jane Doe' },
    ]);
  });

  test.each([
    ['are not found', 404, refusal(404, 'bad_identifier')],
    ["can't be read", 500, refusal(500, 'fault')],
    ['are an empty list', 200, success([])],
    ['are not a list', 200, success({})],
  ])('returns it without a direction if the legs %s', async (_what, status, body) => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, [unclear]);
    legs().reply(status, body);
    expect(await find('c1@10.1.1.1')).toMatchObject([{ id: ID, direction: null, from_name: 'Ann Lee' }]);
  });

  test.each([
    ['an unknown call', []],
    ['a call without an interaction', [{ ...row, interaction_id: '' }]],
  ])('finds none for %s', async (_name, rows) => {
    listed({ ...lastMonth, filter_call_id: 'c1@10.1.1.1' }, []);
    cdrs(rows);
    expect(await find('c1@10.1.1.1')).toEqual([]);
  });

  test.each(['', '  ', undefined, []])('asks for the call if it is %j', async (call) => {
    await expect(find(call)).rejects.toThrow('Call is empty. Choose a call, or map Call ID from an earlier step.');
  });
});

describe('deleting a recording', () => {
  const remove = (id: unknown = ID) =>
    createPlatform().run('creates.delete_recording.operation.perform', { inputData: { recording: id } });
  /** Its document does not say whether the audio is stored, only its type. */
  const { _read_only, ...document } = recording;
  const known = () =>
    account()
      .get(`/recordings/${ID}`)
      .reply(200, success({ ...document, content_type: 'audio/mpeg' }));

  test('returns the deleted recording', async () => {
    known();
    account().delete(`/recordings/${ID}`).reply(200, success({}));
    knowOwner();
    expect(await remove()).toMatchObject({
      id: ID,
      recording: null,
      recording_status: 'deleted',
      content_type: 'audio/mpeg',
      from_name: 'Ann Lee',
    });
  });

  test('that is unknown stops with a sentence', async () => {
    account()
      .get(`/recordings/${ID}`)
      .reply(404, refusal(404, 'bad identifier', [ID]));
    await expect(remove()).rejects.toThrow("VirtualPBX can't find this recording; it may already be deleted.");
  });

  test.each([401, 429])(
    "is not deleted if the user can't be read now (%i), so that a second run finds it",
    async (status) => {
      known();
      account().get(`/users/${USER}`).reply(status, refusal(status, 'no'));
      await expect(remove()).rejects.toMatchObject({ name: status === 401 ? 'RefreshAuthError' : 'ThrottledError' });
    },
  );

  test('that someone else deletes at the same time stops with a sentence', async () => {
    known();
    knowOwner();
    account()
      .delete(`/recordings/${ID}`)
      .reply(404, refusal(404, 'bad identifier', [ID]));
    await expect(remove()).rejects.toThrow("VirtualPBX can't find this recording; it may already be deleted.");
  });

  test('without a choice sends no request to Dash', async () => {
    await expect(remove('')).rejects.toThrow("VirtualPBX can't find this recording");
  });
});

test('the dropdown lists the newest recordings by their summaries', async () => {
  listed(lastMonth, [recording]);
  expect(await createPlatform().run('triggers.list_recordings.operation.perform')).toEqual([
    {
      id: ID,
      name: 'Recording of a call from Ann Lee (415-488-6134) to 415-488-6100, Tue, Nov 24, 10:32 AM, 2 min 5 sec long.',
    },
  ]);
});

describe('the audio of a recording', () => {
  const fetchAudio = async (status: number, body: Buffer | object, contentType: string) => {
    account()
      .get(`/recordings/${ID}`)
      .matchHeader('accept', 'audio/mpeg')
      .reply(status, body, { 'content-type': contentType });
    const platform = createPlatform();
    await platform.run('hydrators.recordingAudio', { inputData: { recording_id: ID, name: 'Recording-Ann-Lee' } });
    return platform.files;
  };

  // Dash returns the audio, of whatever type, only for `audio/mpeg`.
  test.each([
    ['audio/mpeg', 'Recording-Ann-Lee.mp3'],
    ['audio/x-wav', 'Recording-Ann-Lee.wav'],
  ])('becomes a file, requested as audio/mpeg and returned as %s', async (contentType, name) => {
    expect(await fetchAudio(200, Buffer.from('sound'), contentType)).toMatchObject([{ name, contentType }]);
  });

  test('is an error, not a file with a note, once the account has expired', async () => {
    const expired = refusal(400, 'validation error', {
      account: { expired: { message: 'account expired', cause: 1 } },
    });
    await expect(fetchAudio(400, expired, 'application/json')).rejects.toThrow('This VirtualPBX account has expired.');
  });
});
