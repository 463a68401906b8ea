import { cases } from '../../sandbox/dash/cases/cases.ts';
import { isObject } from '../../src/dash/schema.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden as load } from './golden.ts';
import { answersOf, openSandbox, VERSIONS, type GoldenAnswer, type Sandbox } from './sandbox.ts';
import { shapeOf } from './shapes.ts';

const JANE = '2516082ab40a149b2e4ce754df871dfa';
const MP3 = '202611-1a2b3c4d5e6f708192a3b4c5d6e7f801';
const WAV = '202611-2b3c4d5e6f708192a3b4c5d6e7f80192';
const SILENT = '202611-3c4d5e6f708192a3b4c5d6e7f8019203';
const LISTED = 'GET /recordings | mp3 with sound, wav with sound, mp3 without';

/** What depends on the call, not on the version, and differs between recordings. */
const OF_THE_CALL = ['callee_id_name', 'callee_id_number', 'caller_id_name', 'owner_id'];

/** The keys and types of a document, and those of the channel if there are any. */
const shapeOfDocument = (document: unknown) => {
  const entries = Object.entries(isObject(document) ? document : {}).filter(([key]) => !OF_THE_CALL.includes(key));
  return shapeOf(
    Object.fromEntries(entries.map(([key, value]) => [key, key === 'custom_channel_vars' ? 'variables' : value])),
  );
};

const ACCEPTS = [
  'application/json',
  '*/*',
  'audio/mpeg',
  'audio/mp3',
  'audio/x-wav',
  'audio/*',
  'audio/mpeg, */*',
] as const;
const SOUNDS = ['mp3 with sound', 'wav with sound', 'mp3 without sound'] as const;

const choices = SOUNDS.flatMap((sound) => ACCEPTS.map((accept) => [sound, accept] as const));

describe.each(VERSIONS)('KAZOO %s', (kazoo) => {
  const golden = answersOf(`api_recordings_${kazoo}`);
  const rows = golden(LISTED).data as Record<string, unknown>[];

  describe('the sandbox', () => {
    let sandbox: Sandbox;
    let ids: Record<(typeof SOUNDS)[number], string>;

    beforeEach(async () => {
      sandbox = await openSandbox(kazoo);
      const script = cases[0]?.script();
      if (!script) throw new Error('There is no such case');
      const call = sandbox.dash.recordCall(script);
      ids = {
        'mp3 with sound': sandbox.dash.keepRecording(call).id,
        'wav with sound': sandbox.dash.keepRecording(call, { format: 'wav' }).id,
        'mp3 without sound': sandbox.dash.keepRecording(call, { hasAudio: false }).id,
      };
    });
    afterEach(() => sandbox.close());

    test('lists whole documents with the stored types, and the start key of the list', async () => {
      const { body } = await sandbox.inAccount('/recordings');
      const listed = body.data as Record<string, unknown>[];
      const shapes = (list: readonly unknown[]) =>
        [...new Set(list.map((row) => JSON.stringify(shapeOfDocument(row))))].toSorted();
      expect(shapes(listed)).toEqual(shapes(rows));
      expect(body).toMatchObject({ page_size: 3, start_key: expect.any(String) as string });
      const { body: first } = await sandbox.inAccount('/recordings?page_size=1');
      const { envelope } = golden('GET /recordings?page_size=1');
      for (const key of ['start_key', 'next_start_key', 'page_size'])
        expect([key, typeof first[key]]).toEqual([key, typeof envelope?.[key]]);
    });

    test.each(choices)('returns the same for the %s with Accept: %s', async (sound, accept) => {
      const { status, headers, body } = await sandbox.inAccount(`/recordings/${ids[sound]}`, { headers: { accept } });
      const { http_status, data, resp_headers } = golden(`GET /recordings/{${sound}} | Accept: ${accept}`);
      expect(status).toBe(http_status ?? 200);
      const isSound = data === '<bytes of the attachment>';
      expect(body.data !== undefined).toBe(!isSound);
      expect(isSound ? headers.get('content-type') : 'application/json').toBe(
        isSound ? resp_headers?.['content-type'] : 'application/json',
      );
      expect(isSound || shapeOfDocument(body.data)).toEqual(isSound || shapeOfDocument(data));
    });

    test.each([
      ['GET /recordings/{id of no recording} | Accept: application/json', '202611-00000000000000000000000000000000'],
      ['GET /recordings/{id without month} | Accept: application/json', '1a2b3c4d5e6f708192a3b4c5d6e7f801'],
    ])('refuses %s in the same way', async (request, id) => {
      const { status, body } = await sandbox.inAccount(`/recordings/${id}`);
      const { http_status, data, envelope } = golden(request);
      expect([status, body.message, shapeOf(body.data)]).toEqual([http_status, envelope?.message, shapeOf(data)]);
    });

    test('filters by the direction of the leg, which is inbound even for the phone that makes a call', async () => {
      const { body } = await sandbox.inAccount('/recordings?filter_direction=outbound');
      expect(body.data).toEqual(golden('GET /recordings?filter_direction=outbound').data);
    });
  });

  describe('the app', () => {
    beforeEach(() => {
      stopClock(new Date('2026-11-25T19:40:00Z'));
    });
    afterEach(() => jest.useRealTimers());

    const wire = ({ data, envelope }: GoldenAnswer) => success(data, { ...envelope, auth_token: undefined });
    const listed = () =>
      account()
        .get('/recordings')
        .query(true)
        .reply(200, wire(golden(LISTED)));
    const person = () =>
      account()
        .get(`/users/${JANE}`)
        .reply(200, success({ id: JANE, first_name: 'Jane', last_name: 'Doe' }));
    /** In 4.2, a recording that a call flow started does not have the owner of the leg; its call may have it. */
    const callHistory = () => account().get('/cdrs').query(true).optionally().reply(403, refusal(403, 'forbidden'));
    const poll = (inputData: object = {}) => {
      listed();
      callHistory();
      person();
      return createPlatform().run('triggers.new_recording.operation.perform', { inputData });
    };

    const inbound = {
      id: MP3,
      direction: 'inbound',
      from_number: '+14155550134',
      from_name: 'Ann Lee',
      to_number: '+14155550102',
      duration_seconds: 42,
      user_name: 'Jane Doe',
      recording_status: 'ready',
      content_type: 'audio/mpeg',
      call_id: '8c80b057bc0b599b@198.51.100.7',
    };
    const outbound = {
      id: WAV,
      direction: 'outbound',
      from_number: '1002',
      from_name: 'Jane Doe',
      to_number: '+14155550199',
      user_name: 'Jane Doe',
      recording_status: 'ready',
      content_type: 'audio/x-wav',
    };

    test('returns the recordings whose audio is stored, with the direction of their call', async () => {
      expect(await poll()).toMatchObject([outbound, inbound]);
    });

    test.each([
      ['outbound', [outbound]],
      ['inbound', [inbound]],
      ['internal', []],
    ])('filters by the direction of the call: %s', async (direction, expected) => {
      listed();
      callHistory();
      account()
        .get(`/users/${JANE}`)
        .optionally()
        .reply(200, success({ id: JANE, first_name: 'Jane', last_name: 'Doe' }));
      const given = await createPlatform().run('triggers.new_recording.operation.perform', {
        inputData: { direction },
      });
      expect(given).toMatchObject(expected);
    });

    test('deletes one by its document, which does not say whether the audio is stored', async () => {
      const { data, envelope } = golden('GET /recordings/{wav with sound} | Accept: application/json');
      account()
        .get(`/recordings/${WAV}`)
        .reply(200, success(data, { ...envelope, auth_token: undefined }));
      account().delete(`/recordings/${WAV}`).reply(200, success(data));
      person();
      const deleted = await createPlatform().run('creates.delete_recording.operation.perform', {
        inputData: { recording: WAV },
      });
      expect(deleted).toMatchObject({ ...outbound, recording: null, recording_status: 'deleted' });
    });

    test('returns a note in place of audio that is not stored', async () => {
      const { http_status, data } = golden('GET /recordings/{mp3 without sound} | Accept: audio/mpeg');
      account()
        .get(`/recordings/${SILENT}`)
        .twice()
        .reply(Number(http_status), refusal(404, 'bad_identifier', data), { 'content-type': 'application/json' });
      const platform = createPlatform();
      await platform.run('hydrators.recordingAudio', { inputData: { recording_id: SILENT, name: 'Recording' } });
      expect(platform.files).toMatchObject([{ name: 'Recording-not-available.txt' }]);
    });

    type ObjectEvent = { events: { json: object | null; form: string }[] };
    const [created] = (load(`object_${kazoo}`) as ObjectEvent).events;
    const bodies: [string, string][] = [
      ['form', `${String(created?.form)}&zapier_token=secret`],
      ...(created?.json
        ? [['JSON', JSON.stringify({ ...created.json, zapier_token: 'secret' })] as [string, string]]
        : []),
    ];

    test.each(bodies)('returns the event of a new recording unchanged, as %s', async (_format, content) => {
      const given = await createPlatform().run('triggers.dash_event.operation.perform', {
        inputData: { event: 'object', event_type: 'call_recording', event_action: 'doc_created' },
        subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
        rawRequest: { content },
      });
      expect(given).toMatchObject([{ action: 'doc_created', type: 'call_recording' }]);
    });
  });
});
