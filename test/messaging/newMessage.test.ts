import fc from 'fast-check';
import nock from 'nock';
import { newMessage } from '../../src/messaging/newMessage.trigger.ts';
import { createPlatform, RPC } from '../support/platform.ts';
import { stopClock } from '../support/clock.ts';
import { authData } from '../support/dash.ts';
import { halts } from '../support/told.ts';
import { runMessaging, withKey } from '../support/virtualText.ts';

const METHOD = 'triggers.new_message.operation';
const NOW = new Date('2026-11-24T18:32:05Z');
const PICTURE = 'https://storage.example/pictures/tooth.jpg?alt=media';

const flat = {
  MessageID: 'k2Vd8sQp',
  ConversationID: 'c7Hq2LwX',
  ToNumber: '+14154886150',
  FromNumber: '+14154886134',
  MessageBody: 'Can I come at three on Friday?',
  MessageDirection: 'in',
  TextableUserID: 'user-3fQ8',
  ContactName: 'Ann Lee',
  ContactEmail: 'ann.lee@example.com',
  Media: [] as string[],
};

const wrapped = (message: object, timestamp: unknown = NOW.getTime()) => ({
  eventType: 'message.received',
  timestamp,
  data: message,
});

type Platform = ReturnType<typeof createPlatform>;
type MessageRecord = Record<string, unknown>;

const deliverRaw = (rawRequest: object, inputData: object = {}, platform = createPlatform(), target_hash = 'hash') =>
  platform.run(`${METHOD}.perform`, { subscribeData: { target_hash }, inputData, rawRequest }) as Promise<
    MessageRecord[]
  >;

const deliver = (event: object, inputData?: object, platform?: Platform) =>
  deliverRaw({ content: JSON.stringify(event) }, inputData, platform);

const recordOf = async (changes: object = {}): Promise<MessageRecord> => {
  const [record] = await deliver({ ...flat, ...changes });
  return record ?? {};
};

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

const expected = {
  id: 'k2Vd8sQp',
  summary: 'Text message from Ann Lee (+1 415-488-6134): “Can I come at three on Friday?”',
  from_number: '+14154886134',
  from_number_national: '(415) 488-6134',
  from_country: 'US',
  from_name: 'Ann Lee',
  from_tel_link: 'tel:+14154886134',
  to_number: '+14154886150',
  to_number_national: '(415) 488-6150',
  to_country: 'US',
  to_name: null,
  direction: 'inbound',
  body: 'Can I come at three on Friday?',
  media: [],
  sent_at: '2026-11-24T18:32:05Z',
  sent_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  contact_name: 'Ann Lee',
  contact_email: 'ann.lee@example.com',
  conversation_id: 'c7Hq2LwX',
};

describe('a text message', () => {
  const { Media: _none, ...texts } = flat;
  const form = new URLSearchParams(texts).toString();
  const inSmallLetters = Object.fromEntries(
    Object.entries(flat).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );

  test.each<[string, object]>([
    ['flat', { content: JSON.stringify(flat) }],
    ['wrapped', { content: JSON.stringify(wrapped(flat)) }],
    ['wrapped, with the moment as text', { content: JSON.stringify(wrapped(flat, NOW.toISOString())) }],
    ['wrapped, with the milliseconds as text', { content: JSON.stringify(wrapped(flat, String(NOW.getTime()))) }],
    ['wrapped, with a moment that is none', { content: JSON.stringify(wrapped(flat, 'now')) }],
    ['wrapped, with a moment in another unit', { content: JSON.stringify(wrapped(flat, NOW.getTime() / 1000)) }],
    ['wrapped, without a moment', { content: JSON.stringify(wrapped(flat, null)) }],
    ['with fields that begin in small letters', { content: JSON.stringify(inSmallLetters) }],
    ['as a form', { content: form }],
    ['as a query', { content: '', querystring: form }],
  ])('becomes a record: %s', async (_form, rawRequest) => {
    expect(await deliverRaw(rawRequest)).toEqual([expected]);
  });

  test('was sent when the wrapped form says so', async () => {
    const [record] = await deliver(wrapped(flat, NOW.getTime() - 90_000));
    expect(record).toMatchObject({ sent_at: '2026-11-24T18:30:35Z', local_time: '10:30' });
  });

  test('that the office sends is to the contact', async () => {
    const sent = { MessageDirection: 'out', FromNumber: flat.ToNumber, ToNumber: flat.FromNumber };
    expect(await recordOf(sent)).toMatchObject({
      summary: 'Text message to Ann Lee (+1 415-488-6134): “Can I come at three on Friday?”',
      direction: 'outbound',
      from_name: null,
      to_name: 'Ann Lee',
    });
  });

  test('may be a picture alone', async () => {
    const record = await recordOf({ MessageBody: null, Media: [PICTURE] });
    expect(record).toMatchObject({ body: null, summary: 'Text message from Ann Lee (+1 415-488-6134) with 1 file' });
  });

  test('may be a picture whose address is too long for Zapier', async () => {
    const record = await recordOf({ MessageBody: null, Media: [`https://storage.example/${'a'.repeat(6_000)}`] });
    expect(record).toMatchObject({ media: [], summary: 'Text message from Ann Lee (+1 415-488-6134) with 1 file' });
  });

  test('may have several files, each with a name of its own', async () => {
    const { media, summary } = await recordOf({ Media: [PICTURE, 'https://storage.example/b.pdf'] });
    expect(summary).toBe('Text message from Ann Lee (+1 415-488-6134): “Can I come at three on Friday?” (2 files)');
    const pointers = (media as string[]).map((one) => JSON.parse(one.split('|||')[1] ?? '') as object);
    expect(pointers).toMatchObject([
      {
        type: 'file',
        method: 'hydrators.messageFile',
        bundle: { address: PICTURE, name: 'Text-Ann-Lee-2026-11-24-10-32-1' },
      },
      { bundle: { address: 'https://storage.example/b.pdf', name: 'Text-Ann-Lee-2026-11-24-10-32-2' } },
    ]);
  });

  test.each<[string, unknown]>([
    ['no list', PICTURE],
    ['a list with things that are no addresses', [PICTURE, null, 7, 'picture.jpg', { url: PICTURE }, '']],
    ['an address that is too long for Zapier', [PICTURE, `https://storage.example/${'a'.repeat(6_000)}`]],
  ])('keeps the files that can be fetched: %s', async (_what, Media) => {
    const { media } = await recordOf({ Media });
    expect(media).toHaveLength(1);
  });

  test.each<[object, string]>([
    [{ ContactName: '' }, 'Text message from +1 415-488-6134: “Can I come at three on Friday?”'],
    [{ ContactName: '+14154886134' }, 'Text message from +1 415-488-6134: “Can I come at three on Friday?”'],
    [{ FromNumber: null }, 'Text message from Ann Lee (anonymous): “Can I come at three on Friday?”'],
    [{ MessageDirection: 'out', ToNumber: null }, 'Text message to Ann Lee: “Can I come at three on Friday?”'],
    [{ MessageBody: 'Yes.\n\nThank\tyou 😀' }, 'Text message from Ann Lee (+1 415-488-6134): “Yes. Thank you 😀”'],
    [
      { MessageDirection: 'out', ToNumber: null, ContactName: null },
      'Text message to an unknown number: “Can I come at three on Friday?”',
    ],
    [{ FromNumber: '72345' }, 'Text message from Ann Lee (72345): “Can I come at three on Friday?”'],
  ])('%j is told as one would tell it', async (changes, summary) => {
    const [record] = await deliver({ ...flat, ...changes });
    expect(record?.summary).toBe(summary);
  });

  test('of which nobody says whether it came or went has no direction', async () => {
    expect(await recordOf({ MessageDirection: 'sideways' })).toMatchObject({ direction: null });
  });

  test('keeps nothing of the access token and the user that it was sent with', async () => {
    const event = { ...flat, AccessToken: 'access-token-8c', accesstoken: 'access-token-8c' };
    const text = JSON.stringify([await deliver(event), await deliver(wrapped(event))]);
    expect(text).not.toMatch(/access-token-8c|user-3fQ8/);
  });
});

describe('what is no text message starts no Zap', () => {
  test.each<[string, object]>([
    [
      'a receipt, which has an id and no more',
      { MessageID: 'k2Vd8sQp', Status: 'delivered', ...{ FromNumber: '+1', ToNumber: '+2' } },
    ],
    ['a message from nobody to nobody', { ...flat, FromNumber: '', ToNumber: null }],
    ['something else', { eventType: 'contact.created', data: { id: 'c7', fullName: 'Ann Lee' } }],
    ['nothing', {}],
    ['a list', [flat]],
  ])('%s', async (_what, event) => {
    expect(await deliver(event)).toEqual([]);
  });

  test.each(['', 'hello', '{', '[]', 'null', '<html>'])('the body %j', async (content) => {
    expect(await deliverRaw({ content })).toEqual([]);
  });
});

describe('the filter by direction', () => {
  test.each<[object, string | undefined, boolean]>([
    [{ direction: 'inbound' }, 'in', true],
    [{ direction: 'inbound' }, 'out', false],
    [{ direction: 'inbound' }, undefined, false],
    [{ direction: 'outbound' }, 'out', true],
    [{ direction: 'outbound' }, 'IN', false],
    [{ direction: '' }, 'in', true],
    [{}, 'OUT', true],
    [{}, undefined, true],
  ])('%j lets a message with the direction %j pass: %j', async (input, MessageDirection, passes) => {
    expect(await deliver({ ...flat, MessageDirection }, input)).toHaveLength(passes ? 1 : 0);
  });
});

describe('a message is given once', () => {
  const withoutId = { ...flat, MessageID: undefined };
  /** How many of the deliveries, one after the other, start the Zap. */
  const startsOf = async (...events: object[]): Promise<number> => {
    const platform = createPlatform();
    let starts = 0;
    for (const event of events) starts += (await deliver(event, {}, platform)).length;
    return starts;
  };

  test.each<[string, object[], number]>([
    ['the same delivery again', [flat, flat], 1],
    ['both forms with the id', [flat, wrapped(flat)], 1],
    ['both forms, the first without the id', [withoutId, wrapped(flat)], 1],
    ['both forms, the second without the id', [wrapped(flat), withoutId], 1],
    ['both forms without an id', [withoutId, wrapped({ ...withoutId, MessageID: '' })], 1],
    ['the same words twice, with ids of their own', [flat, { ...flat, MessageID: 'another' }], 2],
    [
      'the same words twice, both forms of each',
      [flat, wrapped(flat), { ...flat, MessageID: 'b' }, wrapped({ ...flat, MessageID: 'b' })],
      2,
    ],
    [
      'the same words twice, both forms of each, of which the first lacks the id',
      [withoutId, wrapped(flat), withoutId, wrapped({ ...flat, MessageID: 'b' })],
      2,
    ],
    ['the same words again after both forms', [withoutId, wrapped(flat), { ...flat, MessageID: 'b' }], 2],
    ['other words without an id', [withoutId, { ...withoutId, MessageBody: 'Hello?' }], 2],
    ['the same words from somebody else', [withoutId, { ...withoutId, FromNumber: '+442079460018' }], 2],
    [
      'another picture without an id',
      [
        { ...withoutId, Media: [PICTURE] },
        { ...withoutId, Media: ['https://a.example/b'] },
      ],
      2,
    ],
  ])('%s', async (_what, events, starts) => {
    expect(await startsOf(...events)).toBe(starts);
  });

  test('by each Zap', async () => {
    const platform = createPlatform();
    const raw = { content: JSON.stringify(flat) };
    expect(await deliverRaw(raw, {}, platform, 'one')).toHaveLength(1);
    expect(await deliverRaw(raw, {}, platform, 'other')).toHaveLength(1);
    expect(await deliverRaw(raw, {}, platform, 'one')).toHaveLength(0);
  });

  test('is remembered for a day, and the words alone for three minutes', async () => {
    const platform = createPlatform();
    await deliver(flat, {}, platform);
    expect([...platform.lifetimes.values()].sort()).toEqual([180, 86400]);
  });

  test('but is given when the cache is down: doubling beats losing', async () => {
    const platform = createPlatform();
    platform.state.cacheIsDown = true;
    expect(await deliver(flat, {}, platform)).toHaveLength(1);
    expect(await deliver(withoutId, {}, platform)).toHaveLength(1);
  });

  test('also when an answer of the cache gets lost, and core asks again', async () => {
    const platform = createPlatform();
    nock(RPC)
      .post('/')
      .reply((_uri, body) => {
        const [key, value] = (JSON.parse(body as string) as { params: unknown[] }).params;
        platform.cache.set(String(key), String(value));
        return [502, ''];
      });
    expect(await deliver(flat, {}, platform)).toHaveLength(1);
  });

  test('costs no request, and two calls of the cache', async () => {
    const platform = createPlatform();
    await deliver(flat, {}, platform);
    expect(platform.state.cacheCalls).toBe(2);
  });

  test('has an id that its words give where VirtualText gives none, the same in both forms', async () => {
    const platform = createPlatform();
    const idOf = async (event: object) => {
      platform.cache.clear();
      const [record] = await deliver(event, {}, platform);
      return record?.id;
    };
    const one = await idOf(withoutId);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await idOf(wrapped(withoutId, NOW.getTime() + 1000))).toBe(one);
    expect(await idOf(wrapped(withoutId, NOW.getTime() + 60_000))).not.toBe(one);
  });

  test('whatever comes in whichever order, no id comes twice', async () => {
    const event = fc.record({
      MessageID: fc.constantFrom('a', 'b', undefined),
      MessageBody: fc.constantFrom('Yes', 'No'),
      isWrapped: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), async (events) => {
        const platform = createPlatform();
        const ids: unknown[] = [];
        for (const { isWrapped, ...one } of events) {
          const message = { ...flat, ...one };
          ids.push(...(await deliver(isWrapped ? wrapped(message) : message, {}, platform)).map(({ id }) => id));
        }
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the editor's test", () => {
  test('finds no messages, which VirtualText does not list, so that Zapier shows the sample', async () => {
    expect(await runMessaging(`${METHOD}.performList`)).toEqual([]);
  });

  test.each<[string, object, string]>([
    [
      'without a credential',
      authData,
      'This connection has no VirtualText Credential, which text messages need. Reconnect the account and fill in VirtualText Address and VirtualText Credential.',
    ],
    [
      'with a key of the newer API',
      withKey,
      'The API of this VirtualText account does not offer to tell of new text messages. That takes a VirtualText with an address of its own, and a credential of user id and access token.',
    ],
  ])('says %s what is missing', async (_what, connection, sentence) => {
    await expect(runMessaging(`${METHOD}.performList`, { authData: connection })).rejects.toMatchObject(
      halts(sentence),
    );
  });
});

test('the sample has exactly the declared fields', () => {
  expect(Object.keys(newMessage.operation.sample).sort()).toEqual(
    newMessage.operation.outputFields.map(({ key }) => key).sort(),
  );
});
