import { errors } from 'zapier-platform-core';
import { messagingAccount } from '../../src/messaging/account.ts';
import { ACCESS_TOKEN, ADDRESS, KEY, USER_ID, withTextable } from '../support/virtualText.ts';

const accountWith = (virtualtext_credential?: string, virtualtext_url?: string) =>
  messagingAccount({
    ...(virtualtext_credential !== undefined && { virtualtext_credential }),
    ...(virtualtext_url !== undefined && { virtualtext_url }),
  });

const own = {
  api: 'textable',
  root: ADDRESS,
  bearer: withTextable.virtualtext_credential,
  userId: USER_ID,
  accessToken: ACCESS_TOKEN,
};
const newer = { api: 'v1', root: 'https://api.virtualpbx.com', bearer: KEY };

describe('the credential shows which API an account has', () => {
  test.each([
    ['a user id and an access token', own.bearer, ADDRESS, own],
    ['white space around both', ` ${own.bearer}\n`, ` ${ADDRESS} `, own],
    ['the word that goes before it in a header', `Bearer ${own.bearer}`, ADDRESS, own],
    ['an address copied with what follows it', own.bearer, `${ADDRESS}/#/inbox`, own],
    ['a key', KEY, undefined, newer],
    ['a key and an address that it does not need', KEY, ADDRESS, newer],
    ['a key and an address that is none', KEY, 'none', newer],
  ])('%s', (_what, credential, address, account) => {
    expect(accountWith(credential, address)).toEqual(account);
  });

  test('an access token may hold a colon', () => {
    expect(accountWith('user:to:ken', ADDRESS)).toMatchObject({ userId: 'user', accessToken: 'to:ken' });
  });

  test('a key is good for the sandbox, too', () => {
    process.env.DASH_API_URL = 'http://127.0.0.1:8017/v2';
    expect(accountWith(KEY, 'http://127.0.0.1:8018/')).toEqual({ ...newer, root: 'http://127.0.0.1:8018' });
    delete process.env.DASH_API_URL;
  });

  test.each([
    [undefined, undefined],
    ['', ''],
    [' ', undefined],
  ])('nothing filled in is no account (%j, %j)', (credential, address) => {
    expect(accountWith(credential, address)).toBeNull();
  });
});

const noCredential = 'Fill in VirtualText Credential too, or leave VirtualText Address empty.';
const noAddress = 'Fill in VirtualText Address too. It looks like https://example-txb.textable.app.';
const wrongCredential =
  'VirtualText Credential must be your user ID and access token joined by a colon (userid:token), or a key that starts with pk_live_. Copy it again from VirtualText.';
const wrongAddress =
  "VirtualText Address isn't the address of a VirtualText page. Open that page and copy its address from your browser. It looks like https://example-txb.textable.app.";

test.each([
  ['an address alone', undefined, ADDRESS, noCredential],
  ['a credential alone', own.bearer, undefined, noAddress],
  ['an access token alone', ACCESS_TOKEN, ADDRESS, wrongCredential],
  ['half a credential', `${USER_ID}:`, ADDRESS, wrongCredential],
  ['the other half', `:${ACCESS_TOKEN}`, ADDRESS, wrongCredential],
  ['a credential in two lines', `${USER_ID}:\n${ACCESS_TOKEN}`, ADDRESS, wrongCredential],
  ['a credential with letters that no header takes', 'user:tökén', ADDRESS, wrongCredential],
  ['an address that is none', own.bearer, 'https://192.168.1.1', wrongAddress],
])('%s is reported in a sentence that repeats nothing of it', (_what, credential, address, sentence) => {
  const attempt = () => accountWith(credential, address);
  expect(attempt).toThrow(sentence);
  expect(attempt).toThrow(errors.HaltedError);
});
