import type { DashEvent, NewVoicemail } from '../../sandbox/dash/server.ts';
import { parseWebhookPayload } from '../../src/zapier/webhookPayload.ts';
import { toGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden as load } from './golden.ts';
import { answersOf, openSandbox, VERSIONS, type GoldenAnswer, type Sandbox } from './sandbox.ts';
import { shapeOf } from './shapes.ts';

type GoldenEvent = { name: string; json: Record<string, unknown> | null; form: string };

const OURS = ['revision', 'auth_token', 'timestamp', 'version', 'node', 'request_id', 'status', 'data'];
const paging = (envelope: Record<string, unknown> = {}) =>
  shapeOf(Object.fromEntries(Object.entries(envelope).filter(([key]) => !OURS.includes(key))));

/** The IDs in the golden account. */
const JANES_BOX = '837fe7f1300142b532466a7a73bc3382';
const JANE = '2516082ab40a149b2e4ce754df871dfa';
const NEW = '202611-6e097cd291aed294d2018ecf4b3a6cb8';
const DELETED = '202611-8a297cd291aed294d2018ecf4b3a6cba';
const UNKNOWN = '202611-00000000000000000000000000000000';

describe.each(VERSIONS)('KAZOO %s', (kazoo) => {
  const golden = answersOf(`api_voicemail_${kazoo}`);
  const { events } = load(`notifications_${kazoo}`) as { events: GoldenEvent[] };

  describe('the sandbox', () => {
    let sandbox: Sandbox;
    let box: string;
    let ids: Record<'transcribed' | 'saved' | 'failed' | 'other', string>;

    /** A box with a voicemail of each kind, another with one from a colleague, and one that never had any. */
    beforeEach(async () => {
      sandbox = await openSandbox(kazoo);
      const { dash } = sandbox;
      dash.company.mailboxes = dash.company.mailboxes.filter(({ mailbox }) =>
        ['1000', '1002', '1003'].includes(mailbox),
      );
      const from = { callerNumber: '+14155550134', callerName: 'Ann Lee' };
      const minutes = (count: number) => ({ at: new Date(Date.now() - count * 60_000) });
      const success = { result: 'success', text: 'Please call me back' };
      const first = await dash.leaveVoicemail({ mailbox: '1002', ...from, transcription: success, ...minutes(2) });
      const saved = await dash.leaveVoicemail({ mailbox: '1002', ...from, ...minutes(3) });
      const failed = { result: 'error', text: '' };
      const gone = await dash.leaveVoicemail({ mailbox: '1002', ...from, transcription: failed, ...minutes(4) });
      const inside = { callerNumber: '1002', callerName: 'Jane Doe' };
      const other = await dash.leaveVoicemail({ mailbox: '1003', ...inside, ...minutes(1) });
      box = first.mailbox_id;
      for (const one of dash.company.mailboxes) one.flags = one.id === box ? ['front-desk'] : [];
      ids = { transcribed: first.media_id, saved: saved.media_id, failed: gone.media_id, other: other.media_id };
      const move = (id: string, folder: string) =>
        sandbox.inAccount(`/vmboxes/${box}/messages/${id}`, { method: 'POST', data: { folder } });
      await move(ids.saved, 'saved');
      await move(ids.failed, 'deleted');
    });
    afterEach(() => sandbox.close());

    const requests: [string, () => string][] = [
      ['GET /vmboxes', () => '/vmboxes'],
      ['GET /vmboxes/{id}/messages', () => `/vmboxes/${box}/messages`],
      ['GET /vmboxes/{id}/messages?filter_folder=new', () => `/vmboxes/${box}/messages?filter_folder=new`],
      ['GET /vmboxes/{id}/messages?page_size=1', () => `/vmboxes/${box}/messages?page_size=1`],
      ['GET /vmboxes/{unknown}/messages', () => `/vmboxes/${'0'.repeat(32)}/messages`],
      ['GET /vmboxes/messages', () => '/vmboxes/messages'],
      ['GET /vmboxes/{id}/messages/{transcribed}', () => `/vmboxes/${box}/messages/${ids.transcribed}`],
      ['GET /vmboxes/{id}/messages/{saved, not transcribed}', () => `/vmboxes/${box}/messages/${ids.saved}`],
      ['GET /vmboxes/{id}/messages/{deleted, transcription failed}', () => `/vmboxes/${box}/messages/${ids.failed}`],
      ['GET /vmboxes/{id}/messages/{message of another box}', () => `/vmboxes/${box}/messages/${ids.other}`],
      ['GET /vmboxes/{id}/messages/{unknown message}', () => `/vmboxes/${box}/messages/${UNKNOWN}`],
      ['GET /vmboxes/{unknown}', () => `/vmboxes/${'0'.repeat(32)}`],
    ];

    test.each(requests)('returns %s with the same rows, keys, and types', async (request, path) => {
      const { status, body } = await sandbox.inAccount(path());
      const { http_status, data, envelope } = golden(request);
      expect(status).toBe(http_status ?? 200);
      // In the account's list, each row is under the ID of its box.
      const rowsOf = (list: unknown) =>
        request === 'GET /vmboxes/messages'
          ? (list as Record<string, unknown>[]).map((row) => Object.values(row))
          : list;
      expect(shapeOf(rowsOf(body.data))).toEqual(shapeOf(rowsOf(data)));
      expect(paging(body)).toEqual(paging(envelope));
    });

    test('lists the boxes by name in 4.2, by ID in 4.3, each with its count', async () => {
      const { body } = await sandbox.inAccount('/vmboxes');
      const rows = body.data as { id: string; name: string; messages: number }[];
      const keyOf = ({ id, name }: { id: string; name: string }) => (kazoo === '4.2' ? name : id);
      expect(rows.map(keyOf)).toEqual(rows.map(keyOf).toSorted());
      expect(rows.map(({ messages }) => messages).toSorted()).toEqual([0, 1, 2]);
    });

    test('lists deleted messages, and starts a page with the first row of its key', async () => {
      const { body } = await sandbox.inAccount(`/vmboxes/${box}/messages`);
      const folders = (answer: typeof body) => (answer.data as { folder: string }[]).map(({ folder }) => folder);
      expect(folders(body)).toEqual(['new', 'saved', 'deleted']);
      for (const message of sandbox.dash.company.messages) message.timestamp = toGregorian(new Date()) - 60;
      const first = await sandbox.inAccount(`/vmboxes/${box}/messages?page_size=2`);
      const next = String(first.body.next_start_key);
      const second = await sandbox.inAccount(`/vmboxes/${box}/messages?page_size=3&start_key=${next}`);
      expect([folders(first.body).length, folders(second.body).length]).toEqual([2, 3]);
    });

    test.each([
      ['POST /vmboxes/{id}/messages/{transcribed} {"data":{"folder":"saved"}}', () => `/${ids.transcribed}`, {}],
      [
        'POST /vmboxes/{id}/messages {"data":{"folder":"saved","messages":[one, unknown]}}',
        () => '',
        { messages: true },
      ],
    ])('returns the same for %s', async (request, path, more) => {
      const messages = 'messages' in more ? { messages: [ids.saved, UNKNOWN] } : {};
      const { status, body } = await sandbox.inAccount(`/vmboxes/${box}/messages${path()}`, {
        method: 'POST',
        data: { folder: 'saved', ...messages },
      });
      expect(status).toBe(200);
      expect(shapeOf(body.data)).toEqual(shapeOf(golden(request).data));
    });

    test('returns the audio with its type and a name without quotes', async () => {
      const { headers } = await sandbox.inAccount(`/vmboxes/${box}/messages/${ids.transcribed}/raw`, {
        headers: { accept: '*/*' },
      });
      expect(headers.get('content-type')).toBe('audio/x-wav');
      expect(headers.get('content-disposition')).toMatch(
        /^attachment; filename=\+14155550134_\d{4}-\d\d-\d\d_\S+\.wav$/,
      );
    });

    const left: [string, () => Promise<DashEvent>][] = [
      ['voicemail_new', async () => (await sandbox.dash.leaveVoicemail(voicemail)).event],
      [
        'voicemail_new_transcribed',
        async () => {
          const transcription = { result: 'success', text: 'Hello' };
          return (await sandbox.dash.leaveVoicemail({ ...voicemail, transcription })).event;
        },
      ],
      [
        'voicemail_full',
        async () => {
          sandbox.dash.fillMailbox('1002');
          return (await sandbox.dash.leaveVoicemail(voicemail)).event;
        },
      ],
      ['voicemail_saved', () => sandbox.dash.notify('voicemail_saved')],
    ];
    const voicemail: NewVoicemail = {
      mailbox: '1002',
      callerNumber: '+14155550134',
      callerName: 'Ann Lee',
    };

    /** What a delivery adds: the version, and the webhook's `custom_data`. */
    const ADDED = ['type', 'cluster_id'];
    /** A message that no one waits for has no response queue and no log: in the sandbox, all events have the same. */
    const ONLY_OURS: Record<string, string[]> = { voicemail_saved: ['server_id'] };

    test.each(left)('sends the event %s with the same keys and types', async (event, publish) => {
      const { payload } = await publish();
      const expected = events.find(({ name: one }) => one === event);
      const fields = parseWebhookPayload({ rawRequest: { content: String(expected?.form) } });
      const keysOf = (value: Record<string, unknown>) =>
        Object.keys(value).filter((key) => !ADDED.includes(key) && !(ONLY_OURS[event] ?? []).includes(key));
      expect(keysOf(payload).toSorted()).toEqual(keysOf(fields).toSorted());
      const typed = expected?.json ?? {};
      for (const key of Object.keys(typed).filter((one) => one in payload)) {
        expect([key, shapeOf(payload[key])]).toEqual([key, shapeOf(typed[key])]);
      }
    });
  });

  describe('the app', () => {
    afterEach(() => jest.useRealTimers());

    const wire = ({ data, envelope }: GoldenAnswer) => success(data, { ...envelope, auth_token: undefined });
    const people = () => {
      account()
        .get(`/vmboxes/${JANES_BOX}`)
        .reply(200, wire(golden('GET /vmboxes/{id}')));
      account()
        .get(`/users/${JANE}`)
        .reply(200, success({ id: JANE, first_name: 'Jane', last_name: 'Doe' }));
    };
    const document = golden('GET /vmboxes/{id}/messages/{transcribed}');

    test('finds the new voicemail, and its transcription if this version returns it', async () => {
      stopClock(new Date('2026-11-25T19:40:00Z'));
      account()
        .get(`/vmboxes/${JANES_BOX}/messages`)
        .query(true)
        .reply(200, wire(golden('GET /vmboxes/{id}/messages')));
      if (kazoo === '4.3') account().get(`/vmboxes/${JANES_BOX}/messages/${NEW}`).reply(200, wire(document));
      people();
      const found = await createPlatform().run('searches.find_voicemail.operation.perform', {
        inputData: { mailbox: JANES_BOX },
      });
      expect(found).toMatchObject([
        {
          id: NEW,
          from_number: '+14155550134',
          from_name: 'Ann Lee',
          to_number: '+14155550102',
          duration_seconds: 5,
          mailbox_id: JANES_BOX,
          mailbox_name: "Jane's VMBox",
          mailbox_number: '1002',
          user_name: 'Jane Doe',
          folder: 'new',
          transcription: kazoo === '4.3' ? 'Hello Jane, please call me back' : null,
        },
      ]);
    });

    test('finds the deleted one in all boxes only when asked to, and no transcription in a failed one', async () => {
      stopClock(new Date('2026-11-25T19:40:00Z'));
      const list = () =>
        account()
          .get('/vmboxes/messages')
          .query(true)
          .reply(200, wire(golden('GET /vmboxes/messages')));
      const find = (inputData: object) =>
        createPlatform().run('searches.find_voicemail.operation.perform', { inputData });
      const from_number = '+14155550177';
      list();
      people();
      expect(await find({ from_number })).toMatchObject([{ folder: 'saved' }]);
      list();
      expect(await find({ from_number, folder: 'deleted' })).toMatchObject([
        { id: DELETED, folder: 'deleted', transcription: null },
      ]);
    });

    test('moves a voicemail, and reads the result', async () => {
      const path = `/vmboxes/${JANES_BOX}/messages/${NEW}`;
      account().get(path).reply(200, wire(document));
      account()
        .post(path, { data: { folder: 'saved' } })
        .reply(200, wire(golden('POST /vmboxes/{id}/messages/{transcribed} {"data":{"folder":"saved"}}')));
      people();
      const moved = await createPlatform().run('creates.update_voicemail.operation.perform', {
        inputData: { mailbox: JANES_BOX, voicemail: NEW, folder: 'saved' },
      });
      expect(moved).toMatchObject({ id: NEW, folder: 'saved', from_name: 'Ann Lee', to_number: '+14155550102' });
    });

    test('lists the boxes as choices, including the one that never had a message', async () => {
      account()
        .get('/vmboxes')
        .query({ paginate: 'false' })
        .reply(200, wire(golden('GET /vmboxes')));
      expect(await createPlatform().run('triggers.list_mailboxes.operation.perform')).toMatchObject([
        { name: "Bob's VMBox (1001)" },
        { id: JANES_BOX, name: "Jane's VMBox (1002)" },
        { name: 'Main line (100)' },
      ]);
    });

    const formats = [
      ['form', ({ form }: GoldenEvent) => `${form}&zapier_token=secret`],
      ['JSON', ({ json }: GoldenEvent) => json && JSON.stringify({ ...json, zapier_token: 'secret' })],
    ] as const;

    const deliver = (trigger: string, name: string, bodyOf: (event: GoldenEvent) => string | null) => {
      const event = events.find((one) => one.name === name);
      return createPlatform().run(`triggers.${trigger}.operation.perform`, {
        subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
        // 4.2 does not send JSON.
        rawRequest: { content: (event && bodyOf(event)) ?? `${String(event?.form)}&zapier_token=secret` },
      });
    };

    const texts = [
      ['voicemail_new_transcribed', 'Hello Jane, please call me back'],
      ['voicemail_new', null],
    ] as const;
    const told = texts.flatMap(([name, text]) =>
      formats.map(([format, bodyOf]) => [name, format, text, bodyOf] as const),
    );

    test.each(told)('reads the event %s as %s', async (name, _format, transcription, bodyOf) => {
      people();
      expect(await deliver('new_voicemail', name, bodyOf)).toMatchObject([
        { id: NEW, from_number: '+14155550134', duration_seconds: 5, mailbox_number: '1002', transcription },
      ]);
    });

    test.each(formats)('reads the event of a full box as %s', async (_format, bodyOf) => {
      people();
      expect(await deliver('voicemail_box_full', 'voicemail_full', bodyOf)).toMatchObject([
        { mailbox_id: JANES_BOX, message_count: 100, max_message_count: 100 },
      ]);
    });
  });
});
