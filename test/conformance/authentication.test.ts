import { createHash } from 'node:crypto';
import { credentials, mfaUser } from '../../sandbox/dash/company/office.ts';
import { createPlatform } from '../support/platform.ts';
import { stopClock } from '../support/clock.ts';
import { account, ACCOUNT, authData, dashHost, TOKEN } from '../support/dash.ts';
import { answersOf, openSandbox, VERSIONS, type Asking, type GoldenAnswer, type Sandbox } from './sandbox.ts';
import { shapeOf } from './shapes.ts';

type Attempt = (sandbox: Sandbox) => Promise<{ status: number; body: Record<string, unknown> }>;

const hashOf = (user: { username: string; password: string }) =>
  createHash('md5').update(`${user.username}:${user.password}`).digest('hex');

const put = (sandbox: Sandbox, endpoint: string, data: unknown) => sandbox.ask(`/${endpoint}`, { method: 'PUT', data });
const asUser =
  (user: { username: string; password: string } = credentials, more: object = {}) =>
  (sandbox: Sandbox) =>
    put(sandbox, 'user_auth', { credentials: hashOf(user), account_name: credentials.accountName, ...more });
const withKey = (api_key: string) => (sandbox: Sandbox) => put(sandbox, 'api_auth', { api_key });
const of =
  (status: 'expired' | 'disabled', attempt: Attempt): Attempt =>
  (sandbox) => {
    sandbox.dash.company.account.status = status;
    return attempt(sandbox);
  };

const logins: Record<string, Attempt> = {
  'PUT /user_auth by account_name': asUser(),
  'PUT /user_auth, name in other letters and with signs (" maple, DENTAL!")': asUser(credentials, {
    account_name: ' brightwater, DENTAL!',
  }),
  'PUT /user_auth, wrong password': asUser({ ...credentials, password: 'wrong' }),
  'PUT /user_auth, unknown account': asUser(credentials, { account_name: 'nobody' }),
  'PUT /user_auth, disabled account': of('disabled', asUser()),
  'PUT /user_auth, expired account': of('expired', asUser()),
  'PUT /user_auth, second factor (Duo) configured': asUser(mfaUser),
  'PUT /api_auth': withKey(credentials.apiKey),
  'PUT /api_auth, unknown key': withKey('f'.repeat(64)),
  'PUT /api_auth, disabled account': of('disabled', withKey(credentials.apiKey)),
  'PUT /api_auth, expired account': of('expired', withKey(credentials.apiKey)),
};

/** The token that a request carries; one that has expired is a JSON web token that no session knows. */
const tokens = {
  'no token': () => ({}),
  'token is no JWT and unknown': () => ({ 'x-auth-token': 'some-text-that-is-no-token' }),
  'expired JWT': () => ({ 'x-auth-token': 'eyJh.eyJi.c2ln' }),
  'valid token': ({ token }: Sandbox) => ({ 'x-auth-token': token }),
};

const inAccount = (path: string) => (sandbox: Sandbox) => `/accounts/${sandbox.dash.company.account.id}${path}`;
const ID = '1'.repeat(32);

const paths: Record<string, (sandbox: Sandbox) => string> = {
  'GET /v2/nonsense': () => '/nonsense',
  'GET /v2/accounts/{A}/channels (module running)': inAccount('/channels'),
  'GET /v2/accounts/{A}/recordings (module installed, not started)': inAccount('/recordings'),
  'GET /v2/accounts/{A}/recordings/{id} (module installed, not started)': inAccount(`/recordings/${ID}`),
  'GET /v2/accounts/{A}/qubicle_queues (code not installed)': inAccount('/qubicle_queues'),
  'GET /v2/accounts/{A}/qubicle_queues/{id}/sessions (code not installed)': inAccount(`/qubicle_queues/${ID}/sessions`),
  'GET /v2/accounts/{A}/users/{id}/nonsense': inAccount(`/users/${ID}/nonsense`),
  'GET /v2/accounts/00000000000000000000000000000000/channels (no such account)': () =>
    `/accounts/${'0'.repeat(32)}/channels`,
  'GET /v2/accounts/short/channels (bad account id)': () => '/accounts/short/channels',
};

const decisions = Object.keys(paths).flatMap((path) =>
  Object.keys(tokens).map((token) => [path, token as keyof typeof tokens] as const),
);

const TRIVIAL = new Set(['auth_token', 'request_id', 'node', 'revision', 'page_size']);

/** What of an envelope the app, or a person, could go by. */
const essentials = ({ http_status, envelope }: Pick<GoldenAnswer, 'http_status' | 'envelope'>) => ({
  status: http_status,
  error: envelope?.error,
  message: envelope?.message,
});

const withoutTrifles = (envelope: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(envelope).filter(([key]) => !TRIVIAL.has(key) && key !== 'data'));

describe.each(VERSIONS)('KAZOO %s', (kazoo) => {
  const golden = answersOf(`api_auth_${kazoo}`);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await openSandbox(kazoo, { notStarted: ['recordings'] });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await sandbox.close();
  });

  test.each(Object.entries(logins))('the sandbox answers to %s as it does', async (request, attempt) => {
    const { status, body } = await attempt(sandbox);
    const { http_status, data, envelope } = golden(request);
    expect({ status, error: body.error, message: body.message }).toEqual(
      essentials({ http_status: http_status ?? 201, ...(envelope && { envelope }) }),
    );
    expect(shapeOf(body.data)).toEqual(shapeOf(data));
    expect(shapeOf(withoutTrifles(body))).toEqual(shapeOf(withoutTrifles(envelope)));
  });

  test.each(decisions)('the sandbox decides on %s with %s as it does', async (path, token) => {
    const asking: Asking = { headers: tokens[token](sandbox) };
    const { status, body, text } = await sandbox.ask(paths[path]?.(sandbox) ?? '', asking);
    const expected = golden(`${path} | ${token}`);
    expect({ status, error: body.error, message: body.message }).toEqual(
      essentials({ ...expected, http_status: expected.http_status ?? 200 }),
    );
    const isAnswered = expected.http_status !== null;
    expect(isAnswered ? shapeOf(body.data ?? null) : 'passed').toEqual(isAnswered ? shapeOf(expected.data) : 'passed');
    expect(text === '').toBe(expected.http_status === 404 && expected.data === null);
  });

  test.each([
    ['GET /v2/accounts/{A}/channels (account expired) | valid token', 'expired', 400],
    ['GET /v2/accounts/{A}/channels (account disabled) | valid token', 'disabled', 200],
  ] as const)('the sandbox decides on %s as it does', async (request, state, status) => {
    sandbox.dash.company.account.status = state;
    const answer = await sandbox.inAccount('/channels');
    expect(answer.status).toBe(status);
    const { http_status, data } = golden(request);
    expect(http_status ?? 200).toBe(status);
    expect(status === 400 ? shapeOf(answer.body.data) : null).toEqual(status === 400 ? shapeOf(data) : null);
  });

  test('the sandbox refuses a method that is not offered before it asks who comes', async () => {
    const { status, body } = await sandbox.ask(`/accounts/${sandbox.dash.company.account.id}/channels`, {
      method: 'POST',
      data: {},
    });
    const { http_status, data, envelope } = golden('POST /v2/accounts/{A}/channels (method not offered) | no token');
    expect([status, body.message, body.data]).toEqual([http_status, envelope?.message, data]);
  });

  /** The app with an answer of KAZOO in place of the login, or of a request. */
  const wire = ({ data, envelope }: GoldenAnswer) => ({ ...envelope, data });
  const signIn = (endpoint: 'user_auth' | 'api_auth', answer: GoldenAnswer) => {
    dashHost()
      .put(`/v2/${endpoint}`)
      .reply(answer.http_status ?? 201, wire(answer));
    const user = { username: 'jane@example.com', password: 'x', account_name: 'Maple' };
    const fields = endpoint === 'user_auth' ? user : { api_key: 'k'.repeat(64) };
    return createPlatform().run('authentication.sessionConfig.perform', { authData: fields });
  };

  test.each([
    ['PUT /user_auth by account_name', 'user_auth', '2516082ab40a149b2e4ce754df871dfa'],
    ['PUT /api_auth', 'api_auth', ''],
  ] as const)('the app signs in with the answer to %s', async (request, endpoint, owner_id) => {
    // While its token is good.
    stopClock(new Date('2026-11-25T19:45:00Z'));
    const account_id = '663447d2fd09ba22b0a712446cc05779';
    dashHost().get(`/v2/accounts/${account_id}`).reply(403);
    expect(await signIn(endpoint, golden(request))).toMatchObject({
      account_id,
      owner_id,
      account_title: 'Maple Dental',
      auth_token: golden(request).envelope?.auth_token,
    });
  });

  test.each([
    ['PUT /user_auth, wrong password', 'user_auth', "VirtualPBX didn't accept the username"],
    ['PUT /user_auth, unknown account', 'user_auth', "VirtualPBX didn't accept the username"],
    ['PUT /user_auth, disabled user', 'user_auth', "VirtualPBX didn't accept the username"],
    ['PUT /user_auth, disabled account', 'user_auth', 'This VirtualPBX account is disabled.'],
    ['PUT /user_auth, expired account', 'user_auth', 'This VirtualPBX account has expired.'],
    ['PUT /user_auth, second factor (Duo) configured', 'user_auth', 'two-factor authentication'],
    ['PUT /user_auth, too many requests', 'user_auth', 'too many requests at once'],
    ['PUT /api_auth, unknown key', 'api_auth', "VirtualPBX doesn't recognize this API key."],
    ['PUT /api_auth, key of 63 characters', 'api_auth', "VirtualPBX doesn't recognize this API key."],
    ['PUT /api_auth, switched off in the configuration', 'api_auth', "VirtualPBX doesn't recognize this API key."],
  ] as const)('the app says what the answer to %s means', async (request, endpoint, sentence) => {
    await expect(signIn(endpoint, golden(request))).rejects.toThrow(sentence);
  });

  const poll = (answer: GoldenAnswer) => {
    account()
      .get('/recordings')
      .query(true)
      .reply(answer.http_status ?? 200, answer.data === null ? '' : wire(answer));
    return createPlatform().run('triggers.new_recording.operation.perform', {
      authData: { ...authData, account_id: ACCOUNT, auth_token: TOKEN },
    });
  };

  test.each([
    ['GET /v2/accounts/{A}/recordings (module installed, not started) | valid token', "Call Recording isn't turned on"],
    ['GET /v2/accounts/{A}/recordings (module installed, not started) | expired JWT', "Call Recording isn't turned on"],
    ['GET /v2/nonsense | valid token', "Call Recording isn't turned on"],
    ['GET /v2/accounts/short/channels (bad account id) | valid token', "VirtualPBX can't find the account"],
    ['GET /v2/accounts/{A}/channels (account expired) | valid token', 'This VirtualPBX account has expired.'],
    ['GET /v2/accounts/{A}/channels (module running) | expired JWT', 'Your VirtualPBX session ended.'],
    ['GET /v2/accounts/{A}/channels (module running) | token is no JWT and unknown', 'Your VirtualPBX session ended.'],
  ])('the app says what %s means', async (request, sentence) => {
    await expect(poll(golden(request))).rejects.toThrow(sentence);
  });
});
