import { dashBaseUrl, isDashUrl } from '../../src/dash/baseUrl.ts';

afterEach(() => {
  delete process.env.DASH_API_URL;
});

test('the API is that of VirtualPBX', () => {
  expect(dashBaseUrl()).toBe('https://public-api.virtualpbx.com:8443/v2');
});

test.each([
  ['http://127.0.0.1:8181/v2', 'http://127.0.0.1:8181/v2'],
  ['http://127.0.0.1:8181/v2/', 'http://127.0.0.1:8181/v2'],
  ['https://staging.virtualpbx.test//', 'https://staging.virtualpbx.test'],
  ['', 'https://public-api.virtualpbx.com:8443/v2'],
])('DASH_API_URL=%s makes it %s', (value, expected) => {
  process.env.DASH_API_URL = value;
  expect(dashBaseUrl()).toBe(expected);
});

test('the token then goes there and no longer to VirtualPBX', () => {
  process.env.DASH_API_URL = 'http://127.0.0.1:8181/v2/';
  expect(isDashUrl('http://127.0.0.1:8181/v2/accounts')).toBe(true);
  expect(isDashUrl('https://public-api.virtualpbx.com:8443/v2/accounts')).toBe(false);
});

test('an API at the root of its host is below that whole host', () => {
  process.env.DASH_API_URL = 'https://staging.virtualpbx.test';
  expect(isDashUrl('https://staging.virtualpbx.test/accounts')).toBe(true);
  expect(isDashUrl('https://staging.virtualpbx.test.evil.test/accounts')).toBe(false);
});
