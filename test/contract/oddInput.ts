import fc from 'fast-check';
import { everythingIsFine, type World } from './worlds.ts';

/** Texts that have broken programs: paths, markup, escapes, control characters, names that objects inherit, lengths. */
const ODD_TEXTS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'],
  ...[
    '.',
    '..',
    '../',
    '../../accounts',
    '..%2f',
    '%2e%2e',
    '%00',
    'a/b',
    'a\\b',
    'users?verb=delete#x',
    '//other.test',
  ],
  ...['{{1}}', '{{bundle.authData.auth_token}}', '${x}', '<b>', '"', "'", '\\', '&amp;', ';', ',', '*', '#', '+', '-'],
  ...['\r\nX-Injected: 1', 'a\nb', '\t', '\u0000', 'a\u0007b', '\u2028', '\u202eabc\u200f', '\u00a0', '\ufeff'],
  ...['\ud83d', 'a\udc00b', '🙂', 'é', 'ﷺ', '١٢٣٤٥٦', '０１', 'Ａ'],
  ...['null', 'true', 'false', '0', '-1', '1e400', '0x10', '1.5', '99999999999999999999'],
  ...['2026-13-45', '0000-00-00', '+275760-09-13', '-271821-04-20', '1795545600', 'tomorrow', '24:00', '12 PM'],
  ...['https://127.0.0.1/', 'https://[::1]/', 'https://localhost/x.pdf', 'https://public-api.virtualpbx.com/v2/x'],
  ...[
    'javascript:1',
    'data:,x',
    'file:///etc/passwd',
    'https://ann:pw@files.example/x.pdf',
    'https://',
    'HTTPS://Files.Example',
  ],
  ...[
    'anonymous',
    '+1',
    '+1415',
    '911',
    '*67',
    '14155550100',
    'sip:1001@10.0.0.1;ext=2',
    '415-555-0100 and 415-555-0101',
  ],
  ...['{', '[', '{"a":1}', '[1,"b",null]', '{"__proto__":{"a":1}}', '{"data":{"verb":"delete"}}', '{"constructor":1}'],
];

/** Texts that a careless program works on for seconds, or that don't fit where an id fits. */
const LONG_TEXTS = [
  `1${' '.repeat(48_000)}x`,
  'x'.repeat(12_000),
  `${'1'.repeat(100_000)}`,
  `+1${'\u0000'.repeat(5_000)}`,
  `${'[a]'.repeat(2_000)}=1`,
  'a, '.repeat(500),
  '['.repeat(5_000),
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
];

/** A value inside so many lists and objects. */
export const nested = (levels: number): unknown => {
  let value: unknown = 'deep';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...ODD_TEXTS), weight: 6 },
  { arbitrary: fc.constantFrom(...LONG_TEXTS), weight: 1 },
  { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), weight: 2 },
);

const ODD_OBJECTS = [{}, [], [[]], [null], { a: [{}] }, JSON.parse('{"__proto__": {"id": "x"}}') as object];

/** Anything that JSON may hold. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: oddText, weight: 8 },
  { arbitrary: fc.array(oddText, { minLength: 1, maxLength: 3 }), weight: 2 },
  { arbitrary: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 2 ** 53, 1e308)), weight: 2 },
  { arbitrary: fc.constantFrom(null, true, false, ...ODD_OBJECTS, nested(200)), weight: 3 },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 },
);

/** An object with odd values in place of one to three of its own, or beside them under an odd key. */
export const withOddValues = (base: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> => {
  const keys = Object.keys(base);
  const key = keys.length === 0 ? oddText : fc.oneof({ arbitrary: fc.constantFrom(...keys), weight: 9 }, oddText);
  return fc
    .array(fc.tuple(key, oddValue), { minLength: 1, maxLength: 3 })
    .map((changes) => JSON.parse(JSON.stringify(Object.fromEntries([...Object.entries(base), ...changes]))) as object)
    .map((object) => ({ ...object }));
};

/** What rows and documents of Dash have. */
const KEYS_IN_ROWS = [
  ...['id', 'name', 'first_name', 'last_name', 'username', 'email', 'presence_id', 'mailbox', 'mac_address', 'numbers'],
  ...['caller_id', 'caller_id_name', 'caller_id_number', 'callee_id_name', 'timezone', 'timestamp', 'start', 'created'],
  ...[
    'duration',
    'length',
    'media_id',
    'transcription',
    'folder',
    'messages',
    'direction',
    'interaction_id',
    'call_id',
  ],
  ...['media_recordings', 'device_id', 'owner_id', 'agent_id', 'queue_id', 'uri', 'endpoints', 'custom_channel_vars'],
  ...[
    'hangup_cause',
    'enabled',
    'agents',
    'queues',
    'blacklists',
    'stats',
    'slots',
    'next_start_key',
    'availability_state',
  ],
];

/** Dash with odd values wherever its data has one of these keys. */
export const oddWorld: fc.Arbitrary<World> = fc
  .dictionary(fc.constantFrom(...KEYS_IN_ROWS), oddValue, { minKeys: 1, maxKeys: 3 })
  .map((changes) => ({
    name: `has odd values in its data: ${JSON.stringify(changes).slice(0, 500)}`,
    answer: (asked, earlier) => {
      const answer = everythingIsFine.answer(asked, earlier);
      if (answer?.type !== 'application/json') return answer;
      const odd = (key: string, value: unknown): unknown => (Object.hasOwn(changes, key) ? changes[key] : value);
      return { ...answer, body: JSON.stringify(JSON.parse(answer.body), odd) };
    },
  }));
