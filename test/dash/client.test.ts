import { nullUnlessRetried } from '../../src/zapier/errors.ts';
import nock from 'nock';
import { DashError } from '../../src/dash/dashError.ts';
import { createDash, type Dash } from '../../src/dash/client.ts';
import { type Ask, type HttpFileResponse } from '../../src/dash/http.ts';
import { ACCOUNT, account, refusal, ROOT, success, TOKEN } from '../support/dash.ts';
import { withDash } from '../support/step.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';

const ask: Ask = { purpose: 'do it' };

const UNKNOWN = halts(
  "Could not do it: VirtualPBX can't find it; it may have been deleted. If this keeps happening, contact VirtualPBX support.",
);
const CONFLICT = fails('Could not do it: someone else was changing it at the same time. Try again.', 409);
const notData = (status: number) =>
  fails('Could not do it: VirtualPBX sent an unexpected answer. Try again in a few minutes.', status);
const problem = (status: number) =>
  fails('Could not do it: VirtualPBX had a problem. Try again in a few minutes.', status);
const NO_ANSWER = fails("Could not do it: VirtualPBX didn't answer. Try again in a few minutes.", 0);
const redirected = (status: number) =>
  fails('Could not do it: VirtualPBX sent an unexpected redirect. Contact VirtualPBX support.', status);

/** Answers one request, whatever it is, and keeps it as it came over the wire. */
const receive = (method: string, status = 200, answer: object = success({ id: 'u1' })) => {
  const request = { uri: '', body: '', contentType: undefined as string | undefined };
  nock(ROOT, { reqheaders: { 'x-auth-token': TOKEN } })
    .on('request', (_request, _interceptor, body: string) => (request.body = body))
    .intercept(/^/, method)
    .reply(function (uri) {
      request.uri = uri;
      request.contentType = this.req.headers['content-type'];
      return [status, answer];
    });
  return request;
};

type Call = (dash: Dash) => Promise<unknown>;

describe('a call on the wire', () => {
  const reading: [string, Call][] = [
    ['get', (dash) => dash.get(['users', 'u1'], ask)],
    ['find', (dash) => dash.find(['users', 'u1'], ask)],
  ];

  test.each(reading)('%s asks with GET and without a body, and gives the data', async (_name, call) => {
    const request = receive('GET');
    expect(await withDash(call)).toEqual({ id: 'u1' });
    expect(request).toEqual({ uri: `/v2/accounts/${ACCOUNT}/users/u1`, body: '', contentType: undefined });
  });

  const writing: [string, string, Call][] = [
    ['create', 'PUT', (dash) => dash.put(['users'], { name: 'Ann' }, ask)],
    ['replace', 'POST', (dash) => dash.post(['users'], { name: 'Ann' }, ask)],
    ['merge', 'PATCH', (dash) => dash.patch(['users'], { name: 'Ann' }, ask)],
  ];

  test.each(writing)('%s sends %s with the data in an envelope, and gives the data', async (_name, method, call) => {
    const request = receive(method, 201);
    expect(await withDash(call)).toEqual({ id: 'u1' });
    expect(request).toEqual({
      uri: `/v2/accounts/${ACCOUNT}/users`,
      body: '{"data":{"name":"Ann"}}',
      contentType: 'application/json',
    });
  });

  test('merge keeps the null that removes a key', async () => {
    const request = receive('PATCH');
    await withDash((dash) => dash.patch(['blacklists', 'b1'], { numbers: { '+14155550100': null } }, ask));
    expect(request.body).toBe('{"data":{"numbers":{"+14155550100":null}}}');
  });

  test('remove sends DELETE without a body, and says that something was there', async () => {
    const request = receive('DELETE');
    expect(await withDash((dash) => dash.delete(['users', 'u1'], ask))).toBe(true);
    expect(request).toEqual({ uri: `/v2/accounts/${ACCOUNT}/users/u1`, body: '', contentType: undefined });
  });

  test('catalogue asks below the root of the API, not below the account', async () => {
    const request = receive('GET');
    const query = { filter_event_name: 'register' };
    expect(await withDash((dash) => dash.getPublic(['webhooks', 'a/b'], { ...ask, query }))).toEqual({ id: 'u1' });
    expect(request.uri).toBe('/v2/webhooks/a%2Fb?filter_event_name=register');
  });

  test('every kind of query value is written out', async () => {
    const request = receive('GET');
    await withDash((dash) => dash.get([], { ...ask, query: { page_size: 20, ascending: true, 'a b': 'c&d=e' } }));
    expect(request.uri).toBe(`/v2/accounts/${ACCOUNT}?page_size=20&ascending=true&a%20b=c%26d%3De`);
  });

  test('data may be anything that JSON holds', async () => {
    receive('GET', 200, success(null));
    expect(await withDash((dash) => dash.get([], ask))).toBeNull();
  });
});

describe('an id', () => {
  test.each([
    ['0_29214@10.126.0.9', '0_29214%4010.126.0.9'],
    ['a/b', 'a%2Fb'],
    ['a+b', 'a%2Bb'],
    ['a?b', 'a%3Fb'],
    ['a#b', 'a%23b'],
    ['100%', '100%25'],
    ['a%2Fb', 'a%252Fb'],
    ['%2e%2e', '%252e%252e'],
    ['a b', 'a%20b'],
    ['Zoë', 'Zo%C3%AB'],
    ['📞', '%F0%9F%93%9E'],
    ['../../admin', '..%2F..%2Fadmin'],
    ['...', '...'],
    ['half a 📞'.slice(0, -1), 'half%20a%20%EF%BF%BD'],
  ])('%s is encoded once', async (id, encoded) => {
    const request = receive('GET');
    await withDash((dash) => dash.get(['channels', id], ask));
    expect(request.uri).toBe(`/v2/accounts/${ACCOUNT}/channels/${encoded}`);
  });

  const FILE = { accept: 'audio/mpeg', types: ['audio/mpeg'], largest: 10 };
  const failing: [string, (dash: Dash, id: string) => Promise<unknown>][] = [
    ['get', (dash, id) => dash.get(['users', id], ask)],
    ['create', (dash, id) => dash.put(['users', id], {}, ask)],
    ['replace', (dash, id) => dash.post(['users', id], {}, ask)],
    ['merge', (dash, id) => dash.patch(['users', id], {}, ask)],
    ['page', (dash, id) => dash.page(['users', id, 'devices'], ask)],
    ['all', (dash, id) => dash.all(['users', id, 'devices'], ask)],
    ['list', (dash, id) => dash.list(['users', id, 'devices'], ask)],
    ['file', (dash, id) => dash.file(['users', id, 'photo'], ask, FILE)],
  ];

  const tooLong = 'x'.repeat(16_000);

  describe.each(['', '.', '..', tooLong])('that a URL would swallow or cannot hold never reaches Dash: %#', (id) => {
    test.each(failing)('with %s', async (_name, call) => {
      await expect(withDash((dash) => call(dash, id))).rejects.toMatchObject(UNKNOWN);
    });

    test('with find, which finds nothing', async () => {
      expect(await withDash((dash) => dash.find(['users', id], ask))).toBeNull();
    });

    test('with remove, which has nothing to remove', async () => {
      expect(await withDash((dash) => dash.delete(['users', id], ask))).toBe(false);
    });
  });
});

describe('an answer', () => {
  const getWith = (more: Partial<Ask>) => withDash((dash) => dash.get(['users', 'u1'], { ...ask, ...more }));

  test.each([{}, { largest: 100_000 }])('may be as long as its request says: %j', async (more) => {
    receive('GET');
    expect(await getWith(more)).toEqual({ id: 'u1' });
  });

  test('is refused if it is longer than its request says', async () => {
    receive('GET');
    await expect(getWith({ largest: 10 })).rejects.toMatchObject(
      halts('Could not do it: VirtualPBX sent more data than Zapier can handle. Choose less, such as a shorter time.'),
    );
  });
});

test('a query that makes a URL too long never reaches Dash', async () => {
  const all = withDash((dash) => dash.all(['users'], { ...ask, query: { filter_name: 'x'.repeat(16_000) } }));
  await expect(all).rejects.toMatchObject({ name: 'HaltedError' });
});

describe('what a user wrote', () => {
  const texts = [
    'Hi {{name}}!',
    '{{bundle.inputData.password}}',
    '{{bundle.authData.auth_token}} and {{process.env.HOME}}',
    '"quoted" \'and\' `ticked` \\ back',
    ' two  spaces and\r\na line ',
    'Zoë 😀 日本語 \u0000',
    'a=b&c=d;e+f%20g#h',
    '$1 $& ${x}',
  ];

  test.each(texts)('arrives byte for byte in a body: %j', async (text) => {
    const request = receive('PATCH');
    await withDash((dash) => dash.patch(['users', 'u1'], { text, [text]: [text] }, ask));
    expect(request.body).toBe(JSON.stringify({ data: { text, [text]: [text] } }));
  });

  test.each(texts)('arrives byte for byte in a query: %j', async (text) => {
    const request = receive('GET', 200, success([]));
    await withDash((dash) => dash.all(['users'], { ...ask, query: { filter_name: text } }));
    expect(new URLSearchParams(request.uri.split('?')[1]).get('filter_name')).toBe(text);
  });
});

describe('what is not there', () => {
  const unknown = () => receive('GET', 404, refusal(404, 'bad identifier', ['u1']));

  test('is an error for get', async () => {
    unknown();
    await expect(withDash((dash) => dash.get(['users', 'u1'], ask))).rejects.toMatchObject(UNKNOWN);
  });

  test('is null for find', async () => {
    unknown();
    expect(await withDash((dash) => dash.find(['users', 'u1'], ask))).toBeNull();
  });

  test('is gone already for remove', async () => {
    receive('DELETE', 404, refusal(404, 'bad identifier', ['u1']));
    expect(await withDash((dash) => dash.delete(['users', 'u1'], ask))).toBe(false);
  });

  test.each<[string, object | undefined]>([
    ['with a body', refusal(410, 'gone')],
    ['without one', undefined],
  ])('may be told by 410 %s', async (_what, body) => {
    receive('GET', 410, body);
    expect(await withDash((dash) => dash.find(['users', 'u1'], ask))).toBeNull();
    receive('DELETE', 410, body);
    expect(await withDash((dash) => dash.delete(['users', 'u1'], ask))).toBe(false);
  });

  const calls: [string, Call][] = [
    ['find', (dash) => dash.find(['queues', 'q1'], { ...ask, section: 'Call Center' })],
    ['list', (dash) => dash.list(['queues'], { ...ask, section: 'Call Center' })],
    ['get', (dash) => dash.get(['queues', 'q1'], { ...ask, section: 'Call Center' })],
  ];

  /** Both forms: of a module that is not started or not installed, and of a path whose first word nobody knows. */
  const missing: [string, object | string | undefined][] = [
    ['has a body that says not_found', refusal(404, 'not_found', { message: 'not found' })],
    ['is empty', undefined],
    ['is white space', ' \r\n'],
  ];

  describe.each(missing)('is a section that is not switched on when the 404 %s', (_form, body) => {
    const NOT_ON = "Call Center isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.";

    test.each(calls)('for %s', async (_name, call) => {
      nock(ROOT)
        .get(/queues/)
        .reply(404, body);
      await expect(withDash(call)).rejects.toMatchObject(halts(NOT_ON));
    });

    test.each([
      ['with its name', { section: 'Call Center' }, NOT_ON],
      ['without one', {}, NOT_ON.replace('Call Center', 'This part of the phone system')],
    ])('for remove %s', async (_name, more, sentence) => {
      nock(ROOT)
        .delete(/queues/)
        .reply(404, body);
      await expect(withDash((dash) => dash.delete(['queues', 'q1'], { ...ask, ...more }))).rejects.toMatchObject(
        halts(sentence),
      );
    });
  });

  test.each(['bad_identifier', 'bad identifier'])('is no missing section when the 404 says %s', async (message) => {
    nock(ROOT)
      .get(/queues/)
      .reply(404, refusal(404, message, { message: 'bad identifier', cause: 'q1' }));
    expect(await withDash((dash) => dash.find(['queues', 'q1'], { ...ask, section: 'Call Center' }))).toBeNull();
  });
});

describe('a conflict', () => {
  const calls: [string, string, Call][] = [
    ['replace', 'POST', (dash) => dash.post(['users', 'u1'], {}, ask)],
    ['merge', 'PATCH', (dash) => dash.patch(['users', 'u1'], {}, ask)],
    ['remove', 'DELETE', (dash) => dash.delete(['users', 'u1'], ask)],
  ];
  const conflict = (method: string) => receive(method, 409, refusal(409, 'datastore_conflict'));

  test.each(calls)('lets %s be tried once more, in the same way', async (_name, method, call) => {
    const first = conflict(method);
    const second = receive(method);
    expect(await withDash(call)).toBeTruthy();
    expect(second).toEqual(first);
  });

  test.each(calls)('ends %s when it happens again', async (_name, method, call) => {
    conflict(method);
    conflict(method);
    await expect(withDash(call)).rejects.toMatchObject(CONFLICT);
  });

  test('never lets anything be created twice', async () => {
    conflict('PUT');
    await expect(withDash((dash) => dash.put(['users'], {}, ask))).rejects.toMatchObject(CONFLICT);
  });
});

describe('a page of a list', () => {
  const users = (query: object) =>
    account()
      .get('/users')
      .query({ ...query });

  test('has rows, and the key of the page after it', async () => {
    users({ page_size: 100 }).reply(200, success([{ id: 'a' }], { page_size: '1', next_start_key: 'k2' }));
    expect(await withDash((dash) => dash.page(['users'], ask))).toEqual({ rows: [{ id: 'a' }], next: 'k2' });
  });

  test('begins where it is asked to, with the size and the filters that are asked for', async () => {
    users({ page_size: 20, filter_name: 'Ann', start_key: 'k2' }).reply(200, success([]));
    const asked = { ...ask, query: { page_size: 20, filter_name: 'Ann' } };
    expect(await withDash((dash) => dash.page(['users'], asked, 'k2'))).toEqual({ rows: [] });
  });

  test('has a next key also when that is a number', async () => {
    users({ page_size: 100 }).reply(200, success([], { next_start_key: 0 }));
    expect(await withDash((dash) => dash.page(['users'], ask))).toEqual({ rows: [], next: '0' });
  });

  test.each([[undefined], [null], [''], [false], [{}], [['k2']]])(
    'is the last when its next key is %j',
    async (key) => {
      users({ page_size: 100 }).reply(200, success([{ id: 'a' }], { next_start_key: key }));
      expect(await withDash((dash) => dash.page(['users'], ask))).toEqual({ rows: [{ id: 'a' }] });
    },
  );

  test.each([
    ['k2', 'k2'],
    ['2', 2],
  ])('is the last when it names itself as the next, by %j', async (start_key, next_start_key) => {
    users({ page_size: 100, start_key }).reply(200, success([{ id: 'a' }], { next_start_key }));
    expect(await withDash((dash) => dash.page(['users'], ask, start_key))).toEqual({ rows: [{ id: 'a' }] });
  });
});

describe('a whole list', () => {
  const users = (query: object) =>
    account()
      .get('/users')
      .query({ ...query });
  const whole = () => users({ paginate: 'false', filter_name: 'Ann' });
  const named: Ask = { ...ask, query: { filter_name: 'Ann' } };

  test('comes in one request', async () => {
    whole().reply(200, success([{ id: 'a' }, { id: 'b' }]));
    expect(await withDash((dash) => dash.list(['users'], named))).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test.each([416, 413])('comes page by page when it is too long for one response (%i)', async (status) => {
    whole().reply(status, refusal(status, 'range not satisfiable'));
    users({ filter_name: 'Ann', page_size: 1000 }).reply(200, success([{ id: 'a' }], { next_start_key: 'k2' }));
    users({ filter_name: 'Ann', page_size: 1000, start_key: 'k2' }).reply(200, success([], { next_start_key: 3 }));
    users({ filter_name: 'Ann', page_size: 1000, start_key: '3' }).reply(200, success([{ id: 'b' }]));
    expect(await withDash((dash) => dash.list(['users'], named))).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('has room for pages of any size', async () => {
    whole().reply(416);
    users({ filter_name: 'Ann', page_size: 1000 }).reply(200, success(Array.from({ length: 250_000 }, () => 1)));
    expect(await withDash((dash) => dash.list(['users'], named))).toHaveLength(250_000);
  });

  test('ends when a page names itself as the next', async () => {
    whole().reply(416);
    users({ filter_name: 'Ann', page_size: 1000 }).reply(200, success([{ id: 'a' }], { next_start_key: 'k' }));
    users({ filter_name: 'Ann', page_size: 1000, start_key: 'k' }).reply(
      200,
      success([{ id: 'b' }], { next_start_key: 'k' }),
    );
    expect(await withDash((dash) => dash.list(['users'], named))).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('is nothing for all when it is too long', async () => {
    whole().reply(416);
    expect(await withDash((dash) => dash.all(['users'], named))).toBeNull();
  });

  test.each([[{ id: 'a' }], [null], ['a'], [7]])('is an error when the data is %j', async (data) => {
    whole().reply(200, success(data));
    await expect(withDash((dash) => dash.list(['users'], named))).rejects.toMatchObject(notData(200));
  });
});

describe('pages that overlap', () => {
  const cdrs = (query: object, rows: unknown[], next?: string) =>
    account()
      .get('/cdrs')
      .query({ page_size: 100, ...query })
      .reply(200, success(rows, { next_start_key: next }));
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({ id: String(from + index) }));
  const read = (use: Ask = ask) =>
    withDash(async (dash) => {
      const pages: unknown[][] = [];
      for await (const rows of dash.pages(['cdrs'], use)) pages.push(rows);
      return pages;
    });

  test('by a row give it once: 300 rows are 300', async () => {
    cdrs({}, ids(0, 100), 'k2');
    cdrs({ start_key: 'k2' }, ids(99, 200), 'k3');
    cdrs({ start_key: 'k3' }, ids(199, 300));
    expect((await read()).flat()).toEqual(ids(0, 300));
  });

  test('by several rows with one key lose none of them', async () => {
    cdrs({}, ids(0, 5), 'k');
    cdrs({ start_key: 'k' }, ids(2, 8), 'l');
    cdrs({ start_key: 'l' }, ids(8, 9));
    expect(await read()).toEqual([ids(0, 5), ids(5, 8), ids(8, 9)]);
  });

  test('are merged for who goes from page to page by hand, too', async () => {
    cdrs({}, ids(0, 2), 'k');
    cdrs({ start_key: 'k' }, ids(1, 3));
    const [first, second] = await withDash(async (dash) => {
      const one = await dash.page(['cdrs'], ask);
      return [one, await dash.page(['cdrs'], ask, one.next)];
    });
    expect(first).toEqual({ rows: ids(0, 2), next: 'k' });
    expect(second).toEqual({ rows: ids(2, 3) });
  });

  test('do so in two lists that are read at the same time, each for itself', async () => {
    cdrs({}, ids(0, 2), 'k');
    cdrs({ start_key: 'k' }, ids(1, 3));
    cdrs({ filter_x: 'y' }, ids(2, 3), 'k');
    cdrs({ filter_x: 'y', start_key: 'k' }, ids(2, 4));
    const [one, other] = await withDash(async (dash) => {
      const all = async (use: Ask) => {
        const list: unknown[] = [];
        for await (const rows of dash.pages(['cdrs'], use)) list.push(...rows);
        return list;
      };
      return Promise.all([all(ask), all({ ...ask, query: { filter_x: 'y' } })]);
    });
    expect([one, other]).toEqual([ids(0, 3), ids(2, 4)]);
  });

  test('within one answer are merged as well', async () => {
    cdrs({}, [...ids(0, 3), ...ids(2, 4)]);
    expect(await read()).toEqual([ids(0, 4)]);
    account()
      .get('/cdrs')
      .query({ paginate: 'false' })
      .reply(200, success([...ids(0, 3), ...ids(2, 4)]));
    expect(await withDash((dash) => dash.list(['cdrs'], ask))).toEqual(ids(0, 4));
  });

  test('keep every row that has no id, also one that looks like another', async () => {
    const rows = [{ name: 'Ann' }, { name: 'Ann' }, null, 'text'];
    cdrs({}, rows, 'k');
    cdrs({ start_key: 'k' }, rows);
    expect((await read()).flat()).toEqual([...rows, ...rows]);
  });

  test('may have another id than the usual', async () => {
    cdrs({}, [{ uuid: 'a' }, { uuid: 'b' }], 'k');
    cdrs({ start_key: 'k' }, [{ uuid: 'b' }, { uuid: 'c' }]);
    const idOf = (row: unknown) => (row as { uuid: string }).uuid;
    expect((await read({ ...ask, idOf })).flat()).toEqual([{ uuid: 'a' }, { uuid: 'b' }, { uuid: 'c' }]);
  });

  test('end when a key comes back that was there before', async () => {
    cdrs({}, ids(0, 1), 'a');
    cdrs({ start_key: 'a' }, ids(1, 2), 'b');
    cdrs({ start_key: 'b' }, ids(2, 3), 'a');
    expect((await read()).flat()).toEqual(ids(0, 3));
  });

  test('are an error where there is no end of them', async () => {
    let page = 0;
    account()
      .persist()
      .get('/cdrs')
      .query(true)
      .reply(200, () => success([], { next_start_key: String((page += 1)) }) as nock.Body);
    await expect(read()).rejects.toMatchObject(notData(200));
    expect(page).toBe(350);
  });
});

describe('what is wrong with the whole account', () => {
  const EXPIRED = halts(
    'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.',
  );
  const GONE = halts(
    "VirtualPBX can't find the account of this connection; it may have been deleted. Connect again, or contact VirtualPBX support.",
  );
  const answers: [string, number, object, object][] = [
    [
      'an expired account, which is a 400 to everything',
      400,
      refusal(400, 'validation error', { account: { expired: { message: 'account expired', cause: 63_962_768_478 } } }),
      EXPIRED,
    ],
    [
      'an account that is gone',
      404,
      refusal(404, 'bad_identifier', { message: 'bad identifier', cause: ACCOUNT }),
      GONE,
    ],
    [
      'an account id that is none',
      404,
      refusal(404, 'bad identifier', { message: "invalid account_id 'short'" }),
      GONE,
    ],
  ];
  const FILE = { accept: 'audio/mpeg', types: ['audio/mpeg'], largest: 1000 };
  const own: Ask = { ...ask, sentences: { 400: 'Too old.', 404: 'Gone.' }, unclear: 'Unclear.', section: 'Faxes' };
  const calls: [string, string, Call][] = [
    ['get', 'GET', (dash) => dash.get(['users'], own)],
    ['find', 'GET', (dash) => dash.find(['users', 'u1'], own)],
    ['create', 'PUT', (dash) => dash.put(['users'], {}, own)],
    ['replace', 'POST', (dash) => dash.post(['users', 'u1'], {}, own)],
    ['merge', 'PATCH', (dash) => dash.patch(['users', 'u1'], {}, own)],
    ['remove', 'DELETE', (dash) => dash.delete(['users', 'u1'], own)],
    ['catalogue', 'GET', (dash) => dash.getPublic(['webhooks'], own)],
    ['page', 'GET', (dash) => dash.page(['users'], own)],
    ['list', 'GET', (dash) => dash.list(['users'], own)],
    ['file', 'GET', (dash) => dash.file(['recordings', 'r1'], own, FILE)],
  ];

  describe.each(answers)('%s', (_what, status, body, error) => {
    test.each(calls)('is said by %s, whatever it was asked for, after one request', async (_name, method, call) => {
      nock(ROOT).intercept(/^/, method).reply(status, body, { 'content-type': 'application/json' });
      await expect(withDash(call)).rejects.toMatchObject(error);
    });

    test('is said also where the answer is welcome but not needed', async () => {
      nock(ROOT).get(/^/).reply(status, body);
      await expect(withDash((dash) => dash.find(['users', 'u1'], own).catch(nullUnlessRetried))).rejects.toMatchObject(
        error,
      );
    });
  });
});

describe('an answer that is none', () => {
  const get: Call = (dash) => dash.get([], ask);
  const answers: [string, number, string | object | undefined, object][] = [
    ['a page of a proxy', 502, '<html>Bad Gateway</html>', problem(502)],
    ['a page in place of data', 200, '<html>Welcome</html>', notData(200)],
    ['an empty body', 200, '', notData(200)],
    ['no content', 204, undefined, notData(204)],
    ['a list in place of the envelope', 200, '[1]', notData(200)],
    ['a text in place of the envelope', 200, '"success"', notData(200)],
    ['null in place of the envelope', 200, 'null', notData(200)],
    ['an envelope without data', 200, { status: 'success' }, problem(200)],
    ['an envelope that says error', 200, refusal(500, 'fault'), problem(200)],
    ['JSON that is cut off', 200, '{"data": {', notData(200)],
  ];

  test.each(answers)('%s', async (_what, status, body, error) => {
    account().get('').reply(status, body);
    await expect(withDash(get)).rejects.toMatchObject(error);
  });

  test('a connection that breaks', async () => {
    account().get('').replyWithError('socket hang up');
    await expect(withDash(get)).rejects.toMatchObject(NO_ANSWER);
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%i), along which the session does not travel', async (status) => {
    account().get('').reply(status, '', { location: 'https://evil.test/v2' });
    await expect(withDash(get)).rejects.toMatchObject(redirected(status));
  });

  test('a write is not repeated along a redirect either', async () => {
    account().patch('').reply(307, '', { location: 'https://evil.test/v2' });
    await expect(withDash((dash) => dash.patch([], { name: 'Ann' }, ask))).rejects.toMatchObject(redirected(307));
  });

  test('401, after which Zapier signs in again', async () => {
    account().get('').reply(401, refusal(401, 'invalid_credentials'));
    await expect(withDash(get)).rejects.toMatchObject(refreshes);
  });

  test('429, after which Zapier waits', async () => {
    account().get('').reply(429, refusal(429, 'too_many_requests'));
    await expect(withDash(get)).rejects.toMatchObject(
      throttles(
        'Could not do it: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    );
  });
});

describe('a file', () => {
  const AUDIO = Buffer.from([0x49, 0x44, 0x33, 0xff, 0x00, 0x0d, 0x0a]);
  const TOO_LARGE = halts("Could not do it: it's too large. Use a smaller file or less text.");
  const expected = { accept: 'audio/*, */*;q=0.1', types: ['audio/mpeg', 'audio/wav'], largest: 10 };
  const fetchRaw: Call = (dash) => dash.file(['messages', 'm1', 'raw'], ask, expected);
  const raw = () => account().get('/messages/m1/raw');

  test('comes byte for byte, with its type', async () => {
    raw().reply(200, AUDIO, { 'content-type': 'audio/mpeg' });
    expect(await withDash(fetchRaw)).toEqual({ bytes: AUDIO, contentType: 'audio/mpeg' });
  });

  test('is asked for by its types, the query included', async () => {
    raw()
      .query({ inline: 'true' })
      .matchHeader('accept', expected.accept)
      .reply(200, AUDIO, { 'content-type': 'audio/wav' });
    const call: Call = (dash) => dash.file(['messages', 'm1', 'raw'], { ...ask, query: { inline: true } }, expected);
    expect(await withDash(call)).toMatchObject({ contentType: 'audio/wav' });
  });

  test.each(['audio/mpeg; charset=binary', 'AUDIO/MPEG', ' Audio/Mpeg ;rate=8000'])(
    'may have its type written as %s',
    async (contentType) => {
      raw().reply(200, AUDIO, { 'content-type': contentType });
      expect(await withDash(fetchRaw)).toEqual({ bytes: AUDIO, contentType: 'audio/mpeg' });
    },
  );

  test.each([
    ['another type', { 'content-type': 'text/html' }],
    ['a type that only begins like it', { 'content-type': 'audio/mpegurl' }],
    ['no type', {}],
  ])('is refused with %s', async (_what, headers) => {
    raw().reply(200, AUDIO, headers);
    await expect(withDash(fetchRaw)).rejects.toMatchObject(notData(200));
  });

  test('may be exactly as large as allowed', async () => {
    raw().reply(200, Buffer.alloc(10), { 'content-type': 'audio/mpeg', 'content-length': '10' });
    expect(await withDash(fetchRaw)).toMatchObject({ bytes: Buffer.alloc(10) });
  });

  test('is refused when it is announced as too large', async () => {
    raw().reply(200, Buffer.alloc(11), { 'content-type': 'audio/mpeg', 'content-length': '11' });
    await expect(withDash(fetchRaw)).rejects.toMatchObject(TOO_LARGE);
  });

  test('is refused when it turns out too large', async () => {
    raw().reply(200, Buffer.alloc(11), { 'content-type': 'audio/mpeg' });
    await expect(withDash(fetchRaw)).rejects.toMatchObject(TOO_LARGE);
  });

  test('is not there yet when it has no bytes', async () => {
    raw().reply(200, '', { 'content-type': 'audio/mpeg' });
    await expect(withDash(fetchRaw)).rejects.toMatchObject(
      halts(
        "Could not do it: VirtualPBX can't find it; it may have been deleted. If this keeps happening, contact VirtualPBX support.",
      ),
    );
  });

  test('is not there when what comes is broken', async () => {
    raw().reply(200, AUDIO, { 'content-type': 'audio/mpeg', 'content-encoding': 'gzip' });
    await expect(withDash(fetchRaw)).rejects.toMatchObject(NO_ANSWER);
  });

  test('is refused also when the refusal itself is broken', async () => {
    raw().reply(500, AUDIO, { 'content-encoding': 'gzip' });
    await expect(withDash(fetchRaw)).rejects.toMatchObject(problem(500));
  });

  test('is not there when nobody answers', async () => {
    raw().replyWithError('socket hang up');
    await expect(withDash(fetchRaw)).rejects.toMatchObject(NO_ANSWER);
  });

  const statuses: [number, object][] = [
    [204, notData(204)],
    [206, notData(206)],
    [302, redirected(302)],
    [401, refreshes],
    [404, UNKNOWN],
    [
      429,
      throttles(
        'Could not do it: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
    [500, problem(500)],
  ];

  test.each(statuses)('is not there after status %i', async (status, error) => {
    raw().reply(status, status === 204 ? undefined : 'audio', {
      'content-type': 'audio/mpeg',
      location: 'https://evil.test/raw',
    });
    await expect(withDash(fetchRaw)).rejects.toMatchObject(error);
  });

  describe('whose bytes are asked for', () => {
    const dashWith = (bytes: HttpFileResponse['bytes']) =>
      createDash(ACCOUNT, {
        send: () => Promise.reject(new Error('Nothing is sent.')),
        fetchFile: () => Promise.resolve({ status: 200, contentType: 'audio/mpeg', contentLength: null, bytes }),
      });

    test('is asked once', async () => {
      const bytes = jest.fn(() => Promise.resolve(AUDIO));
      await dashWith(bytes).file(['m1'], ask, expected);
      expect(bytes).toHaveBeenCalledTimes(1);
    });

    test('is not there when the connection breaks in the middle', async () => {
      const bytes = () => Promise.reject(new Error('ECONNRESET'));
      await expect(dashWith(bytes).file(['m1'], ask, expected)).rejects.toEqual(
        new DashError({ status: 0, empty: false }, ask),
      );
    });
  });
});
