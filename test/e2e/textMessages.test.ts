import './longRuns.ts';
import app from '../../src/index.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox } from '../../sandbox/dash/server.ts';
import {
  textCredentials as texting,
  startVirtualText,
  textingNumber,
  type RelayOptions,
  type VirtualTextSandbox,
} from '../../sandbox/virtualText/server.ts';
import {
  startZapier,
  type Connection,
  type LiveZap,
  type StoredFile,
  type ZapierSandbox,
} from '../../sandbox/zapier/platform.ts';

let dash: DashSandbox;
let virtualText: VirtualTextSandbox;
let zapier: ZapierSandbox;
let connection: Connection;

const ann = { from: '+14154886134', name: 'Ann Lee' };

const connect = (virtualtext_credential: string) =>
  zapier.connect({ api_key: credentials.apiKey, virtualtext_url: virtualText.url, virtualtext_credential });

beforeEach(async () => {
  dash = await startDash();
  process.env.DASH_API_URL = dash.url;
  virtualText = await startVirtualText();
  zapier = await startZapier(app, { longestDelayMs: 10 });
  connection = await connect(texting.credential);
});

afterEach(async () => {
  await zapier.close();
  await virtualText.close();
  await dash.close();
  delete process.env.DASH_API_URL;
});

const noted = ['id', 'summary', 'direction', 'body', 'contact_email', 'sent_at'] as const;

const listen = (input: Record<string, unknown> = {}) =>
  zapier.turnOn(connection, {
    name: 'new_message',
    trigger: { key: 'new_message', input },
    steps: [
      {
        app: 'Notes',
        action: 'Write Down',
        fields: { ...Object.fromEntries(noted.map((key) => [key, `{{${key}}}`])), media: '{{media}}' },
      },
    ],
  });

/** What a Zap noted, once all is processed. */
const notesOf = async ({ results }: LiveZap) => {
  await virtualText.relayed();
  await zapier.settled();
  return results.map(({ fields }) => fields);
};

const send = (input: Record<string, unknown> = {}, by = connection) =>
  zapier.run(by, 'creates.send_message', {
    to_number: '(415) 488-6134',
    from_number: textingNumber,
    body: 'See you on Friday, {{name}}!',
    ...input,
  }) as Promise<Record<string, unknown>>;

const find = (input: Record<string, unknown>) =>
  zapier.run(connection, 'searches.find_contact', input) as Promise<Record<string, unknown>[]>;

describe('New Text Message', () => {
  test.each([['json'], ['form']] as const)(
    'gives a text once, though it comes in both forms, as %s',
    async (encoding) => {
      const zap = await listen();
      await virtualText.receive(
        { ...ann, body: 'Can I come at three?' },
        { forms: ['flat', 'wrapped'], encoding, withToken: true },
      );
      await virtualText.receive(
        { ...ann, body: 'Or four?' },
        { forms: ['wrapped', 'flat'], withoutId: ['flat'], encoding },
      );
      expect(await notesOf(zap)).toMatchObject([
        {
          summary: 'Text message from Ann Lee (415-488-6134): “Can I come at three?”',
          contact_email: 'ann.lee@mail.example',
        },
        { summary: 'Text message from Ann Lee (415-488-6134): “Or four?”' },
      ]);
      expect(zap.errors).toEqual([]);
      expect(JSON.stringify([zap.results, zapier.logs])).not.toContain(texting.credential.split(':')[1]);
    },
  );

  test('hands on pictures as files, byte for byte, without any words too', async () => {
    const zap = await listen();
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0x0d, 0x0a, 0x00]);
    await virtualText.receive({
      from: '+16285550177',
      body: null,
      name: '王芳',
      media: [
        { type: 'image/jpeg', bytes },
        { type: 'image/png', bytes },
      ],
    });
    const [note] = await notesOf(zap);
    expect(note).toMatchObject({ body: '', summary: 'Text message from 王芳 (628-555-0177) with 2 files' });
    const files = note?.media as StoredFile[];
    expect(files.map(({ name }) => name.replace(/\d{4}-.*-(\d)\./, '…-$1.'))).toEqual([
      'Text-王芳-…-1.jpg',
      'Text-王芳-…-2.png',
    ]);
    expect(files.map((file) => [...file.bytes])).toEqual([[...bytes], [...bytes]]);
  });

  test.each([['json'], ['form']] as const)(
    'gives pictures without words in whichever spelling they come, as %s',
    async (encoding) => {
      const zap = await listen();
      const picture = { type: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8]) };
      const spellings: NonNullable<RelayOptions['mediaAs']>[] = [
        (urls) => ({ Media: Object.fromEntries(urls.map((url, index) => [index, { url }])) }),
        (urls) => ({ MediaURLs: urls }),
        (urls) => ({ media_urls: urls }),
        (urls) => Object.fromEntries(urls.map((url, index) => [`MediaUrl${String(index)}`, url])),
        () => ({}),
      ];
      for (const mediaAs of spellings) {
        await virtualText.receive({ ...ann, body: null, media: [picture] }, { encoding, mediaAs });
      }
      const summary = 'Text message from Ann Lee (415-488-6134)';
      const summaries = (await notesOf(zap)).map((note) => note.summary);
      expect(summaries.sort()).toEqual([summary, ...Array<string>(4).fill(`${summary} with 1 file`)]);
    },
  );

  test('gives what was received, or sent, or both', async () => {
    const zap = await listen({ direction: 'inbound' });
    await virtualText.receive({ ...ann, body: 'in' });
    await send();
    await virtualText.typeInApp(
      { to: ann.from, body: 'typed' },
      { withoutId: ['flat', 'wrapped'], forms: ['flat', 'wrapped'] },
    );
    expect(await notesOf(zap)).toMatchObject([{ body: 'in' }]);
    await zapier.turnOff(zap);
    const other = await listen({ direction: 'outbound' });
    await virtualText.receive({ ...ann, body: 'in' });
    await send();
    await virtualText.typeInApp(
      { to: ann.from, body: 'typed' },
      { withoutId: ['flat', 'wrapped'], forms: ['flat', 'wrapped'] },
    );
    expect(await notesOf(other)).toMatchObject([{ body: 'See you on Friday, {{name}}!' }, { body: 'typed' }]);
  });

  test('asks nobody for anything, and needs no session', async () => {
    const zap = await listen();
    dash.expireSessions();
    const [asked, texted] = [dash.requests.length, virtualText.requests.length];
    await virtualText.receive({ ...ann, body: 'Hello' });
    expect(await notesOf(zap)).toHaveLength(1);
    expect([dash.requests.length - asked, virtualText.requests.length - texted, zapier.counts.refreshes]).toEqual([
      0, 0, 0,
    ]);
  });

  test('loses nothing while the cache is down', async () => {
    zapier.faults.cacheDown = true;
    const zap = await listen();
    await virtualText.receive({ ...ann, body: 'Hello' });
    expect(await notesOf(zap)).toHaveLength(1);
  });
});

describe('the address to which VirtualText sends', () => {
  test('belongs to one Zap, until that is off', async () => {
    const zap = await listen();
    expect(virtualText.office.relayUrl).toBe(zap.targetUrl);
    await expect(listen()).rejects.toThrow("Another Zap already receives this VirtualText user's messages.");
    expect(virtualText.office.relayUrl).toBe(zap.targetUrl);
    await zapier.turnOff(zap);
    expect(virtualText.office.relayUrl).toBeNull();
    const next = await listen();
    expect(virtualText.office.relayUrl).toBe(next.targetUrl);
  });

  test('belongs to one Zap of all connections with the same credential', async () => {
    const zap = await listen();
    const other = await connect(texting.credential);
    await expect(zapier.turnOn(other, zap.definition)).rejects.toThrow(
      "Another Zap already receives this VirtualText user's messages.",
    );
    await zapier.turnOff(zap);
    const next = await zapier.turnOn(other, zap.definition);
    expect(virtualText.office.relayUrl).toBe(next.targetUrl);
  });

  test.each(['subscribe-first', 'unsubscribe-first'] as const)(
    'is back when Zapier subscribes again, %s',
    async (order) => {
      const zap = await listen();
      virtualText.office.relayUrl = 'https://another-system.example/';
      await zapier.resubscribe(zap, order);
      await virtualText.receive({ ...ann, body: 'Hello' });
      expect(virtualText.office.relayUrl).toBe(zap.targetUrl);
      expect(await notesOf(zap)).toHaveLength(1);
    },
  );

  test('is free again when VirtualText fails while a Zap is turned on', async () => {
    virtualText.fault({ path: /webhook$/, status: 500 });
    await expect(listen()).rejects.toThrow('VirtualText had a problem');
    expect(virtualText.office.relayUrl).toBeNull();
    const zap = await listen();
    expect(virtualText.office.relayUrl).toBe(zap.targetUrl);
  });
});

describe('Send Text Message', () => {
  test('sends what was written', async () => {
    expect(await send({ body: ' Grüße 😀\n' })).toMatchObject({
      id: null,
      to_number: '+14154886134',
      segment_count: 1,
    });
    expect(virtualText.office.sent).toMatchObject([
      { api: 'textable', to: '+14154886134', from: textingNumber, body: ' Grüße 😀\n', media: [] },
    ]);
  });

  test('tells the reason why not, and nothing goes out', async () => {
    virtualText.office.optedOut.add('+14154886134');
    await expect(send()).rejects.toMatchObject({
      name: 'HaltedError',
      message:
        'Could not send the text message: the recipient has opted out of text messages (VirtualText says: “Recipient opted out”). Nobody can text this number until the recipient opts in again.',
    });
    await expect(send({ to_number: '+442079460018', from_number: '+14154886199' })).rejects.toThrow('Invalid sender');
    expect(virtualText.office.sent).toEqual([]);
  });

  test('asks for no new session of Dash when VirtualText knows the credential no more', async () => {
    virtualText.fault({ path: /send$/, status: 401 });
    await expect(send()).rejects.toThrow("doesn't accept the VirtualText Credential");
    expect(zapier.counts.refreshes).toBe(0);
  });

  test.each([{ reset: true }, { status: 503 }, { status: 200, body: '<html>' }])(
    'is not repeated when VirtualText does not say whether it sent (%j)',
    async (fault) => {
      virtualText.fault({ path: /send$/, ...fault });
      await expect(send()).rejects.toMatchObject({ name: 'HaltedError' });
      expect(virtualText.requests.filter(({ path }) => path === '/api/send')).toHaveLength(1);
    },
  );

  test('goes along no redirect', async () => {
    virtualText.fault({ path: /send$/, redirect: `${virtualText.url}/api/contacts` });
    await expect(send()).rejects.toThrow('sent an unexpected redirect');
  });

  test('sends over the newer API, once for each key that prevents duplicates', async () => {
    const byKey = await connect(texting.apiKey);
    const input = { from_number: '', duplicate_guard: 'appointment-17' };
    const first = await send(input, byKey);
    const again = await send(input, byKey);
    expect(first).toMatchObject({ id: expect.stringMatching(/^msg_/) as string, status: 'queued' });
    expect(again.id).toBe(first.id);
    await send({ from_number: '', duplicate_guard: 'appointment-18' }, byKey);
    expect(virtualText.office.sent).toMatchObject([{ api: 'v1' }, { api: 'v1' }]);
  });
});

describe('contacts', () => {
  test('are found by number, email and name, and made where there are none', async () => {
    expect(await find({ number: '415 488 6134' })).toMatchObject([{ name: 'Ann Lee', email: 'ann.lee@mail.example' }]);
    expect(await find({ email: 'JUERGEN.WEISS@mail.example' })).toMatchObject([{ name: 'Jürgen Weiß' }]);
    expect(await find({ number: '+16285550177' })).toEqual([]);
    const made = await zapier.run(connection, 'creates.create_contact', { number: '(628) 555-0177', name: '王芳' });
    expect(made).toMatchObject({ number: '+16285550177', name: '王芳' });
    expect(await find({ name: '王芳' })).toMatchObject([{ id: (made as { id: string }).id }]);
    expect(await zapier.run(connection, 'triggers.list_contacts')).toContainEqual({
      id: '+16285550177',
      name: '王芳 (628-555-0177)',
    });
  });

  test('of which there are thousands are found', async () => {
    const [first] = virtualText.office.contacts;
    if (!first) throw new Error('There are contacts to begin with');
    for (let nth = 0; nth < 20_000; nth++) {
      virtualText.office.contacts.push({
        ...first,
        id: `c${String(nth)}`,
        fullName: `Person ${String(nth)}`,
        phoneNumber: `+1628${String(2_000_000 + nth)}`,
      });
    }
    expect(await find({ number: '628-201-9999' })).toMatchObject([{ id: 'c19999' }]);
  });
});

describe('connecting', () => {
  test('checks the credential for text messages, too', async () => {
    await expect(connect(`${texting.credential}x`)).rejects.toThrow("doesn't accept the VirtualText Credential");
    await expect(connect('pk_live_wrong')).rejects.toThrow("doesn't accept the VirtualText Credential");
    expect((await connect(texting.apiKey)).label).toBe('Brightwater Dental');
  });

  test('sends neither credential to the other service', async () => {
    await send();
    const [toDash, toVirtualText] = [dash.requests, virtualText.requests].map((requests) => JSON.stringify(requests));
    expect(toDash).not.toContain(texting.credential);
    expect(toVirtualText).not.toContain(credentials.apiKey);
  });
});
