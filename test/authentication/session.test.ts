import nock from 'nock';
import { MAX_ANSWER_BYTES } from '../../src/zapier/requestOptions.ts';
import { ACCOUNT, account, authData, refusal, ROOT, success, TOKEN, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { expires, fails, halts, throttles } from '../support/told.ts';

const KEY = 'k1'.repeat(32);

/** The fields of someone who connects for the first time, with a key or with a user. */
const nothing = {
  api_key: '',
  username: '',
  password: '',
  account_name: '',
  virtualtext_url: '',
  virtualtext_credential: '',
};
const key = { ...nothing, api_key: KEY };
const user = {
  ...nothing,
  username: 'ann.lee@example.com',
  password: 'correct horse battery',
  account_name: 'Brightwater Dental',
};
const withCapitals = { ...user, username: 'Ann.Lee@example.com' };

/** The md5 of `ann.lee@example.com:correct horse battery`, and of the same with the capitals. */
const CREDENTIALS = 'ef80a35080a2b3ba1abe51ee67293600';
const CREDENTIALS_AS_TYPED = 'f99ef3ebe59e9c9044bf4b9fa38b6f2d';

const login = (endpoint: string, data: Record<string, string>) =>
  nock(ROOT, { badheaders: ['x-auth-token'] })
    .matchHeader('content-type', 'application/json')
    .put(`/v2/${endpoint}`, { data });

const loginWithKey = () => login('api_auth', { api_key: KEY });
const loginAs = (credentials: string) => login('user_auth', { credentials, account_name: 'Brightwater Dental' });
const loginWithUser = () => loginAs(CREDENTIALS);

const welcome = (data: object = {}) =>
  success({ account_id: ACCOUNT, owner_id: USER, account_name: 'brightwaterdental', ...data });

const accountDocument = success({ name: 'Brightwater Dental', timezone: 'America/Los_Angeles' });

const session = {
  auth_token: TOKEN,
  account_id: ACCOUNT,
  owner_id: USER,
  account_title: 'Brightwater Dental',
  account_timezone: 'America/Los_Angeles',
};

const signIn = (fields: object, platform = createPlatform()) =>
  platform.run('authentication.sessionConfig.perform', { authData: fields });

/** An error of the form in which someone connects. */
const refuses = (sentence: string, status = 401) => fails(sentence, status, 'AuthenticationError');

const WRONG_KEY =
  "VirtualPBX doesn't recognize this API key. Copy the whole key again. If a new key was created since, the old one no longer works.";
const WRONG_USER =
  "VirtualPBX didn't accept the username, password, or account name. Try all three on the Dash sign-in page, then type them here exactly the same way.";
const TWO_FACTOR =
  "This user signs in with two-factor authentication, which doesn't work here. Connect with an API key, or with a user who doesn't use two-factor authentication.";
const EXPIRED = 'This VirtualPBX account has expired. Renew it with VirtualPBX, then connect again.';
const DISABLED = 'This VirtualPBX account is disabled. Ask VirtualPBX support to enable it, then connect again.';
const LOCKED =
  'This VirtualPBX account is locked: it has expired or is disabled. Contact VirtualPBX support, then connect again.';

const wrongCredentials = refusal(401, 'invalid_credentials', { message: 'invalid credentials' });
const secondFactor = refusal(401, 'invalid_credentials', {
  message: 'client needs to preform second-factor authentication',
  multi_factor_request: { provider_name: 'duo', settings: { duo_sig_request: 'TX|1' } },
});
const accountExpired = { account: { expired: { message: 'account expired', cause: 63_873_676_800 } } };
const accountDisabled = { account: { disabled: { message: 'account disabled' } } };

describe('what comes of a login', () => {
  test('user name, password and account name become a session that every later step can use', async () => {
    loginWithUser().reply(201, welcome());
    account().get('').reply(200, accountDocument);
    expect(await signIn(user)).toEqual(session);
  });

  test('an API key becomes a session that belongs to the account and to no user', async () => {
    loginWithKey().reply(201, success({ account_id: ACCOUNT, account_name: 'brightwaterdental' }));
    account().get('').reply(200, accountDocument);
    expect(await signIn(key)).toEqual({ ...session, owner_id: '' });
  });

  test('fields that never existed count as empty', async () => {
    loginWithKey().reply(201, welcome());
    account().get('').reply(200, accountDocument);
    expect(await signIn({ api_key: KEY })).toEqual(session);
  });

  test('spaces around what was pasted are not sent', async () => {
    loginWithKey().reply(201, welcome());
    account().get('').reply(200, accountDocument);
    expect(await signIn({ ...nothing, api_key: ` ${KEY}\n` })).toEqual(session);
  });

  test('spaces around user name and account name are not sent, those of the password are', async () => {
    const passwordWithSpaces = ' correct horse battery ';
    loginAs('798d485e1813a113c06642f7c5483101').reply(201, welcome());
    account().get('').reply(200, accountDocument);
    const typed = {
      ...user,
      username: ` ${user.username} `,
      password: passwordWithSpaces,
      account_name: ' Brightwater Dental ',
    };
    expect(await signIn(typed)).toEqual(session);
  });
});

describe('the account, which is read for its title and time zone', () => {
  const unreadable: [string, () => unknown][] = [
    ['is refused with 401', () => account().get('').reply(401, refusal(401, 'invalid_credentials'))],
    ['is refused with 403', () => account().get('').reply(403, refusal(403, 'forbidden'))],
    ['is throttled', () => account().get('').reply(429, refusal(429, 'too_many_requests'))],
    ['fails with 500', () => account().get('').reply(500, refusal(500, 'datastore_fault'))],
    ['is no JSON', () => account().get('').reply(200, '<html>Welcome</html>')],
    ['is not answered', () => account().get('').replyWithError('socket hang up')],
    ['is empty', () => account().get('').reply(200, success({}))],
  ];

  test.each(unreadable)('leaves UTC and the name from the login when it %s', async (_what, answer) => {
    loginWithUser().reply(201, welcome());
    answer();
    expect(await signIn(user)).toEqual({
      ...session,
      account_title: 'brightwaterdental',
      account_timezone: 'UTC',
    });
  });

  test('leaves UTC when its time zone is none that exists', async () => {
    loginWithUser().reply(201, welcome());
    account()
      .get('')
      .reply(200, success({ name: 'Brightwater Dental', timezone: 'Atlantis/Capital' }));
    expect(await signIn(user)).toEqual({ ...session, account_timezone: 'UTC' });
  });

  test('gets its title from what was typed when Dash names it nowhere', async () => {
    loginWithUser().reply(201, welcome({ account_name: '' }));
    account().get('').reply(403);
    expect(await signIn(user)).toMatchObject({ account_title: 'Brightwater Dental' });
  });

  test('has no title when nobody knows one', async () => {
    loginWithKey().reply(201, success({ account_id: ACCOUNT }));
    account().get('').reply(403);
    expect(await signIn({ api_key: KEY })).toMatchObject({ account_title: '' });
  });
});

describe('what to fill in', () => {
  const incomplete: [string, object, string][] = [
    ['nothing', nothing, 'Fill in API Key, or fill in Username, Password, and Account Name.'],
    ['only spaces', { ...nothing, api_key: '  ' }, 'Fill in API Key, or fill in Username, Password, and Account Name.'],
    ['no user name', { ...user, username: '' }, 'Fill in Username too, or fill in API Key alone.'],
    ['no password', { ...user, password: '' }, 'Fill in Password too, or fill in API Key alone.'],
    ['no account name', { ...user, account_name: ' ' }, 'Fill in Account Name too, or fill in API Key alone.'],
    [
      'a user name alone',
      { ...nothing, username: 'ann.lee@example.com' },
      'Fill in Password and Account Name too, or fill in API Key alone.',
    ],
    [
      'a password alone',
      { ...nothing, password: 'correct horse battery' },
      'Fill in Username and Account Name too, or fill in API Key alone.',
    ],
    [
      'an account name alone',
      { ...nothing, account_name: 'Brightwater Dental' },
      'Fill in Username and Password too, or fill in API Key alone.',
    ],
    [
      'both ways at once',
      { ...user, api_key: KEY },
      'Fill in API Key alone, or leave it empty and fill in Username, Password, and Account Name.',
    ],
    [
      'a key and a piece of the other way',
      { ...key, username: 'ann.lee@example.com' },
      'Fill in API Key alone, or leave it empty and fill in Username, Password, and Account Name.',
    ],
  ];

  test.each(incomplete)('is said before any request when there is %s', async (_what, fields, sentence) => {
    await expect(signIn(fields)).rejects.toMatchObject(refuses(sentence, 400));
  });
});

describe('a user name with capitals', () => {
  test('is tried in lower case, as Dash stores it, and that is enough', async () => {
    loginAs(CREDENTIALS).reply(201, welcome());
    account().get('').reply(200, accountDocument);
    expect(await signIn(withCapitals)).toEqual(session);
  });

  test('is tried as typed when Dash refuses the lower case', async () => {
    loginAs(CREDENTIALS).reply(401, wrongCredentials);
    loginAs(CREDENTIALS_AS_TYPED).reply(201, welcome());
    account().get('').reply(200, accountDocument);
    expect(await signIn(withCapitals)).toEqual(session);
  });

  test('is wrong when Dash refuses both', async () => {
    loginAs(CREDENTIALS).reply(401, wrongCredentials);
    loginAs(CREDENTIALS_AS_TYPED).reply(401, wrongCredentials);
    await expect(signIn(withCapitals)).rejects.toMatchObject(refuses(WRONG_USER));
  });

  test('meets the second factor also at the second try', async () => {
    loginAs(CREDENTIALS).reply(401, wrongCredentials);
    loginAs(CREDENTIALS_AS_TYPED).reply(401, secondFactor);
    await expect(signIn(withCapitals)).rejects.toMatchObject(refuses(TWO_FACTOR));
  });

  test('is not tried again when the refusal is not about the name', async () => {
    loginAs(CREDENTIALS).reply(401, secondFactor);
    await expect(signIn(withCapitals)).rejects.toMatchObject(refuses(TWO_FACTOR));
  });
});

describe('a login that Dash refuses', () => {
  const userRefused: [string, number, object, string][] = [
    ['wrong password, user or account', 401, wrongCredentials, WRONG_USER],
    ['sign-in switched off for the account', 401, refusal(401, 'invalid credentials'), WRONG_USER],
    [
      'credentials that Dash cannot read',
      400,
      refusal(400, 'validation error', { credentials: { required: { message: 'Field is required' } } }),
      WRONG_USER,
    ],
    ['a second factor', 401, secondFactor, TWO_FACTOR],
    ['an expired account (400)', 400, refusal(400, 'validation error', accountExpired), EXPIRED],
    ['an expired account (423)', 423, refusal(423, 'locked', accountExpired), EXPIRED],
    ['a disabled account (400)', 400, refusal(400, 'validation error', accountDisabled), DISABLED],
    ['a disabled account (423)', 423, refusal(423, 'locked', accountDisabled), DISABLED],
    ['a locked account without a reason', 423, refusal(423, 'locked'), LOCKED],
  ];

  test.each(userRefused)('says so for a user: %s', async (_what, status, body, sentence) => {
    loginWithUser().reply(status, body);
    await expect(signIn(user)).rejects.toMatchObject(refuses(sentence));
  });

  const keyRefused: [string, number, object, string][] = [
    ['an unknown key', 404, refusal(404, 'bad identifier', [KEY]), WRONG_KEY],
    [
      'a key of the wrong length',
      400,
      refusal(400, 'validation error', { api_key: { minLength: { message: 'too short', value: KEY } } }),
      WRONG_KEY,
    ],
    ['keys switched off for the account', 401, refusal(401, 'invalid credentials'), WRONG_KEY],
    ['an expired account', 400, refusal(400, 'validation error', accountExpired), EXPIRED],
    ['a disabled account', 423, refusal(423, 'locked', accountDisabled), DISABLED],
  ];

  test.each(keyRefused)('says so for a key: %s', async (_what, status, body, sentence) => {
    loginWithKey().reply(status, body);
    await expect(signIn(key)).rejects.toMatchObject(refuses(sentence));
  });

  const NO_KEYS =
    "VirtualPBX doesn't let this account connect with an API key. Fill in Username, Password, and Account Name instead, or contact VirtualPBX support.";
  const NO_USERS =
    "VirtualPBX doesn't let this account connect with a username. Fill in API Key instead, or contact VirtualPBX support.";

  test.each([403, 404])(
    'says so where a user may not sign in in this way (%i), and the connection stays',
    async (status) => {
      loginWithUser().reply(status, refusal(status, 'no'));
      await expect(signIn(user)).rejects.toMatchObject(halts(NO_USERS));
      loginWithUser().reply(status, refusal(status, 'no'));
      await expect(signIn(authData)).rejects.toMatchObject(halts(NO_USERS));
    },
  );

  test.each<[number, string | object]>([
    [403, refusal(403, 'forbidden')],
    [404, ''],
    [404, ' \n'],
  ])('says so where no key may sign in (%i, %j), which does not mean that the key is wrong', async (status, body) => {
    loginWithKey().reply(status, body);
    await expect(signIn(key)).rejects.toMatchObject(halts(NO_KEYS));
  });

  const EXPIRED_FOR_ALL =
    'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.';
  const onlyTheKeyIsGood = () => {
    loginWithKey().reply(201, success({ account_id: ACCOUNT, account_name: 'brightwaterdental' }));
    account()
      .get('')
      .reply(400, refusal(400, 'validation error', accountExpired));
  };

  test('says so for the key of an expired account, which Dash lets in with a token that is good for nothing', async () => {
    onlyTheKeyIsGood();
    await expect(signIn(key)).rejects.toMatchObject(refuses(EXPIRED_FOR_ALL));
  });

  test('ends the connection when its account has expired since, so that Zapier does not sign in for ever', async () => {
    onlyTheKeyIsGood();
    await expect(signIn({ ...key, auth_token: TOKEN, account_id: ACCOUNT })).rejects.toMatchObject(
      expires(EXPIRED_FOR_ALL),
    );
  });

  test('lets the key of a disabled account in, whose token Dash may still take', async () => {
    loginWithKey().reply(201, success({ account_id: ACCOUNT, account_name: 'brightwaterdental' }));
    account().get('').reply(200, accountDocument);
    expect(await signIn(key)).toEqual({ ...session, owner_id: '' });
  });

  test('ends the connection when there was one, so that its owner is asked to reconnect', async () => {
    loginWithUser().reply(401, wrongCredentials);
    await expect(signIn(authData)).rejects.toMatchObject(expires(WRONG_USER));
  });

  test('ends the connection also when its key was replaced', async () => {
    loginWithKey().reply(404, refusal(404, 'bad identifier', [KEY]));
    await expect(signIn({ ...key, auth_token: TOKEN, account_id: ACCOUNT })).rejects.toMatchObject(expires(WRONG_KEY));
  });
});

describe('a login that comes to nothing', () => {
  const NO_ANSWER = "Could not sign in to VirtualPBX: VirtualPBX didn't answer. Try again in a few minutes.";
  const PROBLEM = 'Could not sign in to VirtualPBX: VirtualPBX had a problem. Try again in a few minutes.';
  const NOT_DATA = 'Could not sign in to VirtualPBX: VirtualPBX sent an unexpected answer. Try again in a few minutes.';

  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'])('says that nobody answered after %s', async (code) => {
    loginWithUser().replyWithError({ code });
    await expect(signIn(user)).rejects.toMatchObject(fails(NO_ANSWER, 0));
  });

  const withoutSession: [string, number, string | object, string][] = [
    ['a fault', 500, refusal(500, 'unspecified_fault'), PROBLEM],
    ['a page of a proxy', 502, '<html>Bad Gateway</html>', PROBLEM],
    ['a page in place of data', 200, '<html>Welcome</html>', NOT_DATA],
    ['nothing at all', 201, '', NOT_DATA],
    ['a list', 201, '[]', NOT_DATA],
    ['no token', 201, { ...welcome(), auth_token: undefined }, PROBLEM],
    ['an empty token', 201, { ...welcome(), auth_token: '' }, PROBLEM],
    ['no account', 201, welcome({ account_id: undefined }), PROBLEM],
    ['a token and an error', 201, { ...welcome(), status: 'error' }, PROBLEM],
  ];

  test.each(withoutSession)('says so after %s', async (_what, status, body, sentence) => {
    loginWithUser().reply(status, body);
    await expect(signIn(user)).rejects.toMatchObject(fails(sentence, status));
  });

  test('is given up after 20 seconds', async () => {
    const briefly = AbortSignal.timeout(20);
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(briefly);
    loginWithUser().delay(200).reply(201, welcome());
    await expect(signIn(user)).rejects.toMatchObject(fails(NO_ANSWER, 0));
    expect(timeout).toHaveBeenCalledWith(20_000);
    timeout.mockRestore();
  });

  test('leaves it to Zapier to try again when VirtualPBX has too many requests', async () => {
    loginWithUser().reply(429, refusal(429, 'too_many_requests'));
    await expect(signIn(user)).rejects.toMatchObject(
      throttles(
        'Could not sign in to VirtualPBX: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    );
  });

  test('does not end a connection that was there', async () => {
    loginWithUser().replyWithError({ code: 'ECONNRESET' });
    await expect(signIn(authData)).rejects.toMatchObject(fails(NO_ANSWER, 0));
  });

  test.each([301, 302, 303, 307, 308])('does not carry the credentials along a redirect (%i)', async (status) => {
    loginWithUser().reply(status, '', { location: 'https://evil.test/v2/user_auth' });
    await expect(signIn(user)).rejects.toMatchObject(
      fails(
        'Could not sign in to VirtualPBX: VirtualPBX sent an unexpected redirect. Contact VirtualPBX support.',
        status,
      ),
    );
  });
});

describe('secrets', () => {
  test('the old token stays out of a refresh, and the new one reads the account', async () => {
    loginWithUser().reply(201, welcome());
    account().get('').reply(200, accountDocument);
    expect(await signIn({ ...authData, auth_token: 'token-of-yesterday' })).toEqual(session);
  });

  test('a login with a user leaves neither password nor md5 nor token in the log', async () => {
    const platform = createPlatform();
    loginAs(CREDENTIALS).reply(401, wrongCredentials);
    loginAs(CREDENTIALS_AS_TYPED).reply(201, welcome());
    account().get('').reply(200, accountDocument);
    await signIn(withCapitals, platform);
    const log = JSON.stringify(platform.logs);
    // Core would log the answer with the new token in it.
    expect(log).not.toContain('user_auth');
    for (const secret of [user.password, CREDENTIALS, CREDENTIALS_AS_TYPED, TOKEN]) expect(log).not.toContain(secret);
  });

  test('a login with a key leaves neither key nor token in the log, whatever surrounded the key', async () => {
    const platform = createPlatform();
    loginWithKey().reply(201, welcome());
    account().get('').reply(200, accountDocument);
    await signIn({ ...nothing, api_key: `\t${KEY} ` }, platform);
    const log = JSON.stringify(platform.logs);
    expect(log).not.toContain('api_auth');
    for (const secret of [KEY, TOKEN]) expect(log).not.toContain(secret);
  });

  test('a refused key is in neither the error nor the log, though Dash repeats it', async () => {
    const platform = createPlatform();
    loginWithKey().reply(404, refusal(404, 'bad identifier', [KEY]));
    await expect(signIn(key, platform)).rejects.toMatchObject(refuses(WRONG_KEY));
    expect(JSON.stringify(platform.logs)).not.toContain(KEY);
  });
});

test.each<[string, number, string]>([
  ['an answer over 16 MB', 201, JSON.stringify({ ...welcome(), pad: 'x'.repeat(MAX_ANSWER_BYTES) })],
  ['an answer without a body', 204, ''],
])('%s is no session, and the connection stays', async (_what, status, body) => {
  loginWithUser().reply(status, body);
  await expect(signIn(user)).rejects.toMatchObject({ name: 'AppError' });
});
