import fc from 'fast-check';
import { errors } from 'zapier-platform-core';
import { parseApiPath } from '../../src/apiRequest/apiPath.ts';
import { urlOf, type Verb } from '../../src/dash/http.ts';
import { ACCOUNT, ROOT } from '../support/dash.ts';

const OTHER = 'fedcba9876543210fedcba9876543210';
const ID = 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b';

const parse = (typed: string, method: Verb = 'GET') => parseApiPath(typed, method, ACCOUNT);

const refusals = {
  server:
    'Path is an address on another server. Enter only the part after the account ID, such as users or devices/status.',
  noPath:
    "Path contains something that an address can't have, such as a space, “..”, “#”, or “{USER_ID}”. Write it like users/ followed by the user's ID.",
  account: "API Request can use only this connection's account. Leave other accounts out of Path and Query.",
  signIn: 'API Request signs in automatically and never returns passwords or keys. Choose another Path.',
  cluster: "API Request can use only your account, not the phone system's servers. Choose another Path.",
  whole: "API Request can't create or delete accounts. Fill in a Path for something within your account.",
  call: 'This Path places a call, but GET only reads. Use the Place Call action, or choose POST.',
};

test.each([
  ['users', ['users']],
  ['/users', ['users']],
  [' users/ ', ['users']],
  [`users/${ID}`, ['users', ID]],
  [`/accounts/${ACCOUNT}/users`, ['users']],
  [`accounts/${ACCOUNT.toUpperCase()}/users`, ['users']],
  [`v2/accounts/${ACCOUNT}/users`, ['users']],
  [`/v2/accounts/${ACCOUNT}`, []],
  ['/v2/users', ['users']],
  [`${ROOT}/v2/accounts/${ACCOUNT}/devices/status`, ['devices', 'status']],
  [`HTTPS://Public-API.virtualpbx.com:8443/v2/accounts/${ACCOUNT}/devices`, ['devices']],
  [`${ROOT}/v2/accounts/{ACCOUNT_ID}/users`, ['users']],
  ['accounts/:account_id/users', ['users']],
  ['accounts/${accountId}/users', ['users']],
  ['accounts/{ACCOUNT_ID}', []],
  ['/', []],
  ['phone_numbers/+14155550100', ['phone_numbers', '+14155550100']],
  ['phone_numbers/%2B14155550100', ['phone_numbers', '+14155550100']],
  ['channels/abc-1~2@10.1.1.1:5060', ['channels', 'abc-1~2@10.1.1.1:5060']],
  [`vmboxes/${ID}/messages/202611-${ID}`, ['vmboxes', ID, 'messages', `202611-${ID}`]],
  ['callflows/*97', ['callflows', '*97']],
])('%s is a path', (typed, path) => {
  expect(parse(typed)).toEqual({ path, query: {} });
});

test.each([
  ['users?page_size=5&filter_name=Ann+Lee', { page_size: '5', filter_name: 'Ann Lee' }],
  ['users?', {}],
  ['users?q=a?b', { q: 'a?b' }],
])('the query of %s is read', (typed, query) => {
  expect(parse(typed)).toEqual({ path: ['users'], query });
});

const refused: [string, string[]][] = [
  [
    refusals.server,
    [
      'https://elsewhere.test/v2/users',
      `https://elsewhere.test/v2/accounts/${ACCOUNT}/users`,
      `http://public-api.virtualpbx.com:8443/v2/accounts/${ACCOUNT}/users`,
      `https://public-api.virtualpbx.com/v2/accounts/${ACCOUNT}/users`,
      `${ROOT}@elsewhere.test/v2/accounts/${ACCOUNT}/users`,
      `https://ann:pw@public-api.virtualpbx.com:8443/v2/accounts/${ACCOUNT}/users`,
      `${ROOT}.elsewhere.test/v2/users`,
      `${ROOT}/v1/accounts/${ACCOUNT}/users`,
      ROOT,
      '//elsewhere.test/users',
      String.raw`\\elsewhere.test\users`,
      String.raw`/\elsewhere.test/users`,
      'https:/elsewhere.test/users',
      'https:elsewhere.test',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://[/v2/users',
    ],
  ],
  [
    refusals.noPath,
    [
      '..',
      '.',
      'users/..',
      `users/../../${OTHER}/users`,
      `../${OTHER}/users`,
      'users/./x',
      'users//x',
      'users/...',
      '%2e%2e/users',
      'users/%2E%2e/x',
      '%252e%252e/users',
      'users/%252e%252e',
      'users%2Fx',
      'users%2f..%2fx',
      'users%252Fx',
      'users%5C..',
      String.raw`users\..\x`,
      'users/\u2024\u2024/x',
      'users/\uff0e\uff0e/x',
      'users/\u2025/x',
      'users/%EF%BC%8E%EF%BC%8E',
      'users/%E2%80%A4%E2%80%A4',
      'users/%c0%ae%c0%ae',
      'users/%zz',
      'users/%',
      'users/..;/x',
      'users/a b',
      'users/a\nb',
      'users/a%0ab',
      'users/a%00',
      'users/%20..',
      'users#top',
      'users/#',
      'users?a=b#c',
      'users/{USER_ID}',
      'acc%256funts/x',
      `${ROOT}/v2/accounts/${ACCOUNT}/../${OTHER}/users`,
      `${ROOT}/v2/../v2/accounts/${OTHER}`,
      `/v2/accounts/${ACCOUNT}/%2e%2e/${OTHER}`,
      'nutzer/ü',
      '😀',
    ],
  ],
  [
    refusals.account,
    [
      `accounts/${OTHER}`,
      `/accounts/${OTHER}/users`,
      `${ROOT}/v2/accounts/${OTHER}/users`,
      'accounts',
      `%61ccounts/${OTHER}`,
      `Accounts/${ACCOUNT}`,
      `users/accounts/${OTHER}/users`,
      `accounts/${ACCOUNT}/accounts/${OTHER}`,
      `accounts/${ACCOUNT}/users/accounts/${OTHER}`,
      'account/users',
      'children',
      'descendants',
      'siblings',
      'parents',
      'tree',
      'move',
      'reseller',
      'webhooks/descendants',
      'onboard',
      'phone_numbers/+14155550100/identify',
    ],
  ],
  [
    refusals.signIn,
    ['user_auth', 'api_auth', 'auth/tokeninfo', 'shared_auth', 'users/x/user_auth', 'api_key', 'API_KEY', 'token_auth'],
  ],
  [refusals.cluster, ['sup/kapps_config', 'system_configs/crossbar']],
  [refusals.call, [`users/${ID}/quickcall/1001`, `clicktocall/${ID}/connect`]],
];

test.each(refused.flatMap(([sentence, all]) => all.map((typed) => [typed, sentence] as const)))(
  '%j is refused',
  (typed, sentence) => {
    expect(() => parse(typed)).toThrow(sentence);
  },
);

test.each(['PUT', 'DELETE'] as const)('%s of the account itself is refused', (method) => {
  for (const typed of ['/', `accounts/${ACCOUNT}`, `${ROOT}/v2/accounts/${ACCOUNT}/`])
    expect(() => parse(typed, method)).toThrow(refusals.whole);
});

test('a path that places a call can be posted, and the account itself can be read and changed', () => {
  expect(parse('users/x/quickcall/1001', 'POST').path).toEqual(['users', 'x', 'quickcall', '1001']);
  for (const method of ['GET', 'POST', 'PATCH'] as const) expect(parse('/', method).path).toEqual([]);
});

/** What Dash makes of a path (`cb_context:path_tokens`): split at slashes, then decoded twice. */
const readByDash = (url: string): string[] =>
  new URL(url).pathname.split('/').map((token) => decodeURIComponent(decodeURIComponent(token)));

const piece = fc.oneof(
  fc.constantFrom(
    ...['..', '.', '/', '//', '%2e', '%2F', '%25', '%252e', '\\', '?', '#', ';', '@', ':', '.', '\uff0e', ' ', '\t'],
    ...['accounts', '%61ccounts', 'account', ACCOUNT, OTHER, 'users', 'https:', ROOT, '/v2/', 'elsewhere.test'],
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

/** The path, or null if it is refused with an error. */
const parsedOrNull = (typed: string): string[] | null => {
  try {
    return parse(typed).path;
  } catch (error) {
    if (error instanceof errors.HaltedError) return null;
    throw error;
  }
};

const typed = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));

test('whatever is typed, the request stays below the account or is not sent', () => {
  fc.assert(
    fc.property(typed.map(parsedOrNull), (path) => {
      fc.pre(path !== null);
      const url = urlOf(['accounts', ACCOUNT, ...path]);
      expect(new URL(url).origin).toBe(ROOT);
      expect(readByDash(url)).toEqual(['', 'v2', 'accounts', ACCOUNT, ...path]);
      expect(path.filter((segment) => /^accounts?$/i.test(segment) || /^\.*$/.test(segment))).toEqual([]);
    }),
    { numRuns: 500, maxSkipsPerRun: 1000 },
  );
});
