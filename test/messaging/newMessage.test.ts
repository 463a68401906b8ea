import fc from 'fast-check';
import { createPlatform } from '../support/platform.ts';
import { stopClock } from '../support/clock.ts';
import { authData } from '../support/dash.ts';
import { halts } from '../support/told.ts';
import { runMessaging, withKey } from '../support/virtualText.ts';
import { RUNS } from '../support/runs.ts';

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
  summary: 'Text message from Ann Lee (415-488-6134): “Can I come at three on Friday?”',
  from_number: '+14154886134',
  from_name: 'Ann Lee',
  to_number: '+14154886150',
  to_name: null,
  customer: 'Ann Lee (415-488-6134)',
  customer_number: '+14154886134',
  customer_number_national: '(415) 488-6134',
  customer_number_digits: '4154886134',
  customer_name: 'Ann Lee',
  call_back_link: 'tel:+14154886134',
  our_number: '+14154886150',
  direction: 'inbound',
  body: 'Can I come at three on Friday?',
  media: [],
  sent_at: '2026-11-24T18:32:05Z',
  sent_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
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
      summary: 'Text message to Ann Lee (415-488-6134): “Can I come at three on Friday?”',
      direction: 'outbound',
      from_name: null,
      to_name: 'Ann Lee',
      customer: 'Ann Lee (415-488-6134)',
      our_number: '+14154886150',
    });
  });

  test('may be a picture alone', async () => {
    const record = await recordOf({ MessageBody: null, Media: [PICTURE] });
    expect(record).toMatchObject({ body: null, summary: 'Text message from Ann Lee (415-488-6134) with 1 file' });
  });

  test('may be a picture whose address is too long for Zapier', async () => {
    const record = await recordOf({ MessageBody: null, Media: [`https://storage.example/${'a'.repeat(6_000)}`] });
    expect(record).toMatchObject({ media: [], summary: 'Text message from Ann Lee (415-488-6134) with 1 file' });
  });

  test('may have several files, each with a name of its own', async () => {
    const { media, summary } = await recordOf({ Media: [PICTURE, 'https://storage.example/b.pdf'] });
    expect(summary).toBe('Text message from Ann Lee (415-488-6134): “Can I come at three on Friday?” (2 files)');
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
    ['a list with things that are no addresses', [PICTURE, null, 7, 'picture.jpg', { name: 'x' }, '']],
    ['the same file in two ways', [PICTURE, { url: PICTURE, thumbnail: 'https://storage.example/small.jpg' }]],
    ['an address that is too long for Zapier', [PICTURE, `https://storage.example/${'a'.repeat(6_000)}`]],
  ])('keeps the files that can be fetched: %s', async (_what, Media) => {
    const { media } = await recordOf({ Media });
    expect(media).toHaveLength(1);
  });

  describe('with a picture alone, whose URL is in another field', () => {
    const OTHER = 'https://storage.example/b,c.pdf';
    const { Media: _none, MessageBody: _no, ...rest } = flat;
    const addressesOf = ([record]: MessageRecord[]): string[] =>
      (record?.media as string[]).map(
        (one) => (JSON.parse(one.split('|||')[1] ?? '') as { bundle: { address: string } }).bundle.address,
      );

    test.each<[string, object]>([
      ['a text', { Media: PICTURE }],
      ['objects with url', { Media: [{ url: PICTURE }] }],
      ['objects with Url', { media: [{ Url: PICTURE, contentType: 'image/jpeg' }] }],
      ['objects with uri', { Attachments: [{ uri: PICTURE }] }],
      ['one object', { Media: { mediaUrl: PICTURE } }],
      ['objects in objects', { attachments: [{ file: { url: PICTURE } }] }],
      ['MediaURLs', { MediaURLs: [PICTURE] }],
      ['media_urls', { media_urls: [PICTURE] }],
      ['media-url', { 'media-url': PICTURE }],
      ['MediaUrl0', { NumMedia: '1', MediaUrl0: PICTURE, MediaContentType0: 'image/jpeg' }],
      ['MessageMedia', { MessageMedia: [PICTURE] }],
      ['JSON in a text', { Media: JSON.stringify([{ url: PICTURE }]) }],
    ])('%s', async (_how, media) => {
      const records = await deliver({ ...rest, MessageBody: null, ...media });
      expect(addressesOf(records)).toEqual([PICTURE]);
      expect(records).toMatchObject([{ body: null }]);
    });

    test.each<[string, object]>([
      ['MediaUrl0 and MediaUrl1', { MediaUrl0: PICTURE, MediaUrl1: OTHER }],
      ['one text with commas', { Media: `${PICTURE}, ${OTHER}` }],
    ])('several as %s', async (_how, media) => {
      expect(addressesOf(await deliver({ ...rest, ...media }))).toEqual([PICTURE, OTHER]);
    });

    test.each(['Media[]', 'Media[0]', 'Media[0][url]', 'media_urls[]', 'MediaUrl0', 'Attachments[0][Url]'])(
      'as a form with %s',
      async (key) => {
        const form = new URLSearchParams({ ...rest, MessageBody: '', [key]: PICTURE }).toString();
        expect(addressesOf(await deliverRaw({ content: form }))).toEqual([PICTURE]);
      },
    );

    test.each<[string, unknown]>([
      ['a list of no addresses', ['picture.jpg', 7]],
      ['JSON that is none', '[{'],
      ['lists without an end', JSON.parse('['.repeat(50) + `"${PICTURE}"` + ']'.repeat(50))],
    ])('is returned even if there is none: %s', async (_what, Media) => {
      expect(await deliver({ ...rest, Media })).toMatchObject([{ body: null, media: [] }]);
    });
  });

  test.each<[string, object]>([
    ['null', { MessageBody: null, Media: [] }],
    ['an empty text', { MessageBody: '' }],
    ['nothing but a direction', { MessageBody: undefined, Media: undefined }],
  ])('that is empty is given, too: its words are %s', async (_what, changes) => {
    expect(await deliver({ ...flat, ...changes })).toMatchObject([
      { body: null, media: [], summary: 'Text message from Ann Lee (415-488-6134)' },
    ]);
    const sent = wrapped({ ...flat, ...changes, MessageID: 'b' });
    expect(await deliver({ ...sent, eventType: 'message.sent' })).toHaveLength(1);
  });

  describe('may have its fields in other spellings', () => {
    const { Media: _none, ToNumber: To, FromNumber: From, MessageBody: Body, MessageDirection, ...others } = flat;
    const snake = Object.entries(flat).map(([key, value]) => [key.replace(/(?<=[a-z])(?=[A-Z])/g, '_'), value]);

    test.each<[string, object]>([
      ['with underscores', Object.fromEntries(snake) as object],
      ['short ones', { ...others, To, From, Body, Direction: MessageDirection }],
    ])('%s', async (_how, message) => {
      expect(await deliver(message)).toEqual([expected]);
    });
  });

  test.each(['4154886134', '14154886134', '(415) 488-6134'])(
    'has its numbers in E.164, also from %s',
    async (number) => {
      const record = await recordOf({ FromNumber: number, ToNumber: '4154886150' });
      expect(record).toMatchObject({ from_number: '+14154886134', to_number: '+14154886150' });
    },
  );

  test('from abroad may come without the plus sign, and from nobody in one more way', async () => {
    expect(await recordOf({ FromNumber: '442079460018', ContactName: '442079460018' })).toMatchObject({
      from_number: '+442079460018',
      from_name: null,
      contact_name: null,
    });
    const hidden = { FromNumber: '+266696687', MessageID: 'b' };
    expect(await recordOf(hidden)).toMatchObject({ from_number: 'anonymous' });
  });

  test.each<[object, string]>([
    [{ ContactName: '' }, 'Text message from 415-488-6134: “Can I come at three on Friday?”'],
    [{ ContactName: '+14154886134' }, 'Text message from 415-488-6134: “Can I come at three on Friday?”'],
    [{ FromNumber: null }, 'Text message from Ann Lee: “Can I come at three on Friday?”'],
    [{ MessageDirection: 'out', ToNumber: null }, 'Text message to Ann Lee: “Can I come at three on Friday?”'],
    [{ MessageBody: 'Yes.\n\nThank\tyou 😀' }, 'Text message from Ann Lee (415-488-6134): “Yes. Thank you 😀”'],
    [
      { MessageDirection: 'out', ToNumber: null, ContactName: null },
      'Text message to an unknown number: “Can I come at three on Friday?”',
    ],
    [{ FromNumber: '72345' }, 'Text message from Ann Lee (72345): “Can I come at three on Friday?”'],
  ])('%j has a natural summary', async (changes, summary) => {
    const [record] = await deliver({ ...flat, ...changes });
    expect(record?.summary).toBe(summary);
  });

  test.each(['sideways', null])('that came or went %s has no direction', async (MessageDirection) => {
    expect(await recordOf({ MessageDirection })).toMatchObject({ direction: null });
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
    ['a receipt with the direction of its message', { ...flat, MessageBody: null, Status: 'delivered' }],
    [
      'the receipt of a message, as its type says',
      { ...wrapped({ ...flat, MessageBody: '' }), eventType: 'message.delivered' },
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

describe('a message is returned once', () => {
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
    [
      'both forms, which write the number in two ways',
      [withoutId, wrapped({ ...withoutId, FromNumber: '(415) 488-6134' })],
      1,
    ],
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

  test('but is returned if the cache is down: a duplicate is better than a loss', async () => {
    const platform = createPlatform();
    platform.state.cacheDown = true;
    expect(await deliver(flat, {}, platform)).toHaveLength(1);
    expect(await deliver(withoutId, {}, platform)).toHaveLength(1);
  });

  test('also when an answer of the cache gets lost, and core asks again', async () => {
    const platform = createPlatform();
    platform.state.losesAnswer = true;
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
      { numRuns: RUNS.steps },
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
      "This connection isn't set up for text messages. Reconnect your VirtualPBX account and fill in VirtualText Address and VirtualText Credential.",
    ],
    [
      'with a key of the newer API',
      withKey,
      "Your VirtualText key doesn't give access to new text messages. Reconnect your VirtualPBX account with VirtualText Address and, in VirtualText Credential, your user ID and access token. If you don't have them, contact VirtualPBX support.",
    ],
  ])('says %s what is missing', async (_what, connection, sentence) => {
    await expect(runMessaging(`${METHOD}.performList`, { authData: connection })).rejects.toMatchObject(
      halts(sentence),
    );
  });
});
