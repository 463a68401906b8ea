import { gzipSync } from 'node:zlib';
import nock from 'nock';
import { MAX_ANSWER_BYTES } from '../../src/zapier/requestOptions.ts';
import { ACCOUNT, account, authData, dashHost, refusal, ROOT, success, USER } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { expires, fails, halts, refreshes } from '../support/told.ts';
import { BOX, mailbox, MESSAGE, owner, voicemailEvent } from '../support/voicemail.ts';

const NEW_TOKEN = 'token-of-the-next-session';
const renewed = { ...authData, auth_token: NEW_TOKEN };
const afterwards = () => nock(`${ROOT}/v2/accounts/${ACCOUNT}`, { reqheaders: { 'x-auth-token': NEW_TOKEN } });

const login = () => dashHost().put('/v2/user_auth');
const welcome = { ...success({ account_id: ACCOUNT, owner_id: USER }), auth_token: NEW_TOKEN };
const ended = refusal(401, 'invalid_credentials');

type Platform = ReturnType<typeof createPlatform>;

const signIn = (platform: Platform, connection: object = authData) =>
  platform.run('authentication.sessionConfig.perform', { authData: connection });

/** Zapier signs in again with the stored credentials. */
const refresh = (platform: Platform) => {
  login().reply(201, welcome);
  afterwards()
    .get('')
    .reply(200, success({ name: 'Brightwater Dental', timezone: 'America/Los_Angeles' }));
  return signIn(platform);
};

afterEach(() => jest.useRealTimers());

describe('a session that ends midway', () => {
  test('loses no event: Zapier signs in and repeats the delivery, which is given once', async () => {
    const platform = createPlatform();
    const deliver = (connection: object) =>
      platform.run('triggers.new_voicemail.operation.perform', {
        authData: connection,
        subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
        rawRequest: { content: JSON.stringify({ ...voicemailEvent, zapier_token: 'secret' }) },
      });
    account().get(`/vmboxes/${BOX}`).reply(200, success(mailbox));
    account().get(`/users/${USER}`).reply(401, ended);
    await expect(deliver(authData)).rejects.toMatchObject(refreshes);

    expect(await refresh(platform)).toMatchObject({ auth_token: NEW_TOKEN });
    afterwards().get(`/users/${USER}`).reply(200, success(owner));
    expect(await deliver(renewed)).toMatchObject([{ id: MESSAGE, user_name: 'Jane Doe' }]);
    expect(await deliver(renewed)).toEqual([]);
  });

  test('acts once: an action reads all it needs before it acts', async () => {
    const platform = createPlatform();
    const device = { id: 'd2', name: 'Lobby', sip: {} };
    const restart = (connection: object) =>
      platform.run('creates.restart_device.operation.perform', {
        authData: connection,
        inputData: { device: ACCOUNT },
      });
    account().get(`/devices/${ACCOUNT}`).reply(200, success(device));
    account().get('/devices/status').query(true).reply(401, ended);
    await expect(restart(authData)).rejects.toMatchObject(refreshes);

    await refresh(platform);
    afterwards().get(`/devices/${ACCOUNT}`).reply(200, success(device));
    afterwards().get('/devices/status').query(true).reply(200, success([]));
    afterwards().post(`/devices/${ACCOUNT}/sync`).reply(202, success({}));
    expect(await restart(renewed)).toMatchObject({ device_name: 'Lobby' });
  });
});

describe('a password that was changed', () => {
  const WRONG =
    "VirtualPBX didn't accept the username, password, or account name. Try all three on the Dash sign-in page, then type them here exactly the same way.";

  test('ends the connection when Zapier signs in again, and its owner is asked to reconnect', async () => {
    login().reply(401, refusal(401, 'invalid_credentials', { message: 'invalid credentials' }));
    await expect(signIn(createPlatform())).rejects.toMatchObject(expires(WRONG));
  });

  test('is not what a login that fails otherwise means: the connection stays', async () => {
    const why = (what: string) => `Could not sign in to VirtualPBX: ${what}. Try again in a few minutes.`;
    login().reply(503, '');
    await expect(signIn(createPlatform())).rejects.toMatchObject(fails(why('VirtualPBX had a problem'), 503));
    login().reply(408, '');
    await expect(signIn(createPlatform())).rejects.toMatchObject(fails(why('the request took too long'), 408));
    login().reply(405, '');
    await expect(signIn(createPlatform())).rejects.toMatchObject(
      halts("Could not sign in to VirtualPBX: your phone system doesn't offer this. Contact VirtualPBX support."),
    );
  });
});

describe('an answer to a login', () => {
  const long = (bytes: number) => JSON.stringify({ ...welcome, pad: 'x'.repeat(bytes) });
  const NO_ANSWER = "Could not sign in to VirtualPBX: VirtualPBX didn't answer. Try again in a few minutes.";

  test.each<[string, string | Buffer, nock.ReplyHeaders]>([
    ['is over 16 MB', long(MAX_ANSWER_BYTES), {}],
    ['unpacks to more than 16 MB', gzipSync(long(2 * MAX_ANSWER_BYTES)), { 'content-encoding': 'gzip' }],
  ])('that %s counts as none, and the connection stays', async (_what, body, headers) => {
    login().reply(201, body, headers);
    await expect(signIn(createPlatform())).rejects.toMatchObject(fails(NO_ANSWER, 0));
  });

  test('without a body is no session', async () => {
    login().reply(204);
    await expect(signIn(createPlatform())).rejects.toMatchObject(
      fails('Could not sign in to VirtualPBX: VirtualPBX sent an unexpected answer. Try again in a few minutes.', 204),
    );
  });
});

describe('a clock that is wrong', () => {
  const NOW = new Date('2026-11-24T18:40:00Z');
  const HOUR = 3600;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** A token that Dash made now, and takes for an hour. */
  const token = `${encode({ alg: 'RS256' })}.${encode({ exp: NOW.getTime() / 1000 + HOUR })}.signature`;
  const offBy = (seconds: number) => {
    stopClock(NOW.getTime() + 1000 * seconds);
  };
  const list = (platform: Platform) =>
    platform.run('triggers.list_users.operation.perform', { authData: { ...authData, auth_token: token } });
  const answers = (status: number, body: object) =>
    nock(ROOT, { reqheaders: { 'x-auth-token': token } })
      .get(`/v2/accounts/${ACCOUNT}/users`)
      .query(true)
      .reply(status, body);

  const TEN_MINUTES = 600;
  const DAY = 24 * HOUR;

  test.each([
    ['ten minutes fast', TEN_MINUTES],
    ['ten minutes slow', -TEN_MINUTES],
    ['a day slow', -DAY],
  ])('by which it is %s takes a token that Dash takes', async (_how, off) => {
    offBy(off);
    answers(200, success([]));
    expect(await list(createPlatform())).toEqual([]);
  });

  test('by which it is a day fast takes a token that Dash takes, while the cache is down', async () => {
    offBy(DAY);
    const platform = createPlatform();
    platform.state.cacheDown = true;
    answers(200, success([]));
    expect(await list(platform)).toEqual([]);
  });

  test('by which it is a day fast signs in for it, and uses the new token: no step runs in a circle', async () => {
    offBy(DAY);
    const platform = createPlatform();
    await expect(list(platform)).rejects.toMatchObject(refreshes);
    login().reply(201, { ...welcome, auth_token: token });
    nock(ROOT)
      .get(`/v2/accounts/${ACCOUNT}`)
      .reply(200, success({ timezone: 'America/St_Johns' }));
    expect(await signIn(platform)).toMatchObject({ account_timezone: 'America/St_Johns' });
    answers(200, success([]));
    expect(await list(platform)).toEqual([]);
  });

  test.each([-TEN_MINUTES, -DAY])('that is %i seconds behind learns from Dash that a token has ended', async (off) => {
    offBy(off);
    answers(401, ended);
    await expect(list(createPlatform())).rejects.toMatchObject(refreshes);
  });
});
