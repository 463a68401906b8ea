import { account, ACCOUNT, dashHost, refusal, success } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';
import { letExpire } from '../zapier/expiry.ts';
import { catalogueIs } from './catalogue.ts';

const TARGET = 'https://hooks.zapier.com/hooks/standard/1/target/';
const METHOD = 'triggers.dash_event.operation';
const SECRETS = halts("This event contains passwords or keys, so it can't start a Zap. Choose another one in Event.");
const NO_NOTIFICATION = halts("Event isn't complete. Choose one from the list.");

type Input = Record<string, unknown>;
type Sent = Record<string, unknown>;
type Platform = ReturnType<typeof createPlatform>;

const subscribe = (inputData: Input) =>
  createPlatform().run(`${METHOD}.performSubscribe`, { targetUrl: TARGET, inputData });

const deliver = (platform: Platform, sent: Sent) =>
  platform.run(`${METHOD}.perform`, {
    subscribeData: { webhook_ids: ['w1'], zapier_token: 's3cret', target_hash: 'hash' },
    inputData: { event: 'channel_destroy' },
    rawRequest: { content: JSON.stringify({ ...sent, zapier_token: 's3cret' }) },
  }) as Promise<Sent[]>;

const recordOf = async (sent: Sent): Promise<Sent | undefined> => (await deliver(createPlatform(), sent))[0];

const list = (inputData: Input) => createPlatform().run(`${METHOD}.performList`, { inputData }) as Promise<Sent[]>;

const fieldsFor = (inputData: Input) => createPlatform().run(`${METHOD}.inputFields`, { inputData }) as Promise<Sent[]>;

describe('what the phone system is asked to send', () => {
  const asked: [string, Input, object][] = [
    ['a hook', { event: 'channel_destroy' }, { hook: 'channel_destroy', custom_data: {} }],
    [
      'a notification',
      { event: ' notifications/register ', event_type: 'user' },
      { hook: 'notifications', custom_data: { type: 'register' } },
    ],
    [
      'a change of something',
      { event: 'object', event_type: 'user', event_action: 'doc_edited' },
      { hook: 'object', custom_data: { type: 'user', action: 'doc_edited' } },
    ],
    [
      'an event of the accounts below as well',
      { event: 'parking', include_subaccounts: true },
      { hook: 'parking', custom_data: {}, include_subaccounts: true },
    ],
  ];

  test.each(asked)('is %s', async (_what, input, expected: { custom_data?: object }) => {
    account().get('/webhooks').query({ paginate: 'false' }).reply(200, success([]));
    let webhook: Sent = {};
    account()
      .put('/webhooks', ({ data }: { data: Sent }) => Boolean((webhook = data)))
      .reply(201, success({ id: 'w1' }));
    await subscribe(input);
    const { custom_data, ...rest } = webhook;
    const { zapier_token, ...about } = custom_data as Sent;
    expect(zapier_token).toMatch(/^[0-9a-f]{48}$/);
    expect({ ...rest, custom_data: about }).toMatchObject({ include_subaccounts: false, ...expected });
    expect(about).toEqual(expected.custom_data);
  });

  test.each([
    ['all', SECRETS],
    [' ALL ', SECRETS],
    ['notifications/all', SECRETS],
    ['notifications/new_user', SECRETS],
    ['notifications/new_account', SECRETS],
    ['notifications/password_recovery', SECRETS],
    ['Notifications/ New_User', SECRETS],
    ['notifications', NO_NOTIFICATION],
    ['notifications/', NO_NOTIFICATION],
    ['', halts('Event is empty. Fill it in.')],
    ['object', halts('Kind of Item is empty. Fill it in.')],
  ])('is never “%s”: it is refused before a request, and in the editor', async (event, told) => {
    await expect(subscribe({ event })).rejects.toMatchObject(told);
    await expect(list({ event })).rejects.toMatchObject(told);
  });

  test('needs to know what happens to an item', async () => {
    await expect(subscribe({ event: 'object', event_type: 'user' })).rejects.toMatchObject(
      halts('Change is empty. Fill it in.'),
    );
  });
});

describe('the fields that the chosen event needs', () => {
  const keysOf = async (input: Input) => (await fieldsFor(input)).map(({ key }) => key);

  test('are none more for most events, and no request', async () => {
    expect(await keysOf({ event: 'parking' })).toEqual(['event', 'include_subaccounts']);
  });

  test('are two more for the change of an item, with the choices that Dash has in words', async () => {
    catalogueIs();
    const fields = await fieldsFor({ event: 'object' });
    expect(fields.map(({ key }) => key)).toEqual(['event', 'event_type', 'event_action', 'include_subaccounts']);
    expect(fields[1]).toMatchObject({
      required: true,
      choices: [
        { value: 'vmbox', sample: 'vmbox', label: 'Voicemail Box' },
        { value: 'temporal_rule', sample: 'temporal_rule', label: 'Temporal Rule' },
      ],
    });
    expect(fields[2]).toMatchObject({ choices: [{ label: 'Created' }, { label: 'Changed' }] });
  });

  test.each([
    ['without that hook', []],
    ['without choices', [{ id: 'object', modifiers: { type: { items: 'user' } } }]],
  ])('may hold anything where the catalogue is %s', async (_what, hooks) => {
    catalogueIs(hooks);
    const [, type, action] = await fieldsFor({ event: 'object' });
    expect(type).not.toHaveProperty('choices');
    expect(action).not.toHaveProperty('choices');
  });
});

describe('the record of an event', () => {
  test('is the event as Dash sent it, with readable times beside the others, however deep', async () => {
    const sent = {
      account_id: ACCOUNT,
      hook_event: 'channel_destroy',
      timestamp: 63_962_764_800,
      duration_seconds: 6,
      is_internal_leg: false,
      to: ['a@example.com'],
      custom_channel_vars: { fetched_timestamp: '63962764801', legs: [{ timestamp: 63_962_764_802 }] },
      created_timestamp: 'soon',
    };
    expect(await recordOf(sent)).toEqual({
      ...sent,
      id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      event_name: 'channel_destroy',
      timestamp_at: '2026-11-24T18:40:00Z',
      custom_channel_vars: {
        fetched_timestamp: '63962764801',
        fetched_timestamp_at: '2026-11-24T18:40:01Z',
        legs: [{ timestamp: 63_962_764_802, timestamp_at: '2026-11-24T18:40:02Z' }],
      },
      occurred_at: '2026-11-24T18:40:00Z',
      occurred_at_local: '2026-11-24T10:40:00-08:00',
      local_date: '2026-11-24',
      local_time: '10:40',
      local_time_12h: '10:40 AM',
      local_hour: 10,
      weekday: 'Tuesday',
    });
  });

  test.each([
    ['its notification', { event_name: 'register', hook_event: 'x' }, 'register'],
    ['its hook', { hook_event: 'channel_create' }, 'channel_create'],
    ['what happened to a document', { action: 'doc_edited', type: 'user' }, 'doc_edited'],
    ['its type', { type: 'sms' }, 'sms'],
    ['nothing, where it has no name', { call_id: 'c1' }, null],
  ])('has the name of %s', async (_what, sent, name) => {
    expect(await recordOf(sent)).toMatchObject({ event_name: name });
  });

  test('keeps the id of the document that it is about beside its own', async () => {
    const record = await recordOf({ id: 'd1', action: 'doc_edited', type: 'user', account_id: ACCOUNT });
    expect(record).toMatchObject({ document_id: 'd1', id: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  });

  test('has the time of its arrival if it has no valid time', async () => {
    stopClock(new Date('2026-11-24T18:32:05Z'));
    expect(await recordOf({ event_name: 'voicemail_full', timestamp: 12 })).toMatchObject({
      occurred_at: '2026-11-24T18:32:05Z',
    });
    jest.useRealTimers();
  });

  test.each(['new_user', 'new_account', 'password_recovery', 'New_User'])(
    'is never one of %s, even if Dash sends it',
    async (event_name) => {
      expect(await recordOf({ event_name, password: 'x' })).toBeUndefined();
    },
  );
});

describe('an event that comes twice', () => {
  const timesGiven = async (first: Sent, second: Sent, laterMs: number, from: string): Promise<number> => {
    const platform = createPlatform();
    const start = new Date(from);
    stopClock(start);
    const given = await deliver(platform, first);
    stopClock(new Date(start.getTime() + laterMs));
    letExpire(platform, laterMs / 1000);
    const again = await deliver(platform, second);
    jest.useRealTimers();
    return given.length + again.length;
  };

  const MINUTE_MS = 60_000;
  const register = { event_name: 'register', event_category: 'notification', event_timestamp: 63_962_764_800 };
  const full = { event_name: 'voicemail_full', event_category: 'notification', voicemail_box: 'b1' };
  const edited = { id: 'd1', action: 'doc_edited', type: 'user' };

  test.each<[string, number, Sent, Sent, number]>([
    ['published again hours later is given', 1, { ...register, msg_id: '1' }, { msg_id: '2', ...register }, 180],
    ['at another time is given', 2, register, { ...register, event_timestamp: 63_962_764_809 }, 0],
    ['without a time, and published again in the hour, is given', 1, full, full, 10],
    ['without a time, an hour later, is given', 2, full, full, 60],
    ['as a change of the same item at once is given', 1, edited, edited, 0],
    ['as a change of the same item minutes later is given', 2, edited, edited, 2],
  ])('%s %i times', async (_what, times, first, second, minutes) => {
    expect(await timesGiven(first, second, minutes * MINUTE_MS, '2026-11-24T18:32:05Z')).toBe(times);
  });

  test.each<[string, number, Sent, number, string]>([
    ['a notification that comes again in another hour is given', 1, full, 10, '2026-11-24T18:55:00Z'],
    ['a notification that happens again in another hour is given', 2, full, 61, '2026-11-24T18:55:00Z'],
    ['a change that comes again in another minute is given', 1, edited, 0.1, '2026-11-24T18:32:58Z'],
  ])('across the clock, %s %i times', async (_what, times, sent, minutes, from) => {
    expect(await timesGiven(sent, sent, minutes * MINUTE_MS, from)).toBe(times);
  });

  test('without a time has an id of its own each time that it happens', async () => {
    const platform = createPlatform();
    const [first] = await deliver(platform, full);
    letExpire(platform, 3600);
    const [second] = await deliver(platform, full);
    expect(second?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.id).not.toBe(first?.id);
  });
});

describe('the editor', () => {
  const samples = (hook: string, data: unknown, query: Record<string, string> = {}) =>
    dashHost().get(`/v2/webhooks/samples/webhooks_${hook}`).query(query).reply(200, success(data));

  test('shows samples of the chosen notification, and no other', async () => {
    const data = ['register', 'new_user', 'deregister'].map((event_name) => ({
      event_name,
      event_timestamp: 63_962_764_800,
    }));
    samples('notifications', data, { filter_event_name: 'register' });
    expect(await list({ event: 'notifications/register' })).toMatchObject([
      { event_name: 'register', event_timestamp_at: '2026-11-24T18:40:00Z' },
    ]);
  });

  test('shows samples of the chosen change of an item', async () => {
    const event = { id: 'd1', action: 'doc_created', type: 'user' };
    samples('object', [event, { ...event, type: 'fax' }, { ...event, action: 'doc_deleted' }]);
    const chosen = { event: 'object', event_type: 'user', event_action: 'doc_created' };
    expect(await list(chosen)).toMatchObject([{ document_id: 'd1', type: 'user', action: 'doc_created' }]);
  });

  test('shows the one sample that is in no list', async () => {
    samples('parking', { event_name: 'PARK_PARKED', parking_slot: 1 });
    expect(await list({ event: 'parking' })).toMatchObject([{ event_name: 'PARK_PARKED', parking_slot: 1 }]);
  });

  test.each([
    [404, ''],
    [404, refusal(404, 'bad identifier')],
    [403, refusal(403, 'forbidden')],
    [500, refusal(500, 'unspecified_fault')],
    [200, success([])],
  ])('shows nothing of its own where Dash answers %i', async (status, body) => {
    dashHost().get('/v2/webhooks/samples/webhooks_parking').reply(status, body);
    expect(await list({ event: 'parking' })).toEqual([]);
  });
});
