import { MAX_DEPTH } from '../../src/dash/schema.ts';
import { account, ACCOUNT, refusal, ROOT, success, TOKEN } from '../support/dash.ts';
import nock from 'nock';
import { createPlatform } from '../support/platform.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';

const METHOD = 'creates.api_request.operation.perform';
const run = (inputData: object) => createPlatform().run(METHOD, { inputData });
const record = (more: object) => ({ id: null, status: 200, data: null, next_page: null, ...more });

const jane = { id: 'jane', first_name: 'Jane' };

describe('reads', () => {
  test.each([
    { path: 'users/jane' },
    { path: 'users/jane', method: 'GET' },
    { path: 'users/jane', method: 'get', body: '' },
  ])('a document: %j', async (input) => {
    account().get('/users/jane').reply(200, success(jane));
    expect(await run(input)).toEqual(record({ id: 'jane', data: jane }));
  });

  test('the account itself', async () => {
    account()
      .get('')
      .reply(200, success({ id: ACCOUNT, name: 'Brightwater Dental' }));
    expect(await run({ path: `${ROOT}/v2/accounts/${ACCOUNT}` })).toMatchObject({ id: ACCOUNT });
  });

  test('a page of a list, and returns the next page', async () => {
    account()
      .get('/users')
      .query({ page_size: '1', 'filter_caller_id.internal.number': '+1 0042' })
      .reply(200, success([jane], { page_size: 1, next_start_key: 'g20' }));
    const query = { page_size: '1', 'filter_caller_id.internal.number': '+1 0042' };
    expect(await run({ path: 'users', query })).toEqual(record({ data: [jane], next_page: 'g20' }));
  });

  test.each([
    ['the last page', {}, null],
    ['a key that is empty', { next_start_key: '' }, null],
    ['a key that is a number', { next_start_key: 63964000000 }, '63964000000'],
    ['the page that it has just given', { next_start_key: 'g20' }, null],
  ])('%s', async (_what, more, next_page) => {
    account().get('/users').query({ start_key: 'g20' }).reply(200, success([], more));
    expect(await run({ path: 'users?start_key=g20' })).toEqual(record({ data: [], next_page }));
  });

  test('a search within the account', async () => {
    account()
      .get('/search')
      .query({ t: 'user', q: 'name', v: 'account' })
      .reply(200, success([jane]));
    expect(await run({ path: 'search', query: { t: 'user', q: 'name', v: 'account' } })).toEqual(
      record({ data: [jane] }),
    );
  });

  test('a word', async () => {
    account().get('/agents/a/status').reply(200, success('ready'));
    expect(await run({ path: 'agents/a/status' })).toEqual(record({ data: 'ready' }));
  });

  test('an answer of several megabytes, and requests data rather than a file', async () => {
    const note = 'x'.repeat(4_000_000);
    account()
      .get('/recordings/r')
      .matchHeader('accept', 'application/json')
      .reply(200, success([{ note }]));
    expect(await run({ path: 'recordings/r' })).toEqual(record({ data: [{ note }] }));
  });

  test('no secrets', async () => {
    const device = {
      id: 'd1',
      sip: { username: 'user_1', password: 'letmein', method: 'password', realm: 'a.test' },
      pvt_md5_auth: 'letmein',
      pvt_type: 'device',
      pin: '1234',
      require_pin: true,
      api_key: 'letmein',
      custom_data: { anything: 'letmein' },
      node: 'kept',
      uri: 'https://a.test/?token=letmein',
      note: `${TOKEN} and eyJhbGciOiJSUzI1NiJ9.eyJhY2NvdW50X2lkIjoiMSJ9.c2ln`,
      headers: [{ name: 'Authorization', value: 'letmein' }],
    };
    account().get('/devices/d1').reply(200, success(device));
    const result = await run({ path: 'devices/d1' });
    expect(result).toEqual(
      record({
        id: 'd1',
        data: {
          id: 'd1',
          sip: { username: 'user_1', method: 'password', realm: 'a.test' },
          require_pin: true,
          node: 'kept',
          uri: 'https://a.test/',
          note: '… and …',
          headers: [{ name: 'Authorization' }],
        },
      }),
    );
  });
});

describe('changes', () => {
  test.each([
    ['PUT', 201, 'users', '{"first_name": "Jane"}', { data: { first_name: 'Jane' } }],
    ['POST', 200, 'users/jane', { data: { first_name: 'Jane' } }, { data: { first_name: 'Jane' } }],
    [
      'PATCH',
      200,
      'users/jane',
      '{"data": {"a": 1}, "accept_charges": true}',
      { accept_charges: true, data: { a: 1 } },
    ],
    ['POST', 202, 'devices/d1/sync', '', { data: {} }],
    ['DELETE', 200, 'users/jane', '', ''],
    ['DELETE', 200, 'queues/q/roster', '["a"]', { data: ['a'] }],
  ])('%s, answered with %i', async (method, status, path, body, sent) => {
    account().intercept(`/${path}`, method, sent).reply(status, success(jane));
    expect(await run({ method, path, body })).toEqual(record({ id: 'jane', status, data: jane }));
  });

  test('PUT of a fax, which has its ID in another key', async () => {
    account()
      .put('/faxes')
      .reply(201, success({ _id: 'fax-1', pvt_created: 1 }));
    expect(await run({ method: 'PUT', path: 'faxes', body: '{}' })).toEqual(
      record({ id: 'fax-1', status: 201, data: { _id: 'fax-1' } }),
    );
  });

  test('DELETE with an empty answer', async () => {
    account().delete('/users/jane').reply(204);
    expect(await run({ method: 'DELETE', path: 'users/jane' })).toEqual(record({ status: 204 }));
  });

  test('a conflict is retried if that is safe', async () => {
    account().patch('/users/jane').reply(409, refusal(409, 'datastore_conflict'));
    account().patch('/users/jane').reply(200, success(jane));
    expect(await run({ method: 'PATCH', path: 'users/jane', body: '{"a": 1}' })).toMatchObject({ id: 'jane' });
  });
});

describe('nothing is sent', () => {
  test.each([
    [{}, 'Path is empty. Fill it in.'],
    [{ path: 'users', method: 'HEAD' }, /^Method isn't one of the choices\./],
    [{ path: 'users', query: { verb: 'delete' } }, /^Query can't include verb/],
    [{ path: 'users?verb=delete' }, /^Query can't include verb/],
    [{ path: 'search?t=account&q=name&v=a' }, /^API Request can use only this connection's account/],
    [
      { path: 'search/multi', query: { t: 'account', by_name: 'a' } },
      /^API Request can use only this connection's account/,
    ],
    [{ path: 'onboard', method: 'PUT' }, /^API Request can use only this connection's account/],
    [{ path: 'users', method: 'PUT', body: 'Jane' }, /^Body isn't valid JSON\./],
    [{ path: 'users/../x' }, /^Path contains something/],
  ])('%j', async (input, sentence) => {
    await expect(run(input)).rejects.toMatchObject({
      name: 'HaltedError',
      message: expect.stringMatching(sentence) as string,
    });
    expect(nock.pendingMocks()).toEqual([]);
  });
});

describe('a failure', () => {
  const get = (status: number, body: unknown) => {
    account()
      .get('/users')
      .reply(status, body as nock.Body);
    return run({ path: 'users' });
  };
  const patch = (status: number, body: unknown, data: object = { first_name: 'Jane' }) => {
    account()
      .patch('/users')
      .reply(status, body as nock.Body);
    return run({ path: 'users', method: 'PATCH', body: JSON.stringify(data) });
  };

  const refused = (why: string, advice: string) => halts(`VirtualPBX refused the request${why}. ${advice}`);
  const USUAL = 'Check Path, Query, and Body.';

  test.each([
    [400, refusal(400, 'invalid data'), ': invalid data', USUAL],
    [400, refusal(400, 'validation error', { message: 'Bad start_key.' }), ': Bad start key', USUAL],
    [
      400,
      refusal(400, 'x', { 'sip.method': { enum: { message: 'Value not found' } } }),
      ': sip.method: Value not found',
      USUAL,
    ],
    [
      400,
      refusal(400, 'x', { a: { type: { message: 'First' } }, '<b>': { unique: 'Second' }, c: { x: { message: '' } } }),
      ': a: First; Second',
      USUAL,
    ],
    [
      403,
      refusal(403, 'forbidden'),
      ': forbidden',
      "Connect with the account's API key, or ask your phone system administrator for permission.",
    ],
    [404, refusal(404, 'bad_identifier', ['x']), ': bad identifier', 'Check Path.'],
    [404, refusal(404, 'not_found'), ': not found', 'Check Path.'],
    [404, '', '', 'Check Path.'],
    [405, '', '', 'Choose another Method, or check Path.'],
    [413, '', '', USUAL],
    [406, '', '', 'This Path returns a file, but API Request can only get data.'],
    [
      416,
      refusal(416, 'range not satisfiable'),
      ': range not satisfiable',
      'The list is too long to get all at once. Remove paginate from Query.',
    ],
    [418, '<html>', '', USUAL],
  ])("%i is reported with Dash's reason", async (status, body, why, advice) => {
    await expect(get(status, body)).rejects.toMatchObject(refused(why, advice));
  });

  test('caused by a password that was sent does not include it', async () => {
    const complaint = {
      password: { wrong: { message: 'Value correct-horse of ann@example.com is too short: 12345' } },
    };
    const sent = { password: 'correct-horse', numbers: [12345], on: null, note: { to: 'ann@example.com' } };
    await expect(patch(400, refusal(400, 'x', complaint), sent)).rejects.toMatchObject(
      refused(': password: Value … of … is too short: …', USUAL),
    );
    await expect(patch(400, refusal(400, 'correct-horse'), sent)).rejects.toMatchObject(refused('', USUAL));
  });

  test('due to an ended session or too many requests is left to Zapier', async () => {
    await expect(get(401, refusal(401, 'invalid_credentials'))).rejects.toMatchObject(refreshes);
    await expect(patch(401, refusal(401, 'invalid_credentials'))).rejects.toMatchObject(refreshes);
    const busy =
      'Could not complete the API request (VirtualPBX says: “too many requests”): VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.';
    await expect(patch(429, refusal(429, 'too_many_requests'))).rejects.toMatchObject(throttles(busy));
  });

  const UNCLEAR = halts(
    "VirtualPBX didn't confirm this request, so it may have happened. Check Dash before you run this step again.",
  );

  test.each([
    [500, refusal(500, 'unspecified_fault')],
    [503, ''],
    [408, refusal(408, 'timeout')],
    [200, '<html>'],
    [200, { ...success({}), status: 'error' }],
    [200, success({ long: 'x'.repeat(5_000_001) })],
  ])('of a change with %i, which leaves the result unclear', async (status, body) => {
    await expect(patch(status, body)).rejects.toMatchObject(UNCLEAR);
  });

  test('of a change without an answer', async () => {
    account().patch('/users').replyWithError('socket hang up');
    await expect(run({ path: 'users', method: 'PATCH', body: '{}' })).rejects.toMatchObject(UNCLEAR);
  });

  test('of a read', async () => {
    await expect(get(503, refusal(503, 'datastore timeout'))).rejects.toMatchObject(
      fails(
        'Could not complete the API request (VirtualPBX says: “datastore timeout”): VirtualPBX had a problem. Try again in a few minutes.',
        503,
      ),
    );
    await expect(get(200, 'RIFF')).rejects.toMatchObject(
      fails(
        'Could not complete the API request: VirtualPBX sent an unexpected answer. Try again in a few minutes.',
        200,
      ),
    );
    await expect(get(200, success({ long: 'x'.repeat(5_000_001) }))).rejects.toMatchObject(
      halts('VirtualPBX sent more data than Zapier can handle. Ask for less, for example with page_size 50 in Query.'),
    );
  });

  test('of an expired account says so', async () => {
    await expect(get(400, refusal(400, 'x', { account: { expired: { message: 'x' } } }))).rejects.toMatchObject(
      halts('This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.'),
    );
  });

  test('never reaches another server: redirects are not followed', async () => {
    account().get('/users').reply(302, '', { location: 'https://elsewhere.test/users' });
    await expect(run({ path: 'users' })).rejects.toMatchObject({ name: 'AppError' });
  });
});

describe('a body with secrets', () => {
  const SECRETS = ['445566', '90817', 'SipPass9 é', '778899', 'Ab1'];
  const [pin, queue_pin, password, vm_pin, access_pin1] = SECRETS;
  const body = { first_name: 'x', pin, queue_pin: Number(queue_pin), sip: { password }, vm: [{ vm_pin, access_pin1 }] };

  test.each([
    ['PUT', 201],
    ['POST', 200],
    ['PATCH', 409],
    ['PUT', 400],
    ['PUT', 401],
  ])('arrives as it is, and no log has any of them: %s, %i', async (method, status) => {
    const sent: unknown[] = [];
    nock(ROOT, { reqheaders: { 'content-type': 'application/json', 'content-length': /^\d+$/ } })
      .persist()
      .intercept(`/v2/accounts/${ACCOUNT}/users`, method)
      .reply(function (_path, received) {
        sent.push(received, this.req.headers['content-length'], this.req.headers['transfer-encoding']);
        return [status, success({ id: 'jane', ...body })];
      });
    const platform = createPlatform();
    const inputData = { path: 'users', method, body: JSON.stringify(body) };
    await platform.run(METHOD, { inputData }).catch(() => undefined);
    const length = String(Buffer.byteLength(JSON.stringify({ data: body })));
    expect(sent.slice(0, 3)).toEqual([{ data: body }, length, undefined]);
    const log = JSON.stringify(platform.logs);
    expect(log).toContain('<streaming data>');
    expect(SECRETS.filter((secret) => log.includes(secret))).toEqual([]);
  });

  test('is one however deep the secret is', async () => {
    let data: object = { custom_data: { word: '445566' } };
    for (let level = 2; level < MAX_DEPTH; level += 1) data = { a: data };
    account().put('/users').reply(201, success(jane));
    const platform = createPlatform();
    await platform.run(METHOD, { inputData: { path: 'users', method: 'PUT', body: JSON.stringify(data) } });
    expect(JSON.stringify(platform.logs)).not.toContain('445566');
  });

  test('is no other one, which is logged', async () => {
    account()
      .put('/users', { data: { first_name: 'Jane Qzx', require_pin: true } })
      .reply(201, success(jane));
    const platform = createPlatform();
    const inputData = { path: 'users', method: 'PUT', body: '{"first_name":"Jane Qzx","require_pin":true}' };
    await platform.run(METHOD, { inputData });
    expect(JSON.stringify(platform.logs)).toContain('Jane Qzx');
  });
});
