import nock from 'nock';
import { createPlatform } from '../support/platform.ts';
import { authData } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { fails, halts } from '../support/told.ts';
import { ADDRESS, runMessaging, textable, USER_ID, withKey, withTextable } from '../support/virtualText.ts';

const METHOD = 'triggers.new_message.operation';
const TARGET = 'https://hooks.zapier.com/hooks/standard/1/target/';
const OTHER = 'https://hooks.zapier.com/hooks/standard/1/other/';

type Platform = ReturnType<typeof createPlatform>;
type Subscription = { target_hash: string };

/** Sets the URL to which VirtualText sends messages. */
const pointed = (url: string) => textable().post(`/api/users/${USER_ID}/webhook`, { url });

const subscribe = (platform: Platform, targetUrl = TARGET, more: object = {}) =>
  runMessaging(`${METHOD}.performSubscribe`, { targetUrl, ...more }, platform) as Promise<Subscription>;

const unsubscribe = (platform: Platform, subscribeData: unknown, more: object = {}) =>
  runMessaging(`${METHOD}.performUnsubscribe`, { targetUrl: TARGET, subscribeData, ...more }, platform);

const turnOn = (platform: Platform, targetUrl = TARGET, more: object = {}) => {
  pointed(targetUrl).reply(200, { status: 'true' });
  return subscribe(platform, targetUrl, more);
};

const zap = (id: string) => ({ meta: { zap: { id } } });

const taken = halts(
  "Another Zap already receives this VirtualText user's messages. Turn that Zap off first, or add Paths to it. If you deleted it, try again in two days.",
);

test('a Zap that is turned on gets the messages, and is subscribed again a day later', async () => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
  const platform = createPlatform();
  const subscription = await turnOn(platform);
  expect(subscription).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    target_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    expiration_date: '2026-11-25T18:32:05.000Z',
  });
  expect(JSON.stringify(subscription)).not.toContain(TARGET);
  expect([...platform.lifetimes.values()]).toEqual([2 * 24 * 60 * 60]);
  jest.useRealTimers();
});

test('what the cache keeps of it names neither the user nor the address', async () => {
  const platform = createPlatform();
  await turnOn(platform, TARGET, zap('17'));
  expect(JSON.stringify([...platform.cache])).not.toMatch(new RegExp(`${USER_ID}|hooks.zapier`));
});

describe('a second Zap', () => {
  test('is refused with advice, without a request to VirtualText', async () => {
    const platform = createPlatform();
    await turnOn(platform);
    await expect(subscribe(platform, OTHER)).rejects.toMatchObject(taken);
  });

  test('is refused again and again', async () => {
    const platform = createPlatform();
    await turnOn(platform, TARGET, zap('17'));
    await expect(subscribe(platform, OTHER, zap('18'))).rejects.toMatchObject(taken);
    await expect(subscribe(platform, OTHER, zap('18'))).rejects.toMatchObject(taken);
  });

  test('takes over when the first is off', async () => {
    const platform = createPlatform();
    const first = await turnOn(platform);
    pointed('').reply(200, {});
    await unsubscribe(platform, first);
    await turnOn(platform, OTHER);
    await expect(subscribe(platform)).rejects.toMatchObject(taken);
  });

  test('of another VirtualText user is welcome', async () => {
    const platform = createPlatform();
    await turnOn(platform);
    const virtualtext_credential = 'other-user/7:token-of-another';
    nock(ADDRESS, { reqheaders: { authorization: `Bearer ${virtualtext_credential}` } })
      .post('/api/users/other-user%2F7/webhook', { url: OTHER })
      .reply(200, {});
    const asOther = { authData: { ...withTextable, virtualtext_credential } };
    expect(await subscribe(platform, OTHER, asOther)).toHaveProperty('target_hash');
  });

  test('takes over unnoticed while the cache is down: nobody is known to be first', async () => {
    const platform = createPlatform();
    platform.state.cacheDown = true;
    await turnOn(platform);
    expect(await turnOn(platform, OTHER)).toHaveProperty('target_hash');
  });
});

describe('the same Zap', () => {
  test('is subscribed again at the same address', async () => {
    const platform = createPlatform();
    const first = await turnOn(platform);
    expect((await turnOn(platform)).target_hash).toBe(first.target_hash);
  });

  test('is subscribed again before its old subscription ends, which then clears nothing', async () => {
    const platform = createPlatform();
    const old = await turnOn(platform);
    const renewed = await turnOn(platform);
    await unsubscribe(platform, old);
    pointed('').reply(200, {});
    await unsubscribe(platform, renewed);
    expect(platform.cache.size).toBe(0);
  });

  test('may come with a new address, and its old subscription then clears nothing', async () => {
    const platform = createPlatform();
    const old = await turnOn(platform, TARGET, zap('17'));
    await turnOn(platform, OTHER, zap('17'));
    await unsubscribe(platform, old);
    await expect(subscribe(platform, TARGET, zap('18'))).rejects.toMatchObject(taken);
  });

  test('without an ID from Zapier is recognized by its URL alone', async () => {
    const platform = createPlatform();
    await turnOn(platform, TARGET, { meta: { zap: {} } });
    await expect(subscribe(platform, OTHER, { meta: { zap: { id: null } } })).rejects.toMatchObject(taken);
  });

  test('is still the owner when VirtualText fails as it comes back', async () => {
    const platform = createPlatform();
    await turnOn(platform);
    pointed(TARGET).reply(500, {});
    await expect(subscribe(platform)).rejects.toMatchObject({ name: 'AppError' });
    await expect(subscribe(platform, OTHER)).rejects.toMatchObject(taken);
  });
});

describe('a Zap that cannot be turned on', () => {
  test.each<[number, string]>([
    [204, ''],
    [200, ''],
  ])('is none where VirtualText answers %i with %j', async (status, body) => {
    pointed(TARGET).reply(status, body);
    expect(await subscribe(createPlatform())).toHaveProperty('target_hash');
  });

  test('takes nothing from its owner, though the cache lost the claim', async () => {
    const platform = createPlatform();
    await turnOn(platform);
    platform.state.cacheDown = true;
    pointed(OTHER).reply(() => {
      platform.state.cacheDown = false;
      return [500, {}];
    });
    await expect(subscribe(platform, OTHER)).rejects.toMatchObject({ name: 'AppError' });
    await expect(subscribe(platform, OTHER)).rejects.toMatchObject(taken);
  });

  const notLet = "VirtualText doesn't let Zapier receive this user's messages. Ask VirtualPBX support to allow it.";

  test.each<[number, object]>([
    [
      401,
      fails(
        "Could not have VirtualText send messages to this Zap: VirtualText doesn't accept the VirtualText Credential of this connection. Copy it again from VirtualText, and reconnect your VirtualPBX account.",
        401,
      ),
    ],
    [403, halts(notLet)],
    [404, halts(notLet)],
    [405, halts(notLet)],
    [
      503,
      fails(
        'Could not have VirtualText send messages to this Zap: VirtualText had a problem. Try again in a few minutes.',
        503,
      ),
    ],
  ])('because VirtualText answers %i leaves the messages to the next', async (status, error) => {
    const platform = createPlatform();
    pointed(TARGET).reply(status, {});
    await expect(subscribe(platform)).rejects.toMatchObject(error);
    expect(platform.cache.size).toBe(0);
    expect(await turnOn(platform, OTHER)).toHaveProperty('target_hash');
  });

  test('while the cache is down gets the reason, too', async () => {
    const platform = createPlatform();
    platform.state.cacheDown = true;
    pointed(TARGET).reply(500, {});
    await expect(subscribe(platform)).rejects.toMatchObject({ name: 'AppError' });
  });

  test.each<[string, object, string]>([
    [
      'without a credential',
      authData,
      "This connection isn't set up for text messages. Reconnect your VirtualPBX account and fill in VirtualText Address and VirtualText Credential.",
    ],
    [
      'with a key of the newer API',
      withKey,
      "Your VirtualText key doesn't give access to new text messages. Reconnect your VirtualPBX account with VirtualText Address and, in VirtualText Credential, your user ID and access token. If you don't have them, contact VirtualPBX support.",
    ],
  ])('%s gets the reason', async (_what, connection, sentence) => {
    await expect(subscribe(createPlatform(), TARGET, { authData: connection })).rejects.toMatchObject(halts(sentence));
  });
});

describe('a Zap that is turned off', () => {
  test('clears the address', async () => {
    const platform = createPlatform();
    const subscription = await turnOn(platform);
    pointed('').reply(200, { status: 'true' });
    expect(await unsubscribe(platform, subscription)).toEqual({});
    expect(platform.cache.size).toBe(0);
  });

  test.each([400, 401, 404, 500])('lets go although VirtualText answers %i', async (status) => {
    const platform = createPlatform();
    const subscription = await turnOn(platform);
    pointed('').reply(status, {});
    expect(await unsubscribe(platform, subscription)).toEqual({});
    expect(platform.cache.size).toBe(0);
  });

  test.each<[string, (platform: Platform) => void]>([
    [
      'the cache has forgotten it',
      ({ cache }) => {
        cache.clear();
      },
    ],
    [
      'the cache is down',
      ({ state }) => {
        state.cacheDown = true;
      },
    ],
  ])('clears nothing when %s, since another may own it', async (_what, prepare) => {
    const platform = createPlatform();
    const subscription = await turnOn(platform);
    prepare(platform);
    expect(await unsubscribe(platform, subscription)).toEqual({});
  });

  test('is off although the cache is gone by then', async () => {
    const platform = createPlatform();
    const subscription = await turnOn(platform);
    pointed('').reply(() => {
      platform.state.cacheDown = true;
      return [200, {}];
    });
    expect(await unsubscribe(platform, subscription)).toEqual({});
  });

  test.each<[string, object]>([
    ['has no credential any more', authData],
    ['has a key of the newer API now', withKey],
    ['has an address that is none now', { ...withTextable, virtualtext_url: 'none' }],
  ])('asks for nothing when its connection %s', async (_what, connection) => {
    const platform = createPlatform();
    const subscription = await turnOn(platform);
    expect(await unsubscribe(platform, subscription, { authData: connection })).toEqual({});
  });

  test('clears nothing when it was never on', async () => {
    const platform = createPlatform();
    await turnOn(platform);
    expect(await unsubscribe(platform, undefined)).toEqual({});
  });
});
