import type { Bundle } from 'zapier-platform-core';
import { isLoopback } from '../dash/baseUrl.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputText } from '../fields/inputs.ts';
import { originOf } from './address.ts';

/**
 * The API for the text messages of a connection. Two APIs are called VirtualText, and the credential shows which one a
 * customer has: `user id:access token` is for the API on the customer's own host, and a key that starts with `pk_` is for
 * the newer API.
 */
export type MessagingAccount =
  | { api: 'textable'; root: string; bearer: string; userId: string; accessToken: string }
  | { api: 'v1'; root: string; bearer: string };

const V1_ROOT = 'https://api.virtualpbx.com';

const KEY = /^pk_\w+$/;
const USER_AND_TOKEN = /^([\x21-\x39\x3b-\x7e]+):([\x21-\x7e]+)$/;

const NO_CREDENTIAL = 'Fill in VirtualText Credential too, or leave VirtualText Address empty.';
const NO_ADDRESS = 'Fill in VirtualText Address too. It looks like https://example-txb.textable.app.';
const WRONG_CREDENTIAL =
  'VirtualText Credential must be your user ID and access token joined by a colon (userid:token), or a key that starts with pk_live_. Copy it again from VirtualText.';
const WRONG_ADDRESS =
  "VirtualText Address isn't the address of a VirtualText page. Open that page and copy its address from your browser. It looks like https://example-txb.textable.app.";

/** The newer API has one address for all accounts; only the sandbox has another. */
const v1Root = (address: string | null): string => {
  const origin = address === null ? null : originOf(address);
  return origin !== null && isLoopback(new URL(origin).hostname) ? origin : V1_ROOT;
};

/** The VirtualText account of a connection; null when it has none. */
export const messagingAccount = (authData: Bundle['authData']): MessagingAccount | null => {
  const address = inputText(authData.virtualtext_url);
  const bearer = inputText(authData.virtualtext_credential)?.replace(/^Bearer\s+/i, '') ?? null;
  if (bearer === null && address === null) return null;
  if (bearer === null) throw haltedError(NO_CREDENTIAL);
  if (KEY.test(bearer)) return { api: 'v1', root: v1Root(address), bearer };
  const [, userId, accessToken] = USER_AND_TOKEN.exec(bearer) ?? [];
  if (userId === undefined || accessToken === undefined) throw haltedError(WRONG_CREDENTIAL);
  if (address === null) throw haltedError(NO_ADDRESS);
  const root = originOf(address);
  if (root === null) throw haltedError(WRONG_ADDRESS);
  return { api: 'textable', root, bearer, userId, accessToken };
};
