import fc from 'fast-check';
import { originOf } from '../../src/messaging/address.ts';

const HOST = 'https://brightwater-txb.textable.app';

test.each([
  HOST,
  'brightwater-txb.textable.app',
  'HTTPS://Brightwater-TXB.textable.app/',
  `${HOST}:443`,
  `${HOST}/#/conversations/17`,
  `${HOST}/inbox?view=all&page=2`,
])('%s is the address of a VirtualText page', (typed) => {
  expect(originOf(typed)).toBe(HOST);
});

const refused = [
  'http://brightwater-txb.textable.app',
  'ftp://brightwater-txb.textable.app',
  'javascript:alert(1)',
  'data:text/html,hello',
  '//brightwater-txb.textable.app',
  'https:brightwater-txb.textable.app',
  `${HOST}:8443`,
  `${HOST}:80`,
  `${HOST}:99999`,
  'https://localhost',
  'https://localhost.',
  'https://mail.localhost',
  'https://brightwater',
  'https://printer.local',
  'https://router.lan',
  'https://nas.home.arpa',
  'https://metadata.google.internal',
  'https://intranet.corp',
  'https://127.0.0.1',
  'https://127.1',
  'https://2130706433',
  'https://0x7f000001',
  'https://0177.0.0.1',
  'https://0.0.0.0',
  'https://10.0.0.7',
  'https://172.16.5.4',
  'https://192.168.1.1',
  'https://169.254.169.254',
  'https://100.64.0.1',
  'https://8.8.8.8',
  'https://[::1]',
  'https://[::ffff:127.0.0.1]',
  'https://[fd00::1]',
  'https://[fe80::1]',
  'https://１２７.0.0.1',
  'https://127。0。0。1',
  'https://ⓔxample.com',
  'https://exämple.com',
  'https://user@brightwater-txb.textable.app',
  'https://user:password@brightwater-txb.textable.app',
  'https://brightwater-txb.textable.app@evil.example',
  'https://brightwater-txb.textable.app\\@evil.example',
  'https://evil.example\\.textable.app',
  'https://brightwater-txb.textable.app%2eevil.example',
  'https://brightwater-txb.textable.app%00.evil.example',
  `${HOST}/../api`,
  `${HOST}/%2e%2e/api`,
  `${HOST}/a b`,
  `${HOST}/\n`,
  'https://brightwater..textable.app',
  'https://-.textable.app',
  'https://.textable.app',
  'https://textable.app.',
  'https://',
  'user-3fQ8:access-token-8c',
  'pk_live_4f9a8b7c6d5e',
  '',
];

test.each(refused)('%j is none', (typed) => {
  expect(originOf(typed)).toBeNull();
});

test('no address in digits is one, however it is written', () => {
  const numbers = fc.oneof(
    fc.ipV4(),
    fc.ipV4Extended(),
    fc.ipV6().map((address) => `[${address}]`),
  );
  fc.assert(
    fc.property(numbers, (host) => {
      expect(originOf(`https://${host}`)).toBeNull();
    }),
  );
});

test('whatever is typed, requests go to a public name over https or nowhere', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const origin = originOf(text);
      expect(origin === null || /^https:\/\/([a-z0-9-]+\.)+[a-z]{2,}$/.test(origin)).toBe(true);
    }),
  );
});

describe('an address on this computer', () => {
  const given = process.env.DASH_API_URL;
  afterEach(() => {
    if (given === undefined) delete process.env.DASH_API_URL;
    else process.env.DASH_API_URL = given;
  });

  test.each(['http://127.0.0.1:8018', 'http://localhost:8018'])('is one while Dash is there, too: %s', (address) => {
    process.env.DASH_API_URL = 'http://127.0.0.1:8017/v2';
    expect(originOf(`${address}/`)).toBe(address);
  });

  test.each(['http://brightwater-txb.textable.app', 'https://192.168.1.1', 'http://0.0.0.0:8018'])(
    'opens no other door: %s',
    (address) => {
      process.env.DASH_API_URL = 'http://localhost:8017/v2';
      expect(originOf(address)).toBeNull();
    },
  );

  test('is none while Dash is somewhere else', () => {
    process.env.DASH_API_URL = 'https://staging.example.com/v2';
    expect(originOf('http://127.0.0.1:8018')).toBeNull();
  });
});
