import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { textCredentials, startVirtualText, textingNumber } from '../../sandbox/virtualText/server.ts';
import type { AddressInfo } from 'node:net';
import type { Contact, VirtualTextSandbox } from '../../sandbox/virtualText/server.ts';

const [userId = '', accessToken = ''] = textCredentials.credential.split(':');
const annLee = '+14154886134';
const unknownNumber = '+14155550199';

let virtualText: VirtualTextSandbox;

const call = async (method: string, path: string, body: unknown, key: string) => {
  const response = await fetch(virtualText.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const textable = (method: string, path: string, body?: unknown, key: string = textCredentials.credential) =>
  call(method, `/api${path}`, body, key);

const v1 = (method: string, path: string, body?: unknown, key: string = textCredentials.apiKey) =>
  call(method, `/v1${path}`, body, key);

const send = (change: object = {}) =>
  textable('POST', '/send', { to: annLee, from: textingNumber, message: 'See you on Friday!', ...change });

const newerEnvelope = {
  _errType: expect.any(String) as string,
  message: expect.any(String) as string,
  referenceCode: expect.any(String) as string,
  reason: expect.any(String) as string,
};

const v1Error = (code: string, details: object = {}) => ({
  error: { code, message: expect.any(String) as string, details },
});

type Received = { type: string | undefined; body: string };

const closings: (() => void)[] = [];

/** A receiver of relayed texts, which responds with the given statuses, then with 200. */
const relayTo = async (...reactions: (number | 'reset')[]) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ type: request.headers['content-type'], body });
      const reaction = reactions.shift() ?? 200;
      if (reaction === 'reset') request.socket.destroy();
      else response.writeHead(reaction).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closings.push(() => server.close());
  virtualText.office.relayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/relay`;
  return { received, payloads: () => received.map(({ body }) => JSON.parse(body) as Record<string, unknown>) };
};

beforeEach(async () => {
  virtualText = await startVirtualText();
});

afterEach(async () => {
  for (const close of closings.splice(0)) close();
  await virtualText.close();
});

describe('sending over the Textable-based API', () => {
  it('answers without an id, and stores what was sent', async () => {
    const media = ['https://files.example/a.jpg'];

    expect(await send()).toEqual({ status: 200, body: { status: 'true' } });
    await send({ to: unknownNumber, message: 'Grüße', media });

    const common = { api: 'textable', from: textingNumber };
    expect(virtualText.office.sent).toMatchObject([
      { ...common, to: annLee, body: 'See you on Friday!', media: [] },
      { ...common, to: unknownNumber, body: 'Grüße', media },
    ]);
  });

  it.each([
    [{ to: undefined }, ['Missing parameter to']],
    [
      { to: '', from: null, message: '' },
      ['Missing parameter to', 'Missing parameter from', 'Missing parameter message'],
    ],
    [{ to: '415 488 6134' }, ['Invalid phone number']],
    [{ media: 'https://files.example/a.jpg' }, ['Invalid parameter media']],
  ])('refuses %j', async (change, errors) => {
    expect(await send(change)).toEqual({ status: 400, body: { errors } });
    expect(virtualText.office.sent).toEqual([]);
  });

  it('takes a body that is not JSON for an empty one', async () => {
    const { status, body } = await textable('POST', '/send', 'to=1');

    expect([status, (body.errors as string[]).length]).toEqual([400, 3]);
  });

  it('refuses a sender that is not the practice, and a recipient who opted out, in the newer envelope', async () => {
    virtualText.office.optedOut.add(annLee);

    expect(await send({ from: '+14155550100' })).toEqual({ status: 400, body: newerEnvelope });
    expect(await send()).toEqual({ status: 451, body: newerEnvelope });
    expect(virtualText.office.sent).toEqual([]);
    expect((await send({ to: unknownNumber, from: virtualText.office.numbers[1] })).status).toBe(200);
  });
});

describe('the Textable-based API', () => {
  it.each([
    ['GET', '/contacts'],
    ['POST', '/send'],
    ['GET', '/nothing'],
  ])('wants the credential for %s %s', async (method, path) => {
    for (const key of ['', `${userId}:wrong`, textCredentials.apiKey]) {
      expect(await textable(method, path, undefined, key)).toEqual({ status: 401, body: { errors: ['Unauthorized'] } });
    }
  });

  it('lists all contacts at once', async () => {
    const { status, body } = await textable('GET', '/contacts');

    expect(status).toBe(200);
    expect(body.contacts).toMatchObject([
      { phoneNumber: annLee, fullName: 'Ann Lee', email: 'ann.lee@mail.example', last_message: 'See you on Friday!' },
      { fullName: 'Jürgen Weiß', last_message: null, last_message_date: null },
      { fullName: 'Grace Park' },
    ]);
    const [first, , last] = body.contacts as Contact[];
    expect(Date.now() - (first?.last_message_date ?? 0)).toBeLessThan(25 * 3_600_000);
    expect(last).not.toHaveProperty('email');
  });

  it('makes contacts, one for each number', async () => {
    const made = await textable('POST', '/contacts', { phoneNumber: unknownNumber });
    expect(made).toMatchObject({
      status: 200,
      body: { phoneNumber: unknownNumber, fullName: unknownNumber, email: null, last_message: null },
    });

    const named = { phoneNumber: unknownNumber, fullName: 'Amélie Roux', email: 'amelie.roux@mail.example' };
    const changed = await textable('POST', '/contacts', named);
    expect(changed.body).toMatchObject({ ...named, id: made.body.id });
    expect(virtualText.office.contacts).toHaveLength(4);
  });

  it.each([
    [{ fullName: 'Amélie Roux' }, 'Missing parameter phoneNumber'],
    [{ phoneNumber: '5550199' }, 'Invalid phone number'],
  ])('refuses the contact %j', async (contact, error) => {
    expect(await textable('POST', '/contacts', contact)).toEqual({ status: 400, body: { errors: [error] } });
  });

  it('lists campaigns', async () => {
    const { body } = await textable('GET', '/drips');

    expect(body.drips).toMatchObject([
      { name: 'New patients', uid: userId, drips: [{ interval: 1, intervalType: 'days' }] },
    ]);
  });

  it('sets and clears the relay of its user alone', async () => {
    const url = 'https://hooks.example/relay';
    const setRelay = (body: object, id = userId) => textable('POST', `/users/${id}/webhook`, body);

    expect(await setRelay({ url })).toEqual({ status: 200, body: { status: 'true' } });
    expect(await setRelay({})).toEqual({ status: 400, body: { errors: ['Missing parameter url'] } });
    expect(await setRelay({ url: 'nowhere' })).toEqual({ status: 400, body: { errors: ['Invalid parameter url'] } });
    expect(await setRelay({ url: '' }, 'somebody')).toEqual({ status: 404, body: newerEnvelope });
    expect(virtualText.office.relayUrl).toBe(url);

    expect((await setRelay({ url: '' })).status).toBe(200);
    expect(virtualText.office.relayUrl).toBeNull();
  });

  it('has nothing else', async () => {
    expect(await textable('GET', '/messages')).toEqual({ status: 404, body: newerEnvelope });
    expect((await fetch(virtualText.url)).status).toBe(404);
  });
});

describe('the newer API', () => {
  const message = { to: annLee, body: 'See you on Friday!' };

  it('sends, and shows what it sent', async () => {
    const { status, body } = await v1('POST', '/messages', { ...message, channel: 'sms' });

    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^msg_[0-9A-F]{26}$/) as string,
      status: 'queued',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
    expect(virtualText.office.sent).toMatchObject([{ api: 'v1', from: null, ...message, media: [] }]);
    expect(await v1('GET', `/messages/${String(body.id)}`)).toMatchObject({
      status: 200,
      body: { ...body, ...message },
    });
  });

  it('sends once for each idempotency key', async () => {
    const first = await v1('POST', '/messages', { ...message, idempotency_key: 'a' });
    const again = await v1('POST', '/messages', { ...message, idempotency_key: 'a' });
    const other = await v1('POST', '/messages', { ...message, idempotency_key: 'b' });
    await v1('POST', '/messages', message);

    expect(again).toEqual(first);
    expect(other.body.id).not.toBe(first.body.id);
    expect(virtualText.office.sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['a', 'b', undefined]);
  });

  it.each([
    [{}, { to: 'is missing', body: 'is missing' }],
    [{ to: '415', body: 'Hello' }, { to: 'is not a phone number' }],
    [{ to: '+14155550100', body: 'Hello' }, { to: 'has opted out' }],
    [{ ...message, channel: 'fax' }, { channel: 'is not supported' }],
  ])('refuses %j', async (fields, details) => {
    virtualText.office.optedOut.add('+14155550100');

    expect(await v1('POST', '/messages', fields)).toEqual({ status: 422, body: v1Error('validation_failed', details) });
    expect(virtualText.office.sent).toEqual([]);
  });

  it('wants the key', async () => {
    for (const key of ['', 'pk_live_wrong', textCredentials.credential]) {
      expect(await v1('GET', '/agents', undefined, key)).toEqual({ status: 401, body: v1Error('unauthorized') });
    }
    expect(await v1('GET', '/agents')).toEqual({ status: 200, body: { agents: [] } });
  });

  it.each([
    ['GET', '/messages/msg_0'],
    ['GET', '/messages'],
    ['GET', '/contacts'],
    ['POST', '/webhooks'],
  ])('does not know %s %s', async (method, path) => {
    expect(await v1(method, path)).toEqual({ status: 404, body: v1Error('not_found') });
  });

  it('shows nothing that was sent over the other API, and tells no relay', async () => {
    const { received } = await relayTo();
    await send();
    await v1('POST', '/messages', message);
    await virtualText.relayed();

    expect((await v1('GET', `/messages/${virtualText.office.sent[0]?.id ?? ''}`)).status).toBe(404);
    expect(received).toHaveLength(1);
  });
});

describe('the relay', () => {
  it('tells of a text that arrives, in the flat form', async () => {
    const { received, payloads } = await relayTo();

    const { id, payloads: told } = await virtualText.receive({ from: annLee, body: 'Hello' });

    expect(received).toMatchObject([{ type: 'application/json' }]);
    expect(payloads()).toEqual(told);
    expect(told).toEqual([
      {
        MessageID: id,
        ConversationID: virtualText.office.contacts[0]?.id,
        ToNumber: textingNumber,
        FromNumber: annLee,
        MessageBody: 'Hello',
        MessageDirection: 'in',
        TextableUserID: userId,
        ContactName: 'Ann Lee',
        ContactEmail: 'ann.lee@mail.example',
        Media: [],
      },
    ]);
    expect(virtualText.office.contacts[0]).toMatchObject({ last_message: 'Hello' });
  });

  it('tells of what is sent over the API, once it is sent', async () => {
    const { payloads } = await relayTo();
    const media = ['https://files.example/a.jpg'];

    await send({ media });
    await send({ to: unknownNumber, message: 'Second' });
    await virtualText.relayed();

    const out = { MessageDirection: 'out', FromNumber: textingNumber };
    expect(payloads()).toMatchObject([
      { ...out, MessageID: virtualText.office.sent[0]?.id, ToNumber: annLee, ContactName: 'Ann Lee', Media: media },
      { ...out, MessageID: virtualText.office.sent[1]?.id, ToNumber: unknownNumber, MessageBody: 'Second', Media: [] },
    ]);
  });

  it('tells twice of one message where it is told to, and leaves out its id', async () => {
    const { payloads } = await relayTo();

    const typed = { to: annLee, body: 'Typed' };
    const { id } = await virtualText.typeInApp(typed, { forms: ['wrapped', 'flat'], withoutId: ['flat'] });

    const [wrapped, flat] = payloads();
    const fields = { ToNumber: annLee, FromNumber: textingNumber, MessageBody: 'Typed', MessageDirection: 'out' };
    expect(wrapped).toEqual({
      eventType: expect.any(String) as string,
      timestamp: expect.any(Number) as number,
      data: { MessageID: id, ...flat },
    });
    expect(Math.abs(Number(wrapped?.timestamp) - Date.now())).toBeLessThan(60_000);
    expect(flat).toMatchObject(fields);
    expect(flat).not.toHaveProperty('MessageID');
    expect(virtualText.office.sent).toEqual([]);
  });

  it('gives the access token away where it is told to', async () => {
    const { payloads } = await relayTo();

    await virtualText.receive({ from: annLee, body: 'Hello' }, { forms: ['flat', 'wrapped'], withToken: true });

    expect(payloads()).toMatchObject([{ AccessToken: accessToken }, { data: { AccessToken: accessToken } }]);
  });

  it('makes contacts of those who text for the first time', async () => {
    const { payloads } = await relayTo();

    const named = { from: unknownNumber, body: 'Hello', name: 'Amélie Roux', email: 'amelie.roux@mail.example' };
    await virtualText.receive(named);
    await virtualText.receive({ from: '+14155550198', to: '+14154886151', body: 'Hello' });
    await virtualText.receive({ from: unknownNumber, body: 'Again', name: 'Somebody else' });

    expect(payloads()).toMatchObject([
      { ContactName: 'Amélie Roux', ContactEmail: named.email, ToNumber: textingNumber },
      { ContactName: '+14155550198', ContactEmail: null, ToNumber: '+14154886151' },
      { ContactName: 'Amélie Roux', MessageBody: 'Again' },
    ]);
    expect(virtualText.office.contacts.slice(3)).toMatchObject([
      { phoneNumber: unknownNumber, last_message: 'Again' },
      { phoneNumber: '+14155550198' },
    ]);
  });

  it('lists pictures by URLs that are open to everybody', async () => {
    const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
    const media = [
      { type: 'image/jpeg', bytes },
      { type: 'text/vcard; charset=utf-8', bytes: Buffer.from('BEGIN:VCARD') },
    ];

    const { payloads } = await virtualText.receive({ from: annLee, body: null, media });

    expect(payloads).toMatchObject([{ MessageBody: null }]);
    const [picture = '', card = ''] = payloads[0]?.Media as string[];
    const answer = await fetch(picture);
    expect(picture).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/media\/[0-9a-f]+\.jpeg$/);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect((await fetch(card)).headers.get('content-type')).toBe('text/vcard; charset=utf-8');
    expect((await fetch(`${virtualText.url}/media/nothing.jpeg`)).status).toBe(404);
  });

  it('can be urlencoded, with an empty value for none', async () => {
    const { received } = await relayTo();
    const media = [{ type: 'image/png', bytes: new Uint8Array([1]) }];

    await virtualText.receive({ from: annLee, body: 'Söhne & Co.', media }, { encoding: 'form' });
    await virtualText.receive({ from: annLee, body: null }, { encoding: 'form', forms: ['wrapped'] });

    expect(received).toMatchObject(Array(2).fill({ type: 'application/x-www-form-urlencoded' }));
    const [flat, wrapped] = received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(flat).toMatchObject({
      FromNumber: annLee,
      MessageBody: 'Söhne & Co.',
      'Media[]': expect.stringMatching(/\.png$/) as string,
    });
    expect(wrapped).toMatchObject({ 'data[FromNumber]': annLee, 'data[MessageBody]': '' });
  });

  it.each([500, 410, 302, 'reset'] as const)('neither tries again nor breaks anything after %s', async (reaction) => {
    const { received } = await relayTo(reaction);

    expect((await send()).status).toBe(200);
    await virtualText.receive({ from: annLee, body: 'Hello' });

    expect(received).toHaveLength(2);
    expect(virtualText.office.sent).toHaveLength(1);
  });
});

describe('requests', () => {
  it('are written down without their credentials', async () => {
    await send({ accessToken });
    await v1('GET', '/agents', undefined, 'wrong');
    await textable('POST', '/contacts', 'no JSON');

    expect(virtualText.requests).toEqual([
      {
        method: 'POST',
        path: '/api/send',
        status: 200,
        body: { to: annLee, from: textingNumber, message: 'See you on Friday!', accessToken: '[secret]' },
      },
      { method: 'GET', path: '/v1/agents', status: 401, body: undefined },
      { method: 'POST', path: '/api/contacts', status: 400, body: null },
    ]);
    expect(JSON.stringify(virtualText.requests)).not.toContain(accessToken);
  });
});

describe('faults', () => {
  it('happen as often as told, to the requests told, with VirtualText’s own body unless told', async () => {
    virtualText.fault({ method: 'GET', path: /contacts$/, times: 2, status: 503 });
    virtualText.fault({ path: /agents$/, status: 429, body: { error: { code: 'rate_limited' } } });
    virtualText.fault({ path: /send$/ });

    const unavailable = { status: 503, body: { errors: ['Service Unavailable'] } };
    expect(await textable('GET', '/contacts')).toEqual(unavailable);
    expect((await textable('GET', '/drips')).status).toBe(200);
    expect(await textable('GET', '/contacts')).toEqual(unavailable);
    expect((await textable('GET', '/contacts')).status).toBe(200);
    expect(await v1('GET', '/agents')).toEqual({ status: 429, body: { error: { code: 'rate_limited' } } });
    expect(await send()).toEqual({ status: 500, body: { errors: ['Internal Server Error'] } });
    expect(virtualText.office.sent).toEqual([]);
    expect(virtualText.requests.map(({ status }) => status)).toEqual([503, 200, 503, 200, 429, 500]);
  });

  it('can be another address, a web page, a broken connection, half an answer, or slow', async () => {
    const path = /contacts$/;
    const fetched = () =>
      fetch(`${virtualText.url}/api/contacts`, {
        headers: { Authorization: `Bearer ${textCredentials.credential}` },
        redirect: 'manual',
      });

    virtualText.fault({ path, redirect: 'http://elsewhere.invalid/' });
    const moved = await fetched();
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://elsewhere.invalid/']);

    virtualText.fault({ path, notJson: true });
    expect((await fetched()).headers.get('content-type')).toContain('text/html');

    virtualText.fault({ path, reset: true });
    await expect(fetched()).rejects.toThrow('fetch failed');
    expect(virtualText.requests.at(-1)?.status).toBe(0);

    virtualText.fault({ path, truncated: true });
    await expect((await fetched()).text()).rejects.toThrow('terminated');

    virtualText.fault({ path, delayMs: 50 });
    const start = Date.now();
    expect((await fetched()).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(45);
  });
});
