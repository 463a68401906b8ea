import { HOUR_SECONDS } from '../../src/dash/time.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';
import { BOX, mailbox, owner } from '../support/voicemail.ts';
import { letExpire } from '../zapier/expiry.ts';

type Platform = ReturnType<typeof createPlatform>;

const event = { account_id: 'a', event_name: 'voicemail_full', voicemail_box: BOX, type: 'voicemail_full' };
const subscribeData = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' };

beforeEach(() => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
});
afterEach(() => jest.useRealTimers());

const deliver = (platform: Platform, changes: object = {}, inputData: object = {}) =>
  platform.run('triggers.voicemail_box_full.operation.perform', {
    subscribeData,
    inputData,
    rawRequest: {
      content: JSON.stringify({
        ...event,
        message_count: 100,
        max_message_count: 100,
        zapier_token: 'secret',
        ...changes,
      }),
    },
  }) as Promise<Record<string, unknown>[]>;

const know = (box: object = mailbox) => {
  account().get(`/vmboxes/${BOX}`).reply(200, success(box));
  account().get(`/users/${USER}`).optionally().reply(200, success(owner));
};

const FULL = {
  id: `${BOX}-2026-11-24T18`,
  summary: "The voicemail box Jane Doe's Voicemail (1002) is full, so callers can't leave voicemails.",
  mailbox_id: BOX,
  mailbox_name: "Jane Doe's Voicemail",
  mailbox_number: '1002',
  occurred_at: '2026-11-24T18:32:05Z',
  occurred_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
  user_id: USER,
  user_name: 'Jane Doe',
  user_first_name: 'Jane',
  user_last_name: 'Doe',
  user_email: 'jane.doe@example.com',
  user_extension: '1002',
  message_count: 100,
  max_message_count: 100,
};

describe('a full voicemail box', () => {
  test('is reported with its owner, at the time the event arrives', async () => {
    know();
    expect(await deliver(createPlatform())).toEqual([FULL]);
  });

  test('is reported once an hour, however many callers find it full', async () => {
    const platform = createPlatform();
    know();
    expect(await deliver(platform)).toHaveLength(1);
    for (const time of ['18:59:59', '19:00:00', '19:32:04']) {
      jest.setSystemTime(new Date(`2026-11-24T${time}Z`));
      expect(await deliver(platform, { msg_id: time })).toEqual([]);
    }
    jest.setSystemTime(new Date('2026-11-24T19:32:05Z'));
    letExpire(platform, HOUR_SECONDS);
    know();
    expect(await deliver(platform)).toMatchObject([{ id: `${BOX}-2026-11-24T19` }]);
  });

  test('has counts that arrive as text', async () => {
    know();
    const [record] = await deliver(createPlatform(), { message_count: '101', max_message_count: '100' });
    expect(record).toMatchObject({ message_count: 101, max_message_count: 100 });
  });

  test.each([
    ['without an owner and a number', { id: BOX, name: 'Front Desk' }, 'The voicemail box Front Desk is full'],
    ['without a name', { id: BOX, mailbox: '1000' }, 'The voicemail box 1000 is full'],
    ['without both', { id: BOX }, 'A voicemail box is full'],
  ])('%s has a summary', async (_name, box, beginning) => {
    know(box);
    const [record] = await deliver(createPlatform());
    expect(record).toMatchObject({ summary: `${beginning}, so callers can't leave voicemails.`, user_id: null });
  });

  test('that the event does not name is reported with what is known', async () => {
    const nothing = { voicemail_box: undefined, message_count: undefined, max_message_count: undefined };
    const [record] = await deliver(createPlatform(), nothing);
    expect(Object.keys(record ?? {})).toEqual(Object.keys(FULL));
    expect(record).toMatchObject({
      summary: "A voicemail box is full, so callers can't leave voicemails.",
      occurred_at: '2026-11-24T18:32:05Z',
      mailbox_id: null,
      message_count: null,
    });
  });

  test.each([
    [[OTHER, BOX], 1],
    [[OTHER], 0],
    [['', null], 1],
  ])('with the filter %j triggers %i times', async (mailboxes, times) => {
    if (times > 0) know();
    expect(await deliver(createPlatform(), {}, { mailboxes })).toHaveLength(times);
  });
});

test('the webhook is for full voicemail boxes only', async () => {
  account().get('/webhooks').query({ paginate: 'false' }).reply(200, success([]));
  account()
    .put(
      '/webhooks',
      ({ data }: { data: { hook: string; custom_data: { type: string } } }) =>
        data.hook === 'notifications' && data.custom_data.type === 'voicemail_full',
    )
    .reply(201, success({ id: 'w1' }));
  const subscribed = createPlatform().run('triggers.voicemail_box_full.operation.performSubscribe', {
    targetUrl: 'https://hooks.zapier.com/1',
  });
  expect(await subscribed).toMatchObject({ webhook_ids: ['w1'] });
});

describe('the editor', () => {
  const show = (inputData: object = {}) =>
    createPlatform().run('triggers.voicemail_box_full.operation.performList', { inputData });
  const listed = (rows: object[]) => account().get('/vmboxes').query({ paginate: 'false' }).reply(200, success(rows));

  test('shows the voicemail boxes that are full now, fullest first; above 100 messages the limit is unknown', async () => {
    listed([
      { id: 'almost', messages: 99 },
      { id: 'fullest', messages: 102 },
      { id: BOX, messages: 100 },
      { id: 'unknown' },
    ]);
    account()
      .get('/vmboxes/fullest')
      .reply(200, success({ id: 'fullest', name: 'Front Desk', mailbox: '1000' }));
    know();
    expect(await show()).toEqual([
      expect.objectContaining({ mailbox_id: 'fullest', message_count: 102, max_message_count: null }),
      FULL,
    ]);
  });

  test.each([
    ['no voicemail box is full', {}],
    ['another voicemail box is full', { mailboxes: [OTHER] }],
  ])('shows nothing if %s', async (_name, inputData) => {
    listed([{ id: BOX, messages: 'mailboxes' in inputData ? 100 : 4 }]);
    expect(await show(inputData)).toEqual([]);
  });

  test.each([
    [404, '', "Voicemail isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."],
    [
      403,
      refusal(403, 'forbidden'),
      "Could not list the voicemail boxes: this connection isn't allowed to do that. Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.",
    ],
  ])('says why when Dash returns %i', async (status, body, sentence) => {
    account().get('/vmboxes').query({ paginate: 'false' }).reply(status, body);
    await expect(show()).rejects.toMatchObject(halts(sentence));
  });
});
