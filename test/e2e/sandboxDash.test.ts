import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { credentials, mfaUser } from '../../sandbox/dash/company/office.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DashSandbox, Webhook } from '../../sandbox/dash/server.ts';

type Envelope = { status?: string; message?: string; error?: string; auth_token?: string; next_start_key?: string };
type Answer<T> = Envelope & { code: number; data: T };

let dash: DashSandbox;
let token: string;

const call = async <T>(
  method: string,
  path: string,
  data?: unknown,
  headers: Record<string, string> = { 'X-Auth-Token': token },
): Promise<Answer<T>> => {
  const body = data === undefined ? {} : { body: JSON.stringify({ data }) };
  const response = await fetch(dash.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...body,
  });
  const answer = await response.text();
  return { ...((answer === '' ? {} : JSON.parse(answer)) as Envelope & { data: T }), code: response.status };
};

const account = (path = '') => `/accounts/${dash.company.account.id}${path}`;

const get = <T>(path: string) => call<T>('GET', account(path));

const hashOf = ({ username, password }: { username: string; password: string }) =>
  createHash('md5').update(`${username}:${password}`).digest('hex');

const signIn = (user: { username: string; password: string } = credentials, headers: Record<string, string> = {}) =>
  call<{ account_id: string; owner_id?: string; account_name: string }>(
    'PUT',
    '/user_auth',
    { credentials: hashOf(user), account_name: credentials.accountName },
    headers,
  );

const withApiKey = (api_key: string) =>
  call<{ account_id: string; owner_id?: string }>('PUT', '/api_auth', { api_key }, {});

beforeEach(async () => {
  dash = await startDash({ settings: { retryPauseMs: 1 } });
  token = (await signIn()).auth_token ?? '';
  dash.requests.length = 0;
});

afterEach(() => dash.close());

describe('signing in', () => {
  it('gives a token and says whose it is', async () => {
    const answer = await signIn();

    expect(answer).toMatchObject({
      code: 201,
      status: 'success',
      data: {
        account_id: dash.company.account.id,
        owner_id: dash.company.users[0]?.id,
        account_name: 'Brightwater Dental',
      },
    });
    const claims: unknown = JSON.parse(Buffer.from(answer.auth_token?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iss: 'kazoo', account_id: dash.company.account.id, method: 'cb_user_auth' });
  });

  it('does not mind case, spaces and punctuation of the account name', async () => {
    const data = { credentials: hashOf(credentials), account_name: ' BRIGHTWATER-dental! ' };

    expect((await call('PUT', '/user_auth', data, {})).code).toBe(201);
  });

  it('works with the API key, which belongs to nobody in particular', async () => {
    const answer = await withApiKey(credentials.apiKey);

    expect(answer).toMatchObject({ code: 201, data: { account_id: dash.company.account.id } });
    expect(answer.data.owner_id).toBeUndefined();
  });

  it.each([
    ['a wrong password', () => signIn({ ...credentials, password: 'wrong' }), 401],
    ['capitals in the user name', () => signIn({ ...credentials, username: credentials.username.toUpperCase() }), 401],
    ['a wrong API key', () => withApiKey('0'.repeat(64)), 404],
    ['an API key of another length', () => withApiKey('short'), 400],
    ['no credentials', () => call('PUT', '/user_auth', { account_name: credentials.accountName }, {}), 400],
    [
      'an unknown account',
      () => call('PUT', '/user_auth', { credentials: hashOf(credentials), account_name: 'x' }, {}),
      401,
    ],
  ])('refuses %s', async (_what, attempt, code) => {
    expect(await attempt()).toMatchObject({ code, status: 'error', error: String(code) });
  });

  it('asks a user with two-factor login for the second factor', async () => {
    expect(await signIn(mfaUser)).toMatchObject({
      code: 401,
      message: 'invalid_credentials',
      data: {
        message: 'client needs to preform second-factor authentication',
        multi_factor_request: { provider_name: 'duo' },
      },
    });
  });

  it.each(['disabled', 'expired'] as const)(
    'refuses the users of an account that is %s, not its key',
    async (status) => {
      dash.company.account.status = status;

      expect(await signIn()).toMatchObject({
        code: 400,
        data: { account: { [status]: { message: `account ${status}` } } },
      });
      expect((await withApiKey(credentials.apiKey)).code).toBe(201);
    },
  );

  it.each([
    ['expired', 400],
    ['disabled', 200],
  ] as const)('gives a token that, once the account is %s, meets %i whatever it asks for', async (status, code) => {
    dash.company.account.status = status;

    expect([(await get('/users')).code, (await get('')).code]).toEqual([code, code]);
    expect((await get('/nonsense')).code).toBe(status === 'expired' ? 400 : 404);
  });

  it('refuses a login that carries a stale token', async () => {
    dash.expireSessions();

    expect((await signIn(credentials, { 'X-Auth-Token': token })).code).toBe(401);
    expect((await signIn()).code).toBe(201);
  });
});

describe('sessions', () => {
  it('are good in parallel, until they are expired', async () => {
    const other = (await withApiKey(credentials.apiKey)).auth_token ?? '';
    const codes = () =>
      Promise.all(
        [token, other].map(async (one) => (await call('GET', account(), undefined, { 'X-Auth-Token': one })).code),
      );

    expect(await codes()).toEqual([200, 200]);
    dash.expireSessions();
    expect(await codes()).toEqual([401, 401]);
  });

  it('end after the time that is set', async () => {
    dash.settings.sessionSeconds = 60;
    token = (await signIn()).auth_token ?? '';
    const now = Date.now();
    const codeAfter = async (seconds: number) => {
      const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 1000 * seconds);
      const { code } = await get('');
      clock.mockRestore();
      return code;
    };

    expect([await codeAfter(58), await codeAfter(61)]).toEqual([200, 401]);
  });

  it('never show in what is remembered of a request', async () => {
    await signIn();
    await withApiKey(credentials.apiKey);
    await call('GET', `${account()}?auth_token=${token}`, undefined, {});

    expect(dash.requests).toMatchObject([
      { method: 'PUT', path: '/v2/user_auth', status: 201, authenticated: false },
      { method: 'PUT', path: '/v2/api_auth', status: 201, body: { data: { api_key: '[secret]' } } },
      { method: 'GET', path: `/v2${account()}`, status: 200, authenticated: true, query: { auth_token: '[secret]' } },
    ]);
    const remembered = JSON.stringify(dash.requests);
    for (const secret of [hashOf(credentials), credentials.apiKey, token]) expect(remembered).not.toContain(secret);
  });
});

describe('the envelope', () => {
  it('echoes the token and the request id', async () => {
    const answer = await call('GET', account(), undefined, { 'X-Auth-Token': token, 'X-Request-ID': 'mine' });

    expect(answer).toMatchObject({
      code: 200,
      auth_token: token,
      request_id: 'mine',
      data: { name: 'Brightwater Dental', timezone: 'America/Los_Angeles', enabled: true },
    });
    expect(answer.data).not.toHaveProperty('status');
  });

  it('says that an account is unknown before it asks who wants to know', async () => {
    expect(await call('GET', `/accounts/${'0'.repeat(32)}`, undefined, {})).toMatchObject({
      code: 404,
      auth_token: 'undefined',
    });
  });

  it('refuses a look into the account of somebody else', async () => {
    expect((await call('GET', `/accounts/${dash.company.otherAccounts[0]}/users`)).code).toBe(403);
    expect(dash.requests).toMatchObject([{ status: 403, authenticated: true }]);
  });

  it('answers an unknown first word with an empty 404, and with 401 without a session', async () => {
    const response = await fetch(`${dash.url}/nothing`, { headers: { 'X-Auth-Token': token } });

    expect([response.status, await response.text()]).toEqual([404, '']);
    expect((await call('GET', '/nothing', undefined, {})).code).toBe(401);
  });

  it('answers not_found for a module that is not started, whoever asks', async () => {
    dash.settings.notStarted = ['recordings'];

    for (const path of ['/conferences', '/recordings', '/users/x/recordings']) {
      const senders: Record<string, string>[] = [{}, { 'X-Auth-Token': token }, { 'X-Auth-Token': 'a.b.c' }];
      for (const headers of senders) {
        expect(await call('GET', account(path), undefined, headers)).toMatchObject({
          code: 404,
          message: 'not_found',
          data: { message: 'not found' },
        });
      }
    }
    expect((await get('/users')).code).toBe(200);
  });

  it('refuses a token that is no JSON web token before anything else', async () => {
    for (const path of ['/nothing', account('/conferences'), '/accounts/short/users']) {
      expect((await call('GET', path, undefined, { 'X-Auth-Token': 'text' })).code).toBe(401);
    }
  });

  it('says that an account id is none', async () => {
    expect(await call('GET', '/accounts/short/users')).toMatchObject({
      code: 404,
      message: 'bad identifier',
      data: { message: "invalid account_id 'short'" },
    });
  });

  it.each([
    ['a method that an endpoint lacks', { method: 'DELETE' }, 405],
    ['a body that is not JSON', { method: 'PATCH', body: '{' }, 400],
    ['a body without data', { method: 'PATCH', body: '{"name":"x"}' }, 400],
  ])('refuses %s', async (_what, request, code) => {
    const headers = { 'X-Auth-Token': token, 'Content-Type': 'application/json' };
    const response = await fetch(dash.url + account('/webhooks'), { headers, ...request });

    expect([response.status, ((await response.json()) as Envelope).status]).toEqual([code, 'error']);
  });
});

describe('lists', () => {
  const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id.slice(-4));

  it('show rows, by document id', async () => {
    const answer = await get<{ id: string }[]>('/users');

    expect(ids(answer)).toEqual(['1006', '1005', '1004', '1003', '1002', '1001']);
    expect(ids(await get('/users?ascending=true'))[0]).toBe('1001');
    expect(answer.data[4]).toMatchObject({
      first_name: 'Zoë',
      last_name: 'Núñez',
      presence_id: '1002',
      features: ['caller_id', 'vm_to_email'],
    });
    expect(answer.data[4]).not.toHaveProperty('call_forward');
  });

  it('come in pages', async () => {
    const first = await get<{ id: string }[]>('/users?page_size=4');
    const second = await get<{ id: string }[]>(`/users?page_size=4&start_key=${first.next_start_key}`);

    expect([ids(first), ids(second)]).toEqual([
      ['1006', '1005', '1004', '1003'],
      ['1002', '1001'],
    ]);
    expect(second).not.toHaveProperty('next_start_key');
  });

  it('have pages of 50, or everything without paging', async () => {
    const [user] = dash.company.users;
    if (user) dash.company.users = Array.from({ length: 60 }, (_, n) => ({ ...user, id: String(n).padStart(32, '0') }));

    expect((await get<unknown[]>('/users')).data).toHaveLength(50);
    expect((await get<unknown[]>('/users?paginate=false')).data).toHaveLength(60);
    expect(await get('/users?page_size=many')).toMatchObject({ code: 404, message: 'faulty_request' });
  });

  it.each([
    ['filter_caller_id.internal.number=1003', ['1003']],
    ['filter_email=Maya.Okafor@BrightwaterDental.example', ['1001']],
    ['filter_presence_id=["1001","1004"]', ['1004', '1001']],
    ['filter_not_priv_level=user', ['1001']],
    ['filter_call_forward.enabled=true', ['1003']],
    ['has_value=call_forward.number', ['1003']],
    ['key_missing=caller_id', []],
    ['filter_priv_level=user&filter_vm_to_email_enabled=false', ['1006']],
  ])('are filtered by the whole document: %s', async (query, expected) => {
    expect(ids(await get(`/users?${query}`))).toEqual(expected);
  });

  it('lead to documents', async () => {
    const zoe = dash.company.users[1];

    expect(await get(`/users/${zoe?.id}`)).toMatchObject({ code: 200, data: zoe });
    expect(await get(`/users/${'0'.repeat(32)}`)).toMatchObject({ code: 404, message: 'bad_identifier' });
  });
});

describe('phones', () => {
  it('are listed as rows, of all people or of one', async () => {
    const zoe = dash.company.users[1];
    const answer = await get<{ id: string }[]>(`/users/${zoe?.id}/devices`);

    expect((await get<unknown[]>('/devices')).data).toHaveLength(7);
    expect(answer.data.map(({ id }) => id.slice(-5))).toEqual(['10022', '10021']);
    expect(answer.data[1]).toEqual({
      id: dash.company.devices[1]?.id,
      name: 'Zoë’s desk phone',
      username: 'user_1002_1',
      mac_address: '00:04:13:7a:10:02',
      owner_id: zoe?.id,
      enabled: true,
      device_type: 'sip_device',
      flags: [],
      hotdesked: false,
    });
    expect((await get(`/users/${'0'.repeat(32)}/devices`)).code).toBe(404);
  });

  it('lead to documents', async () => {
    const [phone] = dash.company.devices;
    const { data } = await get<object>(`/devices/${phone?.id}`);

    expect(data).toMatchObject({ name: 'Front desk phone', sip: { username: 'user_1001_1' } });
    expect(data).not.toHaveProperty('registered');
    expect((await get('/devices/nothing')).code).toBe(404);
  });

  it('are known to be online, or not mentioned', async () => {
    const [first, second] = dash.company.devices;
    if (first) first.registered = false;
    const { data } = await get<{ device_id: string }[]>('/devices/status');

    expect(data).toHaveLength(6);
    expect(data).toContainEqual({ device_id: second?.id, registered: true });
    expect(data.map(({ device_id }) => device_id)).not.toContain(first?.id);
  });
});

describe('phone numbers', () => {
  type Numbers = { numbers: Record<string, object> };

  it('are an object, keyed by number', async () => {
    const { data, ...envelope } = await get<Numbers>('/phone_numbers?paginate=false');

    expect(Object.keys(data.numbers)).toEqual(['+14154886100', '+14154886109', '+14154886102']);
    expect(data).toMatchObject({
      cascade_quantity: 0,
      numbers: { '+14154886100': { assigned_to: dash.company.account.id, state: 'in_service', used_by: 'callflow' } },
    });
    expect(envelope).not.toHaveProperty('next_start_key');
  });

  it('come in pages whose keys are plain numbers', async () => {
    const first = await get<Numbers>('/phone_numbers?page_size=2');
    const second = await get<Numbers>(`/phone_numbers?page_size=2&start_key=${first.next_start_key ?? ''}`);

    expect(first.next_start_key).toBe(2);
    expect(Object.keys(second.data.numbers)).toEqual(['+14154886102']);
    expect((await get('/phone_numbers?start_key=none')).code).toBe(404);
  });
});

describe('the rate limit', () => {
  it('refuses what comes too fast, for each account alone, until time has passed', async () => {
    Object.assign(dash.settings, { requestsPerSecond: 1, bucketSize: 2 });
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    const codes = async () => [(await get('/users')).code, (await get('/users')).code, (await get('/users')).code];

    expect(await codes()).toEqual([200, 200, 429]);
    expect(await get('/users')).toMatchObject({
      status: 'error',
      message: 'too_many_requests',
      data: { message: 'too many requests' },
    });
    expect((await signIn()).code).toBe(201);
    clock.mockReturnValue(now + 1000);
    expect(await codes()).toEqual([200, 429, 429]);
    clock.mockRestore();
  });

  it('is off unless set', async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, () => get('/users')));

    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([200]));
  });
});

describe('voicemail', () => {
  it('is counted and listed in its box, newest first', async () => {
    const hour = 3_600_000;
    const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * hour);
    const older = await dash.leaveVoicemail({ mailbox: '1002', callerNumber: '+14155550101', at: at(2) });
    const newer = await dash.leaveVoicemail({
      mailbox: '1002',
      callerNumber: '+14155550102',
      at: at(1),
      transcription: 'Hello',
    });
    await dash.leaveVoicemail({ mailbox: '1000', callerNumber: '+14155550103', at: at(24 * 40) });

    expect((await get(`/vmboxes?filter_mailbox=1002`)).data).toMatchObject([
      { name: 'Zoë Núñez', messages: 2, folders: { new: 2, saved: 0 } },
    ]);
    const { data } = await get<{ media_id: string }[]>(`/vmboxes/${older.mailbox_id}/messages`);
    expect(data).toMatchObject([
      { media_id: newer.media_id, transcribed: true, length: 4000, folder: 'new' },
      { media_id: older.media_id },
    ]);
    expect(data[1]).not.toHaveProperty('transcribed');
    const everywhere = await get<Record<string, { media_id: string }>[]>('/vmboxes/messages');
    expect(everywhere.data.map((row) => row[older.mailbox_id]?.media_id)).toEqual([newer.media_id, older.media_id]);
    expect(await get(`/vmboxes/${older.mailbox_id}/messages/${newer.media_id}`)).toMatchObject({
      data: { caller_id_number: '+14155550102', transcription: { result: 'success', text: 'Hello' } },
    });
  });

  it('is not listed over more than 31 days', async () => {
    expect(await get('/vmboxes/messages?created_from=63000000000')).toMatchObject({
      code: 400,
      data: { created_from: { date_range: { cause: expect.any(Number) as number } } },
    });
  });

  it('has audio that is a WAV file', async () => {
    const { mailbox_id, media_id } = await dash.leaveVoicemail({
      mailbox: '1000',
      callerNumber: '+14155550101',
      seconds: 2,
    });
    const url = `${dash.url}${account()}/vmboxes/${mailbox_id}/messages/${media_id}/raw`;
    const response = await fetch(url, { headers: { 'X-Auth-Token': token } });
    const audio = Buffer.from(await response.arrayBuffer());

    expect(response.headers.get('content-type')).toBe('audio/x-wav');
    expect(response.headers.get('content-disposition')).toMatch(/filename=\+14155550101_.*\.wav$/);
    expect([audio.toString('latin1', 0, 4), audio.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    expect([audio.readUInt32LE(4), audio.readUInt32LE(24), audio.readUInt32LE(40)]).toEqual([
      audio.length - 8,
      8000,
      32000,
    ]);
    const json = await fetch(url, { headers: { 'X-Auth-Token': token, Accept: 'application/json' } });
    expect([json.status, await json.text()]).toEqual([406, '']);
  });

  it('moves from folder to folder, and without one to the saved', async () => {
    const { mailbox_id, media_id } = await dash.leaveVoicemail({ mailbox: '1002', callerNumber: '+14155550101' });
    const move = (data: object) => call<object>('POST', account(`/vmboxes/${mailbox_id}/messages/${media_id}`), data);

    expect(await move({ folder: 'deleted' })).toMatchObject({ code: 200, data: { media_id, folder: 'deleted' } });
    expect((await get(`/vmboxes?filter_mailbox=1002`)).data).toMatchObject([{ messages: 0 }]);
    expect(await move({})).toMatchObject({ code: 200, data: { folder: 'saved' } });
    expect(await move({ folder: 'old' })).toMatchObject({ code: 400, data: { folder: { enum: {} } } });
  });

  it('is not moved any more after 31 days', async () => {
    const at = new Date(Date.now() - 32 * 24 * 3_600_000);
    const { mailbox_id, media_id } = await dash.leaveVoicemail({ mailbox: '1002', callerNumber: '+14155550101', at });

    expect(
      await call('POST', account(`/vmboxes/${mailbox_id}/messages/${media_id}`), { folder: 'saved' }),
    ).toMatchObject({ code: 400, data: { [media_id]: { date_range: {} } } });
  });

  it('is not taken by a full box, and Dash tells of that instead', async () => {
    dash.fillMailbox('1002');
    const { event, mailbox_id } = await dash.leaveVoicemail({ mailbox: '1002', callerNumber: '+14155550101' });

    expect(dash.company.messages).toHaveLength(100);
    expect(event.payload).toMatchObject({
      event_name: 'voicemail_full',
      voicemail_box: mailbox_id,
      message_count: 100,
      max_message_count: 100,
    });
  });

  it('is gone when it is gone', async () => {
    const { mailbox_id, media_id } = await dash.leaveVoicemail({ mailbox: '1000', callerNumber: '+14155550101' });
    dash.company.messages = [];

    for (const path of [
      `/${mailbox_id}/messages/${media_id}`,
      `/${mailbox_id}/messages/${media_id}/raw`,
      `/${media_id}`,
    ]) {
      expect(await get(`/vmboxes${path}`)).toMatchObject({ code: 404, message: 'bad_identifier' });
    }
    expect(await get(`/vmboxes/${media_id}/messages`)).toMatchObject({ code: 200, data: [] });
  });
});

const voicemailHook = (uri: string, more: object = {}) => ({
  name: 'Voicemail',
  uri,
  hook: 'notifications',
  custom_data: { type: 'voicemail_new' },
  ...more,
});

const subscribe = async (uri: string, more: object = {}): Promise<Webhook> =>
  (await call<Webhook>('PUT', account('/webhooks'), voicemailHook(uri, more))).data;

describe('webhooks', () => {
  const uri = 'https://hooks.example/one';

  it('are made with the usual settings, and unknown keys are kept', async () => {
    const answer = await call<Webhook>(
      'PUT',
      account('/webhooks'),
      voicemailHook(uri, { retries: '4', zap: 'x', id: 'mine' }),
    );

    expect(answer).toMatchObject({
      code: 201,
      data: {
        http_verb: 'post',
        format: 'form-data',
        retries: 4,
        enabled: true,
        include_internal_legs: true,
        zap: 'x',
      },
    });
    expect(answer.data.id).toMatch(/^[0-9a-f]{32}$/);
    expect((await get(`/webhooks/${answer.data.id}`)).data).toEqual(answer.data);
    expect((await get('/webhooks')).data).toEqual([
      { id: answer.data.id, hook: 'notifications', name: 'Voicemail', uri, enabled: true },
    ]);
  });

  it.each([
    [{ name: undefined }, { name: { required: { message: 'Field is required but missing' } } }],
    [{ uri: 'nowhere' }, { uri: { wrong_format: {} } }],
    [{ hook: 'fire' }, { hook: { enum: {} } }],
    [{ http_verb: 'delete' }, { http_verb: { enum: { target: ['get', 'post', 'put'] } } }],
    [{ retries: 9 }, { retries: { maximum: { message: 'Value must be at most 4', target: 4, value: 9 } } }],
    [{ enabled: 'perhaps' }, { enabled: { type: {} } }],
    [{ custom_data: { type: 'voicemail_new', n: 1 } }, { 'custom_data.n': { type: {} } }],
    [{ custom_data: undefined }, { type: { required: { message: 'missing required modifier' } } }],
    [{ custom_data: { type: 'x' } }, { type: { enum: { cause: 'x' } } }],
    [{ hook: 'object', custom_data: { type: 'user' } }, { action: { required: {} } }],
  ])('are refused with %j', async (change, data) => {
    expect(await call('PUT', account('/webhooks'), voicemailHook(uri, change))).toMatchObject({
      code: 400,
      message: 'validation error',
      data,
    });
  });

  it('are merged by PATCH, replaced by POST, and gone after DELETE', async () => {
    const { id } = await subscribe(uri, { tag: 'x' });
    const one = account(`/webhooks/${id}`);

    const patched = await call<Webhook>('PATCH', one, { tag: null, custom_data: { secret: 's' } });
    expect(patched.data).toMatchObject({ id, custom_data: { type: 'voicemail_new', secret: 's' } });
    expect(patched.data).not.toHaveProperty('tag');
    const posted = await call<Webhook>('POST', one, voicemailHook(uri));
    expect(posted.data.custom_data).toEqual({ type: 'voicemail_new' });
    expect(await call('DELETE', one)).toMatchObject({ code: 200, data: { id, _read_only: { deleted: true } } });
    for (const method of ['GET', 'DELETE']) {
      expect(await call(method, one)).toMatchObject({ code: 404, message: 'bad_identifier', data: { cause: id } });
    }
  });
});

describe('deliveries', () => {
  type Received = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
  type Reaction = number | 'reset';

  /** A receiver that responds with the given statuses, then with 200. */
  const receiver = async (...reactions: Reaction[]) => {
    const received: Received[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        const reaction = reactions.shift() ?? 200;
        if (reaction === 'reset') request.socket.destroy();
        else response.writeHead(reaction).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closings.push(() => server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
  };
  const closings: (() => void)[] = [];
  afterEach(() => {
    for (const close of closings.splice(0)) close();
  });

  /** Urlencoded fields, by their name as it is written. */
  const fieldsOf = (encoded: string) => Object.fromEntries(new URLSearchParams(encoded));

  const voicemail = {
    mailbox: '1002',
    callerNumber: '+14155550101',
    callerName: 'Ana & Söhne (office)',
    transcription: { result: 'success', text: 'It’s me!' },
  };

  it('are JSON where the webhook asks for it, with the custom data merged over the event', async () => {
    const { url, received } = await receiver();
    const webhook = await subscribe(url, { format: 'json', custom_data: { type: 'voicemail_new', secret: 's' } });

    const { event, media_id } = await dash.leaveVoicemail(voicemail);

    expect(received).toMatchObject([
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hook-id': webhook.id,
          'x-account-id': dash.company.account.id,
        },
      },
    ]);
    expect(received[0]?.body).toContain('\n  "event_name"');
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      ...event.payload,
      cluster_id: 'sandbox',
      type: 'voicemail_new',
      secret: 's',
    });
    expect(event.payload).toMatchObject({
      voicemail_id: media_id,
      voicemail_length: 4000,
      to_user: '1002',
      caller_id_name: 'Ana & Söhne (office)',
    });
  });

  it.each([
    ['the webhook does not ask for JSON', {}, '4.3'],
    ['Dash knows no other format', { format: 'json' }, '4.2'],
  ] as const)('are urlencoded where %s', async (_when, more, kazoo) => {
    dash.settings.kazoo = kazoo;
    const { url, received } = await receiver();
    await subscribe(url, more);

    await dash.leaveVoicemail(voicemail);

    expect(received).toMatchObject([
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ]);
    const body = received[0]?.body ?? '';
    expect(body).toContain('caller_id_name=Ana+%26+S%C3%B6hne+%28office%29&');
    expect(body).toContain('voicemail_transcription[text]=It%E2%80%99s+me%21');
    expect(fieldsOf(body)).toMatchObject({
      voicemail_length: '4000',
      'voicemail_transcription[text]': 'It’s me!',
      type: 'voicemail_new',
    });
  });

  it('put everything into the query where the verb is get', async () => {
    const { url, received } = await receiver();
    await subscribe(url, { http_verb: 'get', format: 'json' });

    await dash.leaveVoicemail(voicemail);

    expect(received).toMatchObject([{ method: 'GET', body: '' }]);
    expect(fieldsOf(received[0]?.url.split('?')[1] ?? '')).toMatchObject({
      event_name: 'voicemail_new',
      caller_id_name: 'Ana & Söhne (office)',
      'voicemail_transcription[text]': 'It’s me!',
    });
  });

  it('encode lists, flags and empty objects as Dash does, and lose a list of objects', async () => {
    const { url, received } = await receiver();
    await subscribe(url, { custom_data: { type: 'all' } });
    const payload = { event_name: 'x', a: { b: { c: true } }, none: {}, to: ['p q', 'r'] };

    await dash.redeliver({ hook: 'notifications', payload });
    await dash.redeliver({ hook: 'notifications', payload: { ...payload, to: [{}] } });

    expect(received).toHaveLength(1);
    expect(received[0]?.body).toMatch(/^event_name=x&a\[b\]\[c\]=true&&to\[\]=p\+q&to\[\]=r&msg_id=/);
  });

  it('go only to webhooks that are enabled, of the type, and let through by their modifiers', async () => {
    const { url, received } = await receiver();
    await subscribe(`${url}/off`, { enabled: false });
    await subscribe(`${url}/type`, { custom_data: { type: 'missed_call' } });
    await subscribe(`${url}/hook`, { hook: 'channel_destroy', custom_data: undefined });
    await subscribe(`${url}/other`, { modifiers: { to_user: '1001' } });
    await subscribe(`${url}/types`, { modifiers: { to_user: [1002] } });
    await subscribe(`${url}/listed`, { modifiers: { to_user: ['1001', '1002'], unknown: 'x' } });
    await subscribe(`${url}/any`, { modifiers: { to_user: [] } });

    await dash.leaveVoicemail(voicemail);

    expect(received.map((one) => one.url)).toEqual(['/hook/listed', '/hook/any']);
  });

  it('are repeated with a new message id when Dash publishes again', async () => {
    const { url, received } = await receiver();
    await subscribe(url, { format: 'json' });

    const { event } = await dash.leaveVoicemail(voicemail);
    await dash.redeliver(event);

    const [first, second] = received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(second?.msg_id).not.toBe(first?.msg_id);
    expect({ ...second, msg_id: first?.msg_id }).toEqual(first);
  });

  it.each([
    [0, 1],
    [2, 2],
    [4, 4],
  ])('are tried again after a broken connection: retries %i, tries %i', async (retries, tries) => {
    const { url, received } = await receiver('reset', 'reset', 'reset', 'reset', 'reset');
    await subscribe(url, { retries });

    await dash.leaveVoicemail(voicemail);

    expect(received).toHaveLength(tries);
  });

  it.each([201, 302, 410, 500])('are not tried again after %i', async (status) => {
    const { url, received } = await receiver(status);
    await subscribe(url, { retries: 4 });

    await dash.leaveVoicemail(voicemail);

    expect(received).toHaveLength(1);
  });

  it('stop after six failures in a minute, until the webhook is switched on again', async () => {
    const { url, received } = await receiver(410, 410, 410, 410, 410, 410);
    const { id } = await subscribe(url);
    for (let n = 0; n < 7; n++) await dash.leaveVoicemail(voicemail);

    expect(received).toHaveLength(6);
    expect((await get('/webhooks')).data).toMatchObject([
      { id, enabled: false, disable_reason: 'too many failed attempts' },
    ]);
    expect((await call('PATCH', account('/webhooks'), {})).code).toBe(400);
    expect((await call('PATCH', account('/webhooks'), { 're-enable': true })).code).toBe(200);
    const { data } = await get<Webhook>(`/webhooks/${id}`);
    expect(data).toMatchObject({ enabled: true });
    expect(data).not.toHaveProperty('disable_reason');
    await dash.leaveVoicemail(voicemail);
    expect(received).toHaveLength(7);
  });

  it('go on where six failures take longer than the window', async () => {
    dash.settings.failureWindowMs = 0;
    const { url, received } = await receiver(410, 410, 410, 410, 410, 410);
    await subscribe(url);
    for (let n = 0; n < 7; n++) await dash.leaveVoicemail(voicemail);

    expect(received).toHaveLength(7);
  });

  it('start again when a switched-off webhook is patched', async () => {
    dash.settings.failureLimit = 1;
    const { url } = await receiver(500);
    const { id } = await subscribe(url);
    await dash.leaveVoicemail(voicemail);
    expect(dash.company.webhooks[0]?.enabled).toBe(false);

    await call('PATCH', account(`/webhooks/${id}`), { enabled: true });

    expect(dash.company.webhooks[0]).toMatchObject({ enabled: true });
    expect(dash.company.webhooks[0]?.disable_reason).toBeUndefined();
  });
});

describe('faults', () => {
  const fetched = (path = account()) =>
    fetch(dash.url + path, { headers: { 'X-Auth-Token': token }, redirect: 'manual' });

  it('happen as often as told, to the requests told', async () => {
    dash.fault({ method: 'GET', path: /users$/, times: 2, status: 503 });

    const codes = [await get('/users'), await get('/vmboxes'), await get('/users'), await get('/users')].map(
      ({ code }) => code,
    );

    expect(codes).toEqual([503, 200, 503, 200]);
    expect(dash.requests.map(({ status }) => status)).toEqual([503, 200, 503, 200]);
  });

  it('answer with the envelope of Dash unless told', async () => {
    dash.fault({ path: /accounts/, status: 429 });
    expect(await get('')).toMatchObject({
      code: 429,
      error: '429',
      message: 'too_many_requests',
      data: { message: 'too many requests' },
    });

    dash.fault({ path: /accounts/ });
    expect(await get('')).toMatchObject({ code: 500, status: 'error' });

    dash.fault({ path: /accounts/, status: 404, body: '' });
    const empty = await fetched();
    expect([empty.status, await empty.text()]).toEqual([404, '']);

    dash.fault({ path: /accounts/, status: 200, body: { data: 1 } });
    expect(await get('')).toEqual({ code: 200, data: 1 });
  });

  it('can be a web page, another address, a broken connection, half an answer, or slow', async () => {
    dash.fault({ path: /accounts/, notJson: true });
    expect((await fetched()).headers.get('content-type')).toContain('text/html');

    dash.fault({ path: /accounts/, redirect: 'http://elsewhere.invalid/' });
    const moved = await fetched();
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://elsewhere.invalid/']);

    dash.fault({ path: /accounts/, reset: true });
    await expect(fetched()).rejects.toThrow('fetch failed');
    expect(dash.requests.at(-1)?.status).toBe(0);

    dash.fault({ path: /accounts/, truncated: true });
    const cut = await fetched();
    expect([cut.status, Number(cut.headers.get('content-length')) > 0]).toEqual([200, true]);
    await expect(cut.text()).rejects.toThrow('terminated');

    dash.fault({ path: /accounts/, delayMs: 50 });
    const start = Date.now();
    expect((await get('')).code).toBe(200);
    expect(Date.now() - start).toBeGreaterThanOrEqual(45);
  });
});
