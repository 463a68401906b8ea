import { AddressError, checkHost, dashBaseUrl, isDashUrl } from '../../src/dash/baseUrl.ts';

afterEach(() => {
  delete process.env.DASH_API_URL;
});

test('the API is that of VirtualPBX', () => {
  expect(dashBaseUrl()).toBe('https://public-api.virtualpbx.com:8443/v2');
});

test.each([
  ['http://127.0.0.1:8181/v2', 'http://127.0.0.1:8181/v2'],
  ['http://localhost:8181/v2/', 'http://localhost:8181/v2'],
  ['https://staging.virtualpbx.test/v2//', 'https://staging.virtualpbx.test/v2'],
  [' https://Staging.VirtualPBX.test:443/dash/v2\n', 'https://staging.virtualpbx.test/dash/v2'],
  ['', 'https://public-api.virtualpbx.com:8443/v2'],
])('DASH_API_URL=%s makes it %s', (value, expected) => {
  process.env.DASH_API_URL = value;
  expect(dashBaseUrl()).toBe(expected);
});

test.each([
  ['staging', "isn't a web address"],
  ['https://', "isn't a web address"],
  ['http://staging.virtualpbx.test/v2', 'must start with https://'],
  ['http://127.0.0.1.nip.test/v2', 'must start with https://'],
  ['localhost:8181/v2', 'must start with https://'],
  ['https://maya@staging.virtualpbx.test/v2', "can't contain a username or password"],
  ['https://:secret@staging.virtualpbx.test/v2', "can't contain a username or password"],
  ['https://staging.virtualpbx.test', 'must end with /v2'],
  ['https://staging.virtualpbx.test/v1', 'must end with /v2'],
  ['https://staging.virtualpbx.test/v2/accounts', 'must end with /v2'],
  ['https://staging.virtualpbx.test/v2?key=secret', 'must end with /v2'],
  ['https://staging.virtualpbx.test/v2#top', 'must end with /v2'],
])('DASH_API_URL=%s is refused with a sentence', (value, problem) => {
  process.env.DASH_API_URL = value;
  const sentence = `The developer setting DASH_API_URL ${problem}. Set it to an address such as https://public-api.virtualpbx.com:8443/v2, or remove it.`;
  expect(() => dashBaseUrl()).toThrow(new AddressError(problem));
  expect(new AddressError(problem).message).toBe(sentence);
});

test('the token then goes there and no longer to VirtualPBX', () => {
  process.env.DASH_API_URL = 'http://127.0.0.1:8181/v2/';
  expect(isDashUrl('http://127.0.0.1:8181/v2/accounts')).toBe(true);
  expect(isDashUrl('https://public-api.virtualpbx.com:8443/v2/accounts')).toBe(false);
});

test('another API on the same host, or a host that begins with the same name, does not get the token', () => {
  process.env.DASH_API_URL = 'https://staging.virtualpbx.test/v2';
  expect(isDashUrl('https://staging.virtualpbx.test/v2/accounts')).toBe(true);
  expect(isDashUrl('https://staging.virtualpbx.test/v22/accounts')).toBe(false);
  expect(isDashUrl('https://staging.virtualpbx.test.evil.test/v2/accounts')).toBe(false);
});

describe('a request that failed', () => {
  const unknownHost = { code: 'ENOTFOUND' };
  const problem = new AddressError("names a host that doesn't exist, staging.virtualpbx.test");

  test.each([unknownHost, { cause: unknownHost }])(
    'because nobody has the host in DASH_API_URL says so: %j',
    (error) => {
      process.env.DASH_API_URL = 'https://staging.virtualpbx.test/v2';
      expect(() => {
        checkHost(error);
      }).toThrow(problem);
    },
  );

  test.each([{ code: 'ECONNREFUSED' }, {}])('for another reason does not: %j', (error) => {
    process.env.DASH_API_URL = 'https://staging.virtualpbx.test/v2';
    expect(() => {
      checkHost(error);
    }).not.toThrow();
  });

  test('to VirtualPBX itself does not', () => {
    expect(() => {
      checkHost(unknownHost);
    }).not.toThrow();
  });
});
