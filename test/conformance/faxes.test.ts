import { golden as load } from './golden.ts';
import nock from 'nock';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox } from '../../sandbox/dash/server.ts';
import { fromGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { shapeOf } from './shapes.ts';

type Data = Record<string, unknown>;
type Answer = { request: string; http_status: number | null; data: unknown; envelope: Data };
type Event = { name: string; json: unknown; form: string };
type Orders = Record<string, { envelope: { data: Data } }>;

const goldenOf = (version: string) => ({
  faxes: (load(`api_faxes_${version}`) as { answers: Answer[] }).answers,
  orders: (load(`api_answers_${version}`) as { answers: Orders }).answers,
  events: (load(`notifications_${version}`) as { events: Event[] }).events,
});

const golden = { '4.2': goldenOf('4.2'), '4.3': goldenOf('4.3') };

type Kazoo = keyof typeof golden;
const versions = Object.keys(golden) as Kazoo[];

type Format = 'form-data' | 'json';
/** 4.2 sends forms only. */
const formatsOf = (kazoo: Kazoo): Format[] => (kazoo === '4.3' ? ['form-data', 'json'] : ['form-data']);

const of = <T extends { name: string } | { request: string }>(all: readonly T[], wanted: string): T => {
  const found = all.find((one) => ('name' in one ? one.name : one.request) === wanted);
  if (!found) throw new Error(`There is no ${wanted}`);
  return found;
};

/** What the golden data have because someone wrote it by hand; KAZOO's code writes something else. */
const byHand: Record<string, string> = {
  tx_result: 'fax_worker:release_job stores what the switch reports, like rx_result; the result was written by hand',
  call_id: 'only a running job has it; the document of the job was written by hand',
};

/** What the sandbox leaves out or adds, and why. */
const ofTheSandbox: Record<string, string> = {
  pvt_auth_user_id: 'the user of the session, who is unknown with an API key',
  fax_timezone: 'cb_faxes:maybe_add_timezone; the document of the job was written by hand without it',
};

const without = (value: unknown, ...lists: Record<string, string>[]): Data =>
  Object.fromEntries(Object.entries(value as Data).filter(([key]) => !lists.some((list) => key in list)));

describe.each(versions)('the sandbox as KAZOO %s', (kazoo) => {
  let dash: DashSandbox;
  let login: Record<string, string>;

  const call = async (method: string, path: string, data?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${dash.url}${path}`, {
      method,
      headers: { ...login, 'Content-Type': 'application/json', ...headers },
      ...(data && { body: JSON.stringify({ data }) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Data) : {} };
  };
  const inAccount = (method: string, path: string, data?: object, headers?: Record<string, string>) =>
    call(method, `/accounts/${dash.company.account.id}${path}`, data, headers);

  beforeAll(() => {
    nock.enableNetConnect('127.0.0.1');
  });
  beforeEach(async () => {
    dash = await startDash({ settings: { kazoo } });
    login = {};
    login = {
      'X-Auth-Token': String((await call('PUT', '/api_auth', { api_key: credentials.apiKey })).body.auth_token),
    };
  });
  afterEach(() => dash.close());

  const box = () => dash.company.faxboxes[1];
  const receive = (more: object = {}) =>
    dash.receiveFax({
      faxbox: String(box()?.name),
      callerNumber: '+14155550134',
      callerName: 'Ann Lee',
      pages: 2,
      ...more,
    });
  const order = async (more: object = {}): Promise<string> => {
    const document = { url: 'https://example.com/a.pdf', method: 'get' };
    const fax = { document, from_number: '+14155550100', to_number: '+14155550134', ...more };
    return String(((await inAccount('PUT', '/faxes/outgoing', fax)).body.data as Data)._id);
  };
  const orderAll = () =>
    order({ from_name: 'Maple Dental', to_name: 'Ann Lee', faxbox_id: box()?.id, owner_id: box()?.owner_id });

  const orderOf = (name: string) => golden[kazoo].orders[name]?.envelope.data;
  const goldenData = (request: string): unknown => of(golden[kazoo].faxes, request).data;

  test('lists received faxes as whole documents: without a status, and in 4.2 without a from_name', async () => {
    await receive();
    const { body } = await inAccount('GET', '/faxes/inbox');
    expect(shapeOf(body.data)).toEqual(shapeOf(goldenData('GET /faxes/inbox')));
    const incoming = await inAccount('GET', '/faxes/incoming');
    expect(incoming.body.data).toEqual(body.data);
  });

  test('lists sent and failed faxes as whole documents with created, from, to and status', async () => {
    for (const ok of [true, false]) await dash.finishFax(await orderAll(), ok);
    const { body } = await inAccount('GET', '/faxes/outbox');
    const shapes = (rows: unknown) => shapeOf((rows as unknown[]).map((row) => without(row, byHand, ofTheSandbox)));
    expect(shapes(body.data)).toEqual(shapes(goldenData('GET /faxes/outbox')));
    const states = (body.data as Data[]).map(({ status }) => status);
    expect(states.sort()).toEqual(['completed', 'failed']);
  });

  test.each(['GET /faxes/inbox/{received, pages stored}', 'GET /faxes/inbox/{received, pages not yet stored}'])(
    'returns %s, with _read_only in 4.3 and only the document in 4.2',
    async (request) => {
      const { id } = await receive({ hasPages: !request.includes('not yet') });
      const { body } = await inAccount('GET', `/faxes/inbox/${id}`);
      expect(shapeOf(body.data)).toEqual(shapeOf(goldenData(request)));
    },
  );

  test.each(['sent', 'failed'])('returns GET /faxes/outbox/{%s}, with or without _read_only', async (outcome) => {
    const { id } = await dash.finishFax(await orderAll(), outcome === 'sent');
    const { body } = await inAccount('GET', `/faxes/outbox/${id}`);
    expect(shapeOf(without(body.data, byHand, ofTheSandbox))).toEqual(
      shapeOf(without(goldenData(`GET /faxes/outbox/{${outcome}}`), byHand)),
    );
  });

  test('returns 500 for a fax in the other folder, and 404 for an unknown one', async () => {
    const sent = await dash.finishFax(await order(), true);
    for (const [request, id] of [
      ['GET /faxes/inbox/{id of a sent fax}', sent.id],
      ['GET /faxes/inbox/{unknown}', '202611-00000000000000000000000000000000'],
    ] as const) {
      const told = of(golden[kazoo].faxes, request);
      const { status, body } = await inAccount('GET', `/faxes/inbox/${id}`);
      expect(status).toBe(told.http_status);
      expect(body).toMatchObject({ message: told.envelope.message, error: told.envelope.error });
      expect(shapeOf(body.data)).toEqual(shapeOf(told.data));
    }
  });

  test('accepts only the stored type of an attachment, and returns it converted', async () => {
    const received = await receive();
    const sent = await dash.finishFax(await order(), true);
    const statuses = async (folder: string, id: string, accept: string) => {
      const { status, headers } = await inAccount('GET', `/faxes/${folder}/${id}/attachment`, undefined, {
        Accept: accept,
      });
      return [status, headers.get('content-type')];
    };
    expect(await statuses('inbox', received.id, 'application/pdf')).toEqual([406, null]);
    expect(await statuses('inbox', received.id, 'application/json')).toEqual([406, null]);
    expect(await statuses('inbox', received.id, 'image/tiff')).toEqual([200, 'application/pdf']);
    expect(await statuses('inbox', received.id, '*/*')).toEqual([200, 'application/pdf']);
    expect(await statuses('outbox', sent.id, 'image/tiff, application/pdf;q=0.5')).toEqual([200, 'application/pdf']);
    expect(await statuses('outbox', sent.id, 'image/*')).toEqual([406, null]);
    dash.settings.faxFormat = 'tiff';
    expect(await statuses('inbox', (await receive()).id, '*/*')).toEqual([200, 'image/tiff']);
  });

  test('fails to return an attachment that is not stored yet', async () => {
    const { id } = await receive({ hasPages: false });
    const path = `/faxes/inbox/${id}/attachment`;
    const { status, body } = await inAccount('GET', path, undefined, { Accept: '*/*' });
    expect([status, body.message]).toEqual([503, 'datastore_fault']);
    expect((await inAccount('GET', path, undefined, { Accept: 'image/tiff' })).status).toBe(406);
  });

  test('returns the stored document for a new fax: with _id and private keys, without id', async () => {
    const document = { url: 'https://example.com/a.pdf', method: 'get' };
    const fax = { document, from_number: '+14155550100', to_number: '+14155550134' };
    const { status, body } = await inAccount('PUT', '/faxes', fax);
    expect(status).toBe(202);
    const told = orderOf('put_faxes_outgoing');
    expect(shapeOf(body.data)).toEqual(
      shapeOf(without(told, { pvt_auth_user_id: String(ofTheSandbox.pvt_auth_user_id) })),
    );
    const refused = await inAccount('PUT', '/faxes', { ...fax, to_number: '12' });
    expect([refused.status, refused.body.data]).toEqual([400, orderOf('put_faxes_bad')]);
  });

  test('returns the status of a job, by the ID of the job and then by that of its month', async () => {
    const job = await order();
    const shapeAt = async (id: string) => shapeOf((await inAccount('GET', `/faxes/outgoing/${id}`)).body.data);
    const told = orderOf('get_faxes_outgoing_pending');
    expect(await shapeAt(job)).toEqual(shapeOf(told));
    const { id } = await dash.finishFax(job, true);
    expect(id).toMatch(new RegExp(`^\\d{6}-${job}$`));
    expect(await shapeAt(id)).toMatchObject({ status: 'string', created: 'number' });
    expect((await inAccount('GET', `/faxes/outgoing/${job}`)).status).toBe(404);
    expect((await inAccount('GET', `/faxes/outbox/${job}`)).status).toBe(404);
  });

  describe('sends the event', () => {
    /** What a webhook for the notification receives, as JSON or as a form. */
    const heard = async (type: string, format: Format, happen: () => Promise<unknown>) => {
      let got: Data = {};
      nock('https://hooks.example')
        .post('/', (body: Data) => {
          got = body;
          return true;
        })
        .reply(200);
      dash.company.webhooks.push({
        id: 'w1',
        name: 'Faxes',
        uri: 'https://hooks.example/',
        hook: 'notifications',
        http_verb: 'post',
        format,
        retries: 1,
        enabled: true,
        include_internal_legs: true,
        custom_data: { type },
      });
      await happen();
      return got;
    };

    const happenings = {
      inbound_fax: () => dash.notify('inbound_fax'),
      inbound_fax_error: () => receive({ ok: false }),
      outbound_fax: async () => dash.finishFax(await orderAll(), true),
      outbound_fax_error: async () => dash.finishFax(await orderAll(), false),
    };
    const names = Object.keys(happenings) as (keyof typeof happenings)[];

    /** A form has no types, so only its keys count, which nock returns as they are written. */
    const ways = {
      'form-data': {
        given: (body: Data) => Object.keys(body).sort(),
        told: ({ form }: Event) => [...new Set(new URLSearchParams(form).keys())].sort(),
      },
      json: { given: shapeOf, told: ({ json }: Event) => shapeOf(json) },
    };

    test.each(formatsOf(kazoo).flatMap((format) => names.map((name) => ({ format, name }))))(
      '$name in the shape of KAZOO, as $format',
      async ({ format, name }) => {
        const { given, told } = ways[format];
        expect(given(await heard(name, format, happenings[name]))).toEqual(told(of(golden[kazoo].events, name)));
      },
    );

    test.each(names)('%s as KAZOO does when it is published by hand', async (name) => {
      const { payload } = await dash.notify(name);
      const told = without(of(golden['4.3'].events, name).json, { type: 'the webhook', cluster_id: 'the delivery' });
      expect(shapeOf(payload)).toEqual(shapeOf(told));
    });
  });
});

describe.each(versions)('the app reads what KAZOO %s sends', (kazoo) => {
  const JANE = '2516082ab40a149b2e4ce754df871dfa';
  const BOX = 'b3c1d2e4f5061728394a5b6c7d8e9f01';
  const ARRIVED = new Date('2026-11-25T19:40:00Z');

  beforeEach(() => {
    stopClock(ARRIVED);
    const box = { id: BOX, name: 'Front Desk Fax', owner_id: JANE };
    const jane = { id: JANE, first_name: 'Jane', last_name: 'Doe' };
    account()
      .persist()
      .get(/\/(faxboxes|users)\//)
      .optionally()
      .reply(200, (path) => success(path.includes('/faxboxes/') ? box : jane));
  });
  afterEach(() => jest.useRealTimers());

  const person = { faxbox_name: 'Front Desk Fax', user_name: 'Jane Doe' };
  const JOB = '8b1d3a9be1d34c7f8a6b9c0d1e2f3a4b';
  const SENT = `202611-${JOB}`;

  const events: [string, string, object][] = [
    [
      'outbound_fax',
      'fax_sent',
      {
        id: SENT,
        job_id: JOB,
        from_number: '+14155550100',
        from_name: 'Maple Dental',
        to_number: '+14155550134',
        to_name: 'Ann Lee',
        pages: 2,
        sent_at: '2026-11-25T19:40:00Z',
        document: expect.stringContaining(SENT) as string,
        ...person,
      },
    ],
    [
      'outbound_fax_error',
      'fax_failed',
      {
        id: SENT,
        job_id: JOB,
        direction: 'outbound',
        reason: 'The call dropped prematurely',
        pages: null,
        failed_at: '2026-11-25T19:40:00Z',
        ...person,
      },
    ],
    [
      'inbound_fax_error',
      'fax_failed',
      {
        id: '202611-3513f829b23ce4ec8e4bc372701a0cae',
        job_id: null,
        direction: 'inbound',
        reason: 'The call dropped prematurely',
        from_number: '+14155550134',
        from_name: 'Ann Lee',
        to_number: '+14155550102',
        failed_at: fromGregorian(63_962_850_762)?.toISOString().replace('.000', ''),
        document: null,
        ...person,
      },
    ],
  ];

  const bodies: Record<Format, (event: Event) => string> = {
    'form-data': ({ form }) => `${form}&zapier_token=secret`,
    json: ({ json }) => JSON.stringify({ ...(json as object), zapier_token: 'secret' }),
  };

  test.each(formatsOf(kazoo).flatMap((format) => events.map(([name, key, record]) => ({ format, name, key, record }))))(
    '$name, as $format',
    async ({ format, name, key, record }) => {
      const given = await createPlatform().run(`triggers.${key}.operation.perform`, {
        subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
        rawRequest: { content: bodies[format](of(golden[kazoo].events, name)) },
      });
      expect(given).toMatchObject([record]);
    },
  );

  const list = (folder: string) =>
    account()
      .get(`/faxes/${folder}`)
      .query(true)
      .reply(200, success(of(golden[kazoo].faxes, `GET /faxes/${folder}`).data));

  test('received faxes, and later those whose pages are not stored', async () => {
    list('inbox');
    account().get('/faxes/inbox/202611-3513f829b23ce4ec8e4bc372701a0cae/attachment').reply(406);
    account().get('/faxes/inbox/202611-4613f829b23ce4ec8e4bc372701a0caf/attachment').reply(503);
    expect(await createPlatform().run('triggers.new_fax.operation.perform')).toMatchObject([
      {
        id: '202611-3513f829b23ce4ec8e4bc372701a0cae',
        from_number: '+14155550134',
        from_name: kazoo === '4.3' ? 'Ann Lee' : null,
        to_number: '+14155550102',
        pages: 2,
        ...person,
      },
    ]);
  });

  test('sent and failed faxes, with their times', async () => {
    list('outbox');
    list('outbox');
    const platform = createPlatform();
    const ordered = kazoo === '4.3' ? 63_962_854_243 : 63_962_854_232;
    const at = fromGregorian(ordered + 61)
      ?.toISOString()
      .replace('.000', '');
    expect(await platform.run('triggers.fax_sent.operation.performList')).toMatchObject([
      { id: SENT, job_id: JOB, pages: 2, sent_at: at, ...person },
    ]);
    expect(await platform.run('triggers.fax_failed.operation.performList')).toMatchObject([
      {
        job_id: '9c1d3a9be1d34c7f8a6b9c0d1e2f3a4c',
        reason: 'The call dropped prematurely',
        pages: null,
        failed_at: at,
      },
    ]);
  });

  test('the response to a new fax', async () => {
    nock('https://example.com').get('/a.pdf').reply(200, '', { 'content-type': 'application/pdf' });
    const envelope = golden[kazoo].orders.put_faxes_outgoing?.envelope;
    account()
      .put('/faxes', {
        data: {
          document: { url: 'https://example.com/a.pdf', method: 'get' },
          from_number: '+14155550100',
          to_number: '+14155550134',
        },
      })
      .reply(202, envelope);
    const sent = await createPlatform().run('creates.send_fax.operation.perform', {
      inputData: { document: 'https://example.com/a.pdf', from_number: '+14155550100', to_number: '+14155550134' },
    });
    expect(sent).toMatchObject({ id: envelope?.data._id });
  });
});
