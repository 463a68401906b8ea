import fc from 'fast-check';
import { encodeForm } from '../../sandbox/shared/formEncoding.ts';
import { flag, isDeeperThan, number, object, parse, text } from '../../src/dash/schema.ts';
import { parseWebhookPayload } from '../../src/zapier/webhookPayload.ts';

const shape = {
  name: text,
  extension: text,
  seconds: number,
  answered: flag,
  vars: object({ account_id: text, deep: object({ id: text, count: number }) }),
};

const json = (event: unknown) => parseWebhookPayload({ rawRequest: { content: JSON.stringify(event, null, 2) } });
const form = (event: object) => parseWebhookPayload({ rawRequest: { content: encodeForm(event), querystring: '' } });
const query = (event: object) => parseWebhookPayload({ rawRequest: { content: '', querystring: encodeForm(event) } });

/** The keys of an encoded event still with their brackets, as the platform parses them. */
const flat = (event: object) => Object.fromEntries(new URLSearchParams(encodeForm(event as Record<string, unknown>)));

const event = fc.record(
  {
    name: fc.string({ unit: 'grapheme' }),
    extension: fc.stringMatching(/^[0-9*]{1,6}$/),
    seconds: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    answered: fc.boolean(),
    vars: fc.record(
      {
        account_id: fc.string(),
        deep: fc.record({ id: fc.string({ minLength: 1 }), count: fc.nat() }, { requiredKeys: ['id'] }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['extension'] },
);

const encodings = {
  'a form': form,
  'a query string': query,
  'a form that the platform parsed': (given: object) => parseWebhookPayload({ cleanedRequest: flat(given) }),
  'a query that the platform parsed': (given: object) =>
    parseWebhookPayload({ cleanedRequest: { querystring: flat(given) } }),
  'JSON that the platform parsed': (given: object) =>
    parseWebhookPayload({ cleanedRequest: { ...(JSON.parse(JSON.stringify(given)) as object), querystring: {} } }),
};

describe.each(Object.entries(encodings))('an event as %s', (_name, decode) => {
  test('reads like the same event as JSON', () => {
    fc.assert(
      fc.property(event, (given) => {
        expect(parse(shape, decode(given))).toEqual(parse(shape, json(given)));
      }),
    );
  });
});

test('a number in a text field stays text, zeros in front included', () => {
  expect(parse(shape, form({ extension: '0042', name: 'true' }))).toMatchObject({ extension: '0042', name: 'true' });
});

test('lists come in brackets', () => {
  expect(form({ to: ['a@b.test', 'c d'] })).toEqual({ to: ['a@b.test', 'c d'] });
});

const parseText = (content: string) => parseWebhookPayload({ rawRequest: { content, querystring: '' } });

test.each([
  ['to[0]=a&to[1]=b', { to: ['a', 'b'] }],
  ['to[10]=b&to[9]=a', { to: ['a', 'b'] }],
  ['to[3000000]=a', { to: ['a'] }],
  ['media[4294967294]=a&media[]=b', { media: [['a'], 'b'] }],
  ['media[4294967294]=a&media[0]=b', { media: ['b', 'a'] }],
  ['to[99999999999]=a', { to: ['a'] }],
  ['a[b][3000000][c]=x', { a: { b: [{ c: 'x' }] } }],
  ['a[0][4294967294]=x', { a: [['x']] }],
  ['to[]=a&to[b]=c', { to: ['a', 'c'] }],
  ['to[0]=a&to[b]=c', { to: { '0': 'a', b: 'c' } }],
  ['4294967294=a', { '4294967294': 'a' }],
  ['to[0]=a&to[length]=b', { to: { '0': 'a', length: 'b' } }],
  ['a[b]=x&a[toString]=y', { a: { b: 'x', toString: 'y' } }],
  ['=x', { '': 'x' }],
])('no list has gaps, and no key is lost: %s', (content, expected) => {
  expect(parseText(content)).toEqual(expected);
  expect(parseWebhookPayload({ rawRequest: { content: '', querystring: content } })).toEqual(expected);
});

test.each<[string, unknown]>([
  ['body=Hi+[]+there&from=[1]&to[]=a[]', { body: 'Hi [] there', from: '[1]', to: ['a[]'] }],
  ['vars%5Bdeep%5D%5Bid%5D=x&to%5B%5D=a&to%5B%5D=b', { vars: { deep: { id: 'x' } }, to: ['a', 'b'] }],
  ['name=Jos%E9+%C3%BC&sent=100%&code=%zz%', { name: 'Jos\ufffd ü', sent: '100%', code: '%zz%' }],
  ['a=b=c&&d', { a: 'b=c', d: '' }],
])('a form of another encoder loses nothing: %s', (content, expected) => {
  expect(parseText(content)).toEqual(expected);
  expect(parseWebhookPayload({ rawRequest: { content: '', querystring: content } })).toEqual(expected);
});

/** A form in which lists have any indexes, and objects the names of what every list inherits. */
const bracketed = fc
  .array(
    fc.tuple(
      fc.array(
        fc.oneof(
          fc.nat().map(String),
          fc.constantFrom('', 'a', '0', '3000000', '4294967294', '4294967295', '1e9', '-1'),
          fc.constantFrom('length', 'push', 'pop', 'map', 'toString', '__proto__', 'constructor', 'prototype'),
        ),
        { maxLength: 5 },
      ),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((pairs) =>
    pairs.map(([keys, value]) => `a${keys.map((key) => `[${key}]`).join('')}=${encodeURIComponent(value)}`).join('&'),
  );

/** How many values there are in a value, gaps in lists included; 1 for a text. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return Infinity;
  if (Array.isArray(value) && value.length > Object.keys(value).length) return Infinity;
  return Object.values(value).reduce((sum: number, part) => sum + sizeOf(part), 0);
};

test('no form makes more values than it has, or changes what every list inherits', () => {
  const inherited = Reflect.ownKeys(Array.prototype).length;
  fc.assert(
    fc.property(bracketed, (content) => {
      expect(sizeOf(parseText(content))).toBeLessThanOrEqual(content.split('&').length);
      expect(Array.prototype).toHaveLength(0);
    }),
  );
  expect(parseText('a[0]=x&a[__proto__]=y&b[]=x&b[__proto__]=y')).toMatchObject({ b: ['x', 'y'] });
  expect(Array.prototype).toHaveLength(0);
  expect(Reflect.ownKeys(Array.prototype)).toHaveLength(inherited);
});

test('of a form that is nested very deep, the depths are left out', () => {
  const event = parseText(`id=1&a${'[b]'.repeat(100_000)}=x&l${'[0]'.repeat(100_000)}=x`);
  expect(event).toMatchObject({ id: '1', a: { b: { b: {} } } });
  expect(isDeeperThan(event, 101)).toBe(false);
});

test.each<[string, Parameters<typeof parseWebhookPayload>[0]]>([
  ['nothing at all', {}],
  ['an empty body', { rawRequest: { content: '', querystring: '' } }],
  ['broken JSON', { rawRequest: { content: '{"a": ' } }],
  ['a JSON list', { rawRequest: { content: '' }, cleanedRequest: [1, 2] }],
  ['a body that is no object', { cleanedRequest: 'hello' }],
])('%s is an empty event', (_name, request) => {
  expect(parseWebhookPayload(request)).toEqual({});
});

test('no content makes it throw, or changes what every object inherits', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constant('__proto__[x]=1&a[__proto__][x]=1&constructor[prototype][x]=1')),
      (content) => {
        parseWebhookPayload({ rawRequest: { content, querystring: content }, cleanedRequest: { [content]: content } });
        expect(({} as { x?: unknown }).x).toBeUndefined();
      },
    ),
  );
});

test.each([' ', '\r\n', '\n\t ', '\uFEFF'])('JSON after white space, %j, is JSON', (space) => {
  expect(parseWebhookPayload({ rawRequest: { content: `${space}{"name":"Ann"}` } })).toEqual({ name: 'Ann' });
});

test('an emoji in the key of a form stays what it is, however the form arrives', () => {
  const given = { '😀': 'x', vars: { 'é😀': 'y' } };
  expect(form(given)).toEqual(given);
  expect(query(given)).toEqual(given);
  expect(parseWebhookPayload({ cleanedRequest: flat(given) })).toMatchObject(given);
  expect(parseWebhookPayload({ cleanedRequest: { 'vars[a&b=😀]': 'y' } })).toMatchObject({ vars: { 'a&b=😀': 'y' } });
});

test.each<[string, Parameters<typeof parseWebhookPayload>[0]]>([
  ['in JSON', { rawRequest: { content: '{"name":"Ann \\ud83d"}' }, cleanedRequest: { name: 'Ann \ud83d' } }],
  ['in what the platform parsed', { cleanedRequest: { name: 'Ann \ud83d' } }],
  ['in a key', { cleanedRequest: { name: 'Ann \ufffd', '\ud83d': 'x' } }],
])('half a character %s costs no event', (_name, request) => {
  expect(parse({ name: text }, parseWebhookPayload(request))).toEqual({ name: 'Ann \ufffd' });
});

test('a body that is a number is read like its text', () => {
  expect(parseWebhookPayload({ rawRequest: { content: 7 as unknown as string }, cleanedRequest: {} })).toEqual({
    '7': '',
  });
});
