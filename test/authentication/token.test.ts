import type { Bundle, ZObject } from 'zapier-platform-core';
import { addToken, rememberNewToken } from '../../src/authentication/token.ts';
import { account, authData, refusal, ROOT, success, TOKEN } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { createStep } from '../support/step.ts';
import { refreshes } from '../support/told.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const webToken = (claims: unknown): string => `${encode({ alg: 'RS256' })}.${encode(claims)}.signature`;

const NOW = new Date('2026-11-24T18:32:05Z');
const SECONDS = NOW.getTime() / 1000;

const send = (request: { url: string; headers?: Record<string, string> }, auth_token: string) =>
  Promise.resolve().then(() => addToken(request, {} as ZObject, { authData: { auth_token } } as unknown as Bundle));

const prepare = (url: string, token: string = TOKEN) => send({ url, headers: { accept: 'application/json' } }, token);

const withToken = (url: string, token: string = TOKEN) => ({
  url,
  headers: { accept: 'application/json', 'X-Auth-Token': token },
});
const withoutToken = (url: string) => ({ url, headers: { accept: 'application/json' } });

const ADDRESS = `${ROOT}/v2/accounts/a1`;

describe('where the token goes', () => {
  test.each([
    ADDRESS,
    `${ROOT}/v2/accounts/a1/users?paginate=false`,
    'HTTPS://PUBLIC-API.virtualpbx.com:8443/v2/accounts',
  ])('it goes to Dash: %s', async (url) => {
    expect(await prepare(url)).toEqual(withToken(url));
  });

  test.each([
    'https://public-api.virtualpbx.com.evil.test:8443/v2/accounts',
    'https://public-api.virtualpbx.com.evil.test/v2/accounts',
    'https://public-api.virtualpbx.com:8443@evil.test/v2/accounts',
    'https://evil.test/https://public-api.virtualpbx.com:8443/v2/accounts',
    'https://api.virtualpbx.com/v1/messages',
    'https://evil-public-api.virtualpbx.com:8443/v2/accounts',
  ])('it does not go to another host: %s', async (url) => {
    expect(await prepare(url)).toEqual(withoutToken(url));
  });

  test.each([
    ['another port', 'https://public-api.virtualpbx.com/v2/accounts'],
    ['no encryption', 'http://public-api.virtualpbx.com:8443/v2/accounts'],
    ['another path', `${ROOT}/v1/accounts`],
    ['a path that only begins like the root', `${ROOT}/v2evil/accounts`],
    ['the root itself', `${ROOT}/v2`],
    ['a path that climbs out of the root', `${ROOT}/v2/../admin`],
    ['a path that climbs out in disguise', `${ROOT}/v2/%2e%2e/admin`],
    ['something that is no address', '/v2/accounts'],
    ['an empty address', ''],
  ])('it does not go to %s', async (_what, url) => {
    expect(await prepare(url)).toEqual(withoutToken(url));
  });

  test('a request to somewhere else needs no session', async () => {
    expect(await prepare('https://api.virtualpbx.com/v1/messages', '')).toEqual(
      withoutToken('https://api.virtualpbx.com/v1/messages'),
    );
  });

  test('a request without headers gets the one', async () => {
    expect(await send({ url: ADDRESS }, TOKEN)).toEqual({ url: ADDRESS, headers: { 'X-Auth-Token': TOKEN } });
  });
});

describe('when the token has ended', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  test.each([
    ['in this second', SECONDS],
    ['a second ago', SECONDS - 1],
    ['half a second ago', SECONDS - 0.5],
    ['long ago', 1],
    ['a second ago, written as text', String(SECONDS - 1)],
  ])('one that ended %s asks for a new session', async (_when, exp) => {
    const step = createStep(async (z, bundle) => addToken({ url: ADDRESS }, z, bundle));
    const auth_token = webToken({ exp });
    await expect(step.run({ authData: { ...authData, auth_token } })).rejects.toMatchObject(refreshes);
  });

  test('each of several runs in the same second asks for a new session', async () => {
    const step = createStep(async (z, bundle) => addToken({ url: ADDRESS }, z, bundle));
    const bundle = { authData: { ...authData, auth_token: webToken({ exp: 1 }) } };
    await expect(step.run(bundle)).rejects.toMatchObject(refreshes);
    await expect(step.run(bundle)).rejects.toMatchObject(refreshes);
  });

  test('one is used while the cache is down, since it may be new', async () => {
    const step = createStep(async (z, bundle) => addToken({ url: ADDRESS }, z, bundle));
    step.state.cacheDown = true;
    const auth_token = webToken({ exp: 1 });
    const request = await step.run({ authData: { ...authData, auth_token } });
    expect(request).toEqual({ url: ADDRESS, headers: { 'X-Auth-Token': auth_token } });
  });

  test.each([
    ['ends in the next second', webToken({ exp: SECONDS + 1 })],
    ['ends in half a second', webToken({ exp: SECONDS + 0.5 })],
    ['ends in an hour', webToken({ account_id: 'a1', exp: SECONDS + 3600 })],
    ['has no end', webToken({ account_id: 'a1' })],
    ['has an end that is no number', webToken({ exp: 'soon' })],
    ['has an end that is null', webToken({ exp: null })],
    ['holds no claims', webToken(null)],
    ['holds a list', webToken([SECONDS - 1])],
    ['is no web token', 'f3a1c2d4e5b60718293a4b5c6d7e8f90'],
    ['has dots but no JSON', 'a.b.c'],
    ['has one part too few', `${encode({ alg: 'RS256' })}.`],
  ])('one that %s is used', async (_what, token) => {
    const step = createStep(async (z, bundle) => addToken({ url: ADDRESS }, z, bundle));
    const request = await step.run({ authData: { ...authData, auth_token: token } });
    expect(request).toEqual({ url: ADDRESS, headers: { 'X-Auth-Token': token } });
  });

  test('no token at all asks for a new session', async () => {
    await expect(prepare(ADDRESS, '')).rejects.toMatchObject(refreshes);
  });
});

describe('a token that is new', () => {
  const ended = webToken({ account_id: 'a1', exp: 1 });
  const useAfterNew = (newToken: string) =>
    createStep(async (z, bundle) => {
      await rememberNewToken(z, newToken);
      return addToken({ url: ADDRESS }, z, bundle);
    });

  test('is used for a minute, even if this computer’s clock says that it has ended', async () => {
    const step = useAfterNew(ended);
    const request = await step.run({ authData: { ...authData, auth_token: ended } });
    expect(request).toEqual({ url: ADDRESS, headers: { 'X-Auth-Token': ended } });
    expect([...step.lifetimes.values()]).toEqual([60]);
  });

  test('says nothing about another one', async () => {
    const step = useAfterNew(webToken({ account_id: 'a1', exp: 2 }));
    await expect(step.run({ authData: { ...authData, auth_token: ended } })).rejects.toMatchObject(refreshes);
  });
});

describe('a step', () => {
  const listUsers = (more: object) =>
    createPlatform().run('triggers.list_users.operation.perform', { authData: { ...authData, ...more } });

  test('whose session has ended spends no request on it', async () => {
    const auth_token = webToken({ exp: Math.floor(Date.now() / 1000) - 60 });
    await expect(listUsers({ auth_token })).rejects.toMatchObject(refreshes);
  });

  test('that never got a token spends no request', async () => {
    await expect(listUsers({ auth_token: '' })).rejects.toMatchObject(refreshes);
  });

  test('that knows no account spends no request', async () => {
    await expect(listUsers({ account_id: '' })).rejects.toMatchObject(refreshes);
  });

  test('whose token Dash refuses asks for a new session', async () => {
    account().get('/users').query(true).reply(401, refusal(401, 'invalid_credentials'));
    await expect(listUsers({})).rejects.toMatchObject(refreshes);
  });

  test('with a token that Dash takes sends it in the header alone', async () => {
    account()
      .get((uri) => !uri.includes(TOKEN))
      .reply(200, success([]));
    expect(await listUsers({})).toEqual([]);
  });
});
