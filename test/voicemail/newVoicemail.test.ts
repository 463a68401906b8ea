import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { BOX, mailbox, MESSAGE, owner, voicemailEvent } from '../support/voicemail.ts';
import { refreshes, throttles } from '../support/told.ts';
import { voicemailSample } from '../../src/voicemail/voicemail.record.ts';

type Platform = ReturnType<typeof createPlatform>;

const looksAgain = throttles(
  "VirtualPBX hasn't stored everything that this step's filters need. Zapier tries again in two minutes.",
  120,
);

const subscribeData = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' };

const deliver = (platform: Platform, event: object = {}, inputData: object = {}) =>
  platform.run('triggers.new_voicemail.operation.perform', {
    subscribeData,
    inputData,
    rawRequest: { content: JSON.stringify({ ...voicemailEvent, zapier_token: 'secret', ...event }) },
  }) as Promise<Record<string, unknown>[]>;

const show = (inputData: object = {}, platform = createPlatform()) =>
  platform.run('triggers.new_voicemail.operation.performList', { inputData }) as Promise<Record<string, unknown>[]>;

const knowMailbox = (status = 200, body: object = success(mailbox)) =>
  account().get(`/vmboxes/${BOX}`).reply(status, body);
const knowOwner = (status = 200, body: object = success(owner)) => account().get(`/users/${USER}`).reply(status, body);

/** One record from a platform that has cached neither the voicemail box nor its owner. */
const recordOf = async (event: object) => {
  knowMailbox();
  knowOwner();
  const [record] = await deliver(createPlatform(), event);
  return record ?? {};
};

describe('a voicemail', () => {
  test('becomes a record with names, times, length, and audio', async () => {
    const record = await recordOf({});
    const { audio, ...rest } = record;
    expect(rest).toEqual({
      id: MESSAGE,
      summary: 'Voicemail from Ann Lee (415-488-6134) for Jane Doe, Tue, Nov 24, 10:32 AM, 14 sec long.',
      from_number: '+14154886134',
      from_name: 'Ann Lee',
      to_number: '1002',
      to_name: null,
      customer: 'Ann Lee (415-488-6134)',
      customer_number: '+14154886134',
      customer_number_national: '(415) 488-6134',
      customer_number_digits: '4154886134',
      customer_name: 'Ann Lee',
      call_back_link: 'tel:+14154886134',
      our_number: '1002',
      received_at: '2026-11-24T18:32:05Z',
      received_at_local: '2026-11-24T10:32:05-08:00',
      local_date: '2026-11-24',
      local_time: '10:32',
      local_time_12h: '10:32 AM',
      local_hour: 10,
      weekday: 'Tuesday',
      duration_seconds: 14,
      duration_text: '0:14',
      mailbox_id: BOX,
      mailbox_name: "Jane Doe's Voicemail",
      mailbox_number: '1002',
      user_id: USER,
      user_name: 'Jane Doe',
      user_first_name: 'Jane',
      user_last_name: 'Doe',
      user_email: 'jane.doe@example.com',
      user_extension: '1002',
      transcription: 'Could you call me back about Friday?',
      has_transcription: true,
      audio_status: 'ready',
      call_id: '0_2921477642@10.126.0.9',
    });
    expect(String(audio)).toMatch(/^hydrate\|\|\|.*\|\|\|hydrate$/);
    expect(JSON.parse(String(audio).split('|||')[1] ?? '')).toMatchObject({
      type: 'file',
      method: 'hydrators.voicemailAudio',
      bundle: { mailbox_id: BOX, message_id: MESSAGE, name: 'Voicemail-Ann-Lee-2026-11-24-10-32' },
    });
  });

  test('costs two requests, and none while the voicemail box and its owner are cached', async () => {
    const platform = createPlatform();
    knowMailbox();
    knowOwner();
    await deliver(platform);
    const [second] = await deliver(platform, { voicemail_id: '202611-second' });
    expect(second).toMatchObject({ id: '202611-second', mailbox_name: mailbox.name, user_name: 'Jane Doe' });
  });

  test('in a shared voicemail box has no owner, and the summary names the box', async () => {
    knowMailbox(200, success({ ...mailbox, name: 'Front Desk', owner_id: undefined }));
    const [record] = await deliver(createPlatform());
    expect(record).toMatchObject({ mailbox_name: 'Front Desk', user_id: null, user_name: null });
    expect(record?.summary).toContain(' for Front Desk,');
  });

  test.each([404, 403, 500])('is returned without names if Dash returns %i for the voicemail box', async (status) => {
    knowMailbox(status, refusal(status, 'no'));
    const [record] = await deliver(createPlatform());
    expect(record).toMatchObject({ mailbox_id: BOX, mailbox_name: null, user_name: null, audio_status: 'ready' });
    expect(record?.summary).toBe('Voicemail from Ann Lee (415-488-6134), Tue, Nov 24, 10:32 AM, 14 sec long.');
  });

  test("is returned with its owner's ID if the owner can't be read", async () => {
    knowMailbox();
    knowOwner(500, refusal(500, 'no'));
    expect(await deliver(createPlatform())).toMatchObject([{ user_id: USER, user_name: null }]);
  });

  test.each<[string, unknown, string | null]>([
    ['a text', 'Hello', 'Hello'],
    ['an object', { result: 'success', text: 'Hello' }, 'Hello'],
    ['a failed attempt', { result: 'error' }, null],
    ['an empty text', '  ', null],
    ['missing', undefined, null],
  ])('with a transcription that is %s', async (_name, voicemail_transcription, expected) => {
    expect(await recordOf({ voicemail_transcription })).toMatchObject({
      transcription: expected,
      has_transcription: expected !== null,
    });
  });

  test('from a hidden caller has no name', async () => {
    const record = await recordOf({ caller_id_number: 'anonymous', caller_id_name: 'Anonymous' });
    expect(record).toMatchObject({ from_number: 'anonymous', from_name: null, customer: 'Hidden number' });
    expect(record.summary).toContain('Voicemail from a hidden number for Jane Doe');
  });

  test('from a colleague has no customer', async () => {
    const record = await recordOf({ caller_id_number: '1003', caller_id_name: 'Bob Smith' });
    expect(record).toMatchObject({ from_number: '1003', customer: null, customer_number: null, our_number: null });
  });

  test.each<[object, number]>([
    [{ minimum_seconds: 14 }, 1],
    [{ minimum_seconds: '15' }, 0],
    [{ exclude_numbers: ['(415) 488-6134'] }, 0],
    [{ exclude_numbers: ['1002'] }, 0],
    [{ exclude_numbers: '+14154886199, nonsense' }, 1],
  ])('with the filter %j triggers %i times', async (inputData, times) => {
    if (times > 0) {
      knowMailbox();
      knowOwner();
    }
    expect(await deliver(createPlatform(), {}, inputData)).toHaveLength(times);
  });

  test('of unknown length passes the minimum length', async () => {
    knowMailbox();
    knowOwner();
    expect(await deliver(createPlatform(), { voicemail_length: undefined }, { minimum_seconds: 60 })).toHaveLength(1);
  });

  test('with a filter that is not a number fails in the editor', async () => {
    const run = createPlatform().run('triggers.new_voicemail.operation.performSubscribe', {
      inputData: { exclude_numbers: ['nonsense!'] },
      targetUrl: 'https://hooks.zapier.com/1',
    });
    await expect(run).rejects.toThrow('Numbers to Skip');
  });

  test('takes the number from the address if there is no caller ID', async () => {
    expect(await recordOf({ caller_id_number: undefined, caller_id_name: undefined })).toMatchObject({
      from_number: '+14154886134',
      from_name: null,
    });
  });

  test('without speech is empty', async () => {
    expect(await recordOf({ voicemail_length: 0 })).toMatchObject({ audio_status: 'empty', duration_text: '0:00' });
  });

  test('with almost no data is returned with what is known', async () => {
    const bare = Object.fromEntries(Object.keys(voicemailEvent).map((key) => [key, undefined]));
    const [record] = await deliver(createPlatform(), { ...bare, call_id: 'c1' });
    expect(Object.keys(record ?? {}).sort()).toEqual(Object.keys(voicemailSample).sort());
    expect(record).toMatchObject({
      summary: 'Voicemail from an unknown number.',
      audio: null,
      audio_status: 'unknown',
      received_at: null,
      duration_seconds: null,
      mailbox_id: null,
      call_id: 'c1',
    });
    expect(record?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, unknown, number]>([
    ['its voicemail box among several', [OTHER, BOX], 1],
    ['another voicemail box', [OTHER], 0],
    ['no voicemail box', [], 1],
    ['only empty lines', ['', null], 1],
    ['its voicemail box as a single value', BOX, 1],
  ])('passes a filter with %s', async (_name, mailboxes, passed) => {
    if (passed > 0) {
      knowMailbox();
      knowOwner();
    }
    expect(await deliver(createPlatform(), {}, { mailboxes })).toHaveLength(passed);
  });

  test('without a voicemail box does not pass a filter', async () => {
    expect(await deliver(createPlatform(), { voicemail_box: undefined }, { mailboxes: [BOX] })).toEqual([]);
  });
});

describe('only with a transcription', () => {
  const ON = { only_with_transcription: true };
  const silent = { voicemail_transcription: undefined };
  const stored = { result: 'success', text: 'Could you call me back?' };

  const message = (status: number, body: object = refusal(status, 'no')) =>
    account().get(`/vmboxes/${BOX}/messages/${MESSAGE}`).reply(status, body);
  const written = (transcription?: unknown) =>
    message(200, success({ media_id: MESSAGE, folder: 'new', transcription }));
  const knowNames = () => {
    knowMailbox();
    knowOwner();
  };

  test('a voicemail whose event has one costs no extra request', async () => {
    knowNames();
    expect(await deliver(createPlatform(), {}, ON)).toMatchObject([{ has_transcription: true }]);
  });

  test.each([false, '', undefined])('with %j a voicemail without one is returned at once', async (value) => {
    knowNames();
    const records = await deliver(createPlatform(), silent, { only_with_transcription: value });
    expect(records).toMatchObject([{ transcription: null, has_transcription: false }]);
  });

  test('one that was stored after the event was sent is found', async () => {
    written(stored);
    knowNames();
    const records = await deliver(createPlatform(), silent, ON);
    expect(records).toMatchObject([{ id: MESSAGE, transcription: stored.text, has_transcription: true }]);
  });

  test('one that arrives within two minutes is found by the second check', async () => {
    const platform = createPlatform();
    written();
    await expect(deliver(platform, silent, ON)).rejects.toMatchObject(looksAgain);
    written(stored);
    knowNames();
    expect(await deliver(platform, silent, ON)).toMatchObject([{ transcription: stored.text }]);
  });

  test.each<[string, () => unknown]>([
    ['is not written', () => written()],
    ['failed', () => written({ result: 'error' })],
    ['was deleted with the voicemail', () => message(404)],
  ])('a voicemail whose transcription %s is skipped after a second check', async (_what, know) => {
    const platform = createPlatform();
    know();
    await expect(deliver(platform, silent, ON)).rejects.toMatchObject(looksAgain);
    know();
    expect(await deliver(platform, silent, ON)).toEqual([]);
  });

  test.each([403, 500, 503])(
    'a voicemail for which Dash returns %d twice is returned, because the transcription is unknown',
    async (status) => {
      const platform = createPlatform();
      message(status);
      await expect(deliver(platform, silent, ON)).rejects.toMatchObject(looksAgain);
      message(status);
      knowNames();
      expect(await deliver(platform, silent, ON)).toMatchObject([{ id: MESSAGE, has_transcription: false }]);
    },
  );

  test.each([{ voicemail_id: undefined }, { voicemail_box: undefined }])('so is one without %j', async (said) => {
    const platform = createPlatform();
    const event = { ...silent, ...said };
    await expect(deliver(platform, event, ON)).rejects.toMatchObject(looksAgain);
    if (!('voicemail_box' in said)) knowNames();
    expect(await deliver(platform, event, ON)).toMatchObject([{ has_transcription: false }]);
  });

  test('a session that has ended is renewed', async () => {
    message(401, refusal(401, 'invalid_credentials'));
    await expect(deliver(createPlatform(), silent, ON)).rejects.toMatchObject(refreshes);
  });

  test('a voicemail that fails another filter costs no request', async () => {
    expect(await deliver(createPlatform(), silent, { ...ON, minimum_seconds: 60 })).toEqual([]);
  });

  test('the editor shows voicemails with one', async () => {
    const row = (media_id: string, more: object) => ({ [BOX]: { media_id, folder: 'new', timestamp: 1, ...more } });
    const rows = [row(MESSAGE, { transcribed: true }), row('202611-b', {}), row('202611-c', { transcribed: true })];
    account().get('/vmboxes/messages').query({ page_size: 20 }).reply(200, success(rows));
    written(stored);
    account().get(`/vmboxes/${BOX}/messages/202611-c`).reply(404, refusal(404, 'bad identifier'));
    knowNames();
    expect(await show(ON)).toMatchObject([{ id: MESSAGE, transcription: stored.text }]);
  });
});

describe('the editor', () => {
  const row = (media_id: string, timestamp: number, more: object = {}) => ({
    media_id,
    timestamp,
    from: '+14154886134@carrier.test',
    to: '1002@sip.test',
    caller_id_number: '+14154886134',
    caller_id_name: 'Ann Lee',
    call_id: voicemailEvent.call_id,
    folder: 'new',
    length: 14200,
    ...more,
  });

  test('shows the newest three of all voicemail boxes, with the same keys and values as a live event', async () => {
    const rows = [
      { [BOX]: row('202611-a', 63_962_764_000) },
      { [BOX]: row('202611-deleted', 63_962_764_900, { folder: 'deleted' }) },
      { [BOX]: row(MESSAGE, 63_962_764_325, { transcribed: true }) },
      { [BOX]: row('202611-old', 63_962_756_000) },
      { [BOX]: row('202611-b', 63_962_764_100) },
      { [BOX]: { folder: 'new' } },
      'nonsense',
    ];
    account().get('/vmboxes/messages').query({ page_size: 20 }).reply(200, success(rows));
    const transcription = { result: 'success', text: 'Could you call me back about Friday?' };
    account()
      .get(`/vmboxes/${BOX}/messages/${MESSAGE}`)
      .reply(200, success({ ...row(MESSAGE, 63_962_764_325), transcription }));
    knowMailbox();
    knowOwner();
    const platform = createPlatform();
    const shown = await show({}, platform);
    expect(shown.map(({ id }) => id)).toEqual([MESSAGE, '202611-b', '202611-a']);
    expect([shown[0]]).toEqual(await deliver(platform));
  });

  test('reads only the chosen voicemail boxes', async () => {
    account()
      .get(`/vmboxes/${BOX}/messages`)
      .query({ page_size: 20 })
      .reply(200, success([row('202611-a', 63_962_764_000)]));
    account().get(`/vmboxes/${OTHER}/messages`).query({ page_size: 20 }).reply(200, success([]));
    knowMailbox();
    knowOwner();
    expect(await show({ mailboxes: [BOX, OTHER, ''] })).toMatchObject([{ id: '202611-a', transcription: null }]);
  });

  test('shows a voicemail without its transcription if that was deleted', async () => {
    account()
      .get('/vmboxes/messages')
      .query({ page_size: 20 })
      .reply(200, success([{ [BOX]: row('202611-a', 1, { transcribed: true }) }]));
    account()
      .get(`/vmboxes/${BOX}/messages/202611-a`)
      .reply(404, refusal(404, 'bad identifier', ['202611-a']));
    knowMailbox();
    knowOwner();
    expect(await show()).toMatchObject([{ id: '202611-a', has_transcription: false, received_at: null }]);
  });

  test('shows nothing for an account without voicemails', async () => {
    account().get('/vmboxes/messages').query({ page_size: 20 }).reply(200, success([]));
    expect(await show()).toEqual([]);
  });

  test('fails if voicemail is not turned on for the account', async () => {
    account().get('/vmboxes/messages').query({ page_size: 20 }).reply(404, '');
    await expect(show()).rejects.toThrow("Voicemail isn't turned on for this VirtualPBX account.");
  });
});
