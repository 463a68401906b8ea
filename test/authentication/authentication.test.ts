import { authentication } from '../../src/authentication/authentication.ts';
import { account, authData, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { textable, v1, withKey as withVirtualTextKey, withTextable } from '../support/virtualText.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';

const withUser = authData;
const withKey = { ...authData, owner_id: '' };

const check = (connection: object) => createPlatform().run('authentication.test', { authData: connection });

const accountIs = (data: object) => account().get('').reply(200, success(data));
const userIs = (data: object) => account().get(`/users/${USER}`).reply(200, success(data));

const named = (connection_name: string) => ({ connection_name });

describe('the name of a connection', () => {
  test('is the account and the person who signed in', async () => {
    accountIs({ name: 'Brightwater Dental' });
    userIs({ first_name: 'Ann', last_name: 'Lee' });
    expect(await check(withUser)).toEqual(named('Brightwater Dental (Ann Lee)'));
  });

  test('is the account alone with an API key, for one request', async () => {
    accountIs({ name: 'Brightwater Dental' });
    expect(await check(withKey)).toEqual(named('Brightwater Dental'));
  });

  test.each([
    ['only a first name', { first_name: 'Ann', last_name: '' }, 'Brightwater Dental (Ann)'],
    ['only a last name', { last_name: 'Lee' }, 'Brightwater Dental (Lee)'],
    ['no name', {}, 'Brightwater Dental'],
  ])('makes do with a person who has %s', async (_what, person, expected) => {
    accountIs({ name: 'Brightwater Dental' });
    userIs(person);
    expect(await check(withUser)).toEqual(named(expected));
  });

  test.each([403, 404, 500])('makes do without a person who cannot be read (%i)', async (status) => {
    accountIs({ name: 'Brightwater Dental' });
    account().get(`/users/${USER}`).reply(status, refusal(status, 'no'));
    expect(await check(withUser)).toEqual(named('Brightwater Dental'));
  });

  test('falls back on the title from the login when the account has no name', async () => {
    accountIs({});
    expect(await check(withKey)).toEqual(named('Brightwater Dental'));
  });

  test('says so when nobody knows one', async () => {
    accountIs({});
    const { account_title: _, ...untitled } = withKey;
    expect(await check(untitled)).toEqual(named('Unnamed account'));
  });

  test('is what Zapier shows', () => {
    expect(authentication.connectionLabel).toBe('{{connection_name}}');
  });
});

describe('the test of a connection', () => {
  test.each([
    [401, refreshes],
    [
      403,
      halts(
        "Could not read the account: this connection isn't allowed to do that. Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.",
      ),
    ],
    [
      429,
      throttles(
        'Could not read the account: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
    [500, fails('Could not read the account: VirtualPBX had a problem. Try again in a few minutes.', 500)],
  ])('fails when Dash answers %i for the account', async (status, error) => {
    account().get('').reply(status, refusal(status, 'no'));
    await expect(check(withUser)).rejects.toMatchObject(error);
  });

  const EXPIRED = refusal(400, 'validation error', { account: { expired: { message: 'account expired', cause: 1 } } });
  const SAYS_EXPIRED = halts(
    'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.',
  );

  test('says that the account has expired', async () => {
    account().get('').reply(400, EXPIRED);
    await expect(check(withUser)).rejects.toMatchObject(SAYS_EXPIRED);
  });

  test('says so also when it expires before the person is read, who is welcome but not needed', async () => {
    accountIs({ name: 'Brightwater Dental' });
    account().get(`/users/${USER}`).reply(400, EXPIRED);
    await expect(check(withUser)).rejects.toMatchObject(SAYS_EXPIRED);
  });

  test('asks for a new session when Dash answers 401 for the person', async () => {
    accountIs({ name: 'Brightwater Dental' });
    account().get(`/users/${USER}`).reply(401, refusal(401, 'invalid_credentials'));
    await expect(check(withUser)).rejects.toMatchObject(refreshes);
  });
});

describe('the credential for text messages', () => {
  const named = { connection_name: 'Brightwater Dental' };
  const byKey = (connection: object) => check({ ...connection, owner_id: '' });
  const drips = () => textable().get('/api/drips');

  beforeEach(() => {
    accountIs({ name: 'Brightwater Dental' });
  });

  test.each([200, 403])('is good when VirtualText answers %i', async (status) => {
    drips().reply(status, { drips: [] });
    expect(await byKey(withTextable)).toEqual(named);
  });

  test.each([200, 403, 404])('is good as a key when VirtualText answers %i', async (status) => {
    v1().get('/v1/agents').reply(status, {});
    expect(await byKey(withVirtualTextKey)).toEqual(named);
  });

  const refused = fails(
    "Could not check VirtualText Credential: VirtualText doesn't accept the VirtualText Credential of this connection. Copy it again from VirtualText, and reconnect your VirtualPBX account.",
    401,
  );

  test('is reported as wrong, without a new session of Dash', async () => {
    drips().reply(401, { errors: ['Unauthorized'] });
    await expect(byKey(withTextable)).rejects.toMatchObject(refused);
  });

  test('is reported as wrong for a key', async () => {
    v1().get('/v1/agents').reply(401, {});
    await expect(byKey(withVirtualTextKey)).rejects.toMatchObject(refused);
  });

  test.each<[number, object]>([
    [
      404,
      halts(
        "There's no VirtualText at this VirtualText Address, or it doesn't know the user in VirtualText Credential. Check both fields.",
      ),
    ],
    [503, fails('Could not check VirtualText Credential: VirtualText had a problem. Try again in a few minutes.', 503)],
  ])('is not taken for good when VirtualText answers %i', async (status, error) => {
    drips().reply(status, {});
    await expect(byKey(withTextable)).rejects.toMatchObject(error);
  });

  test('is not taken for good when another page answers', async () => {
    drips().reply(200, '<html>');
    await expect(byKey(withTextable)).rejects.toMatchObject(
      fails(
        'Could not check VirtualText Credential: VirtualText sent an unexpected answer. Check the VirtualText fields of your connection, or contact VirtualPBX support.',
        200,
      ),
    );
  });

  test('goes nowhere when the address is none', async () => {
    await expect(byKey({ ...withTextable, virtualtext_url: 'https://10.0.0.1' })).rejects.toMatchObject(
      halts(
        "VirtualText Address isn't the address of a VirtualText page. Open that page and copy its address from your browser. It looks like https://example-txb.textable.app.",
      ),
    );
  });
});
