import { createHash } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { checkHost, dashBaseUrl } from '../dash/baseUrl.ts';
import { isSuccess, parseAnswer, type Answer, type HttpResponse } from '../dash/answer.ts';
import { DashError } from '../dash/dashError.ts';
import { isObject, object, parse, text } from '../dash/schema.ts';
import { validTimeZone } from '../fields/times.ts';
import { connect, type Context } from '../zapier/context.ts';
import { inputText } from '../fields/inputs.ts';
import { MAX_ANSWER_BYTES, verbatim } from '../zapier/requestOptions.ts';
import { createRunClock, type Timeout } from '../zapier/runClock.ts';
import { isAccountError, expiredConnectionError, failedError, sentenceOf } from '../zapier/errors.ts';
import { fields } from './fields.ts';
import { rememberNewToken } from './token.ts';

/** The data that the exchange adds to the connection, for every later step. */
export type Session = {
  auth_token: string;
  account_id: string;
  /** The user who signed in; empty with an API key, which belongs to the account. */
  owner_id: string;
  account_title: string;
  account_timezone: string;
};

type AuthData = Bundle['authData'];
/** A login to try. `refused` is the sentence for the user when Dash answers with one of the statuses in `refusedBy`. */
type Login = {
  endpoint: 'api_auth' | 'user_auth';
  data: Record<string, string>;
  refused: string;
  refusedBy: readonly number[];
};

const LOGIN_TIMEOUT_MS = 20_000;

const TWO_FACTOR =
  "This user signs in with two-factor authentication, which doesn't work here. Connect with an API key, or with a user who doesn't use two-factor authentication.";
const EXPIRED = 'This VirtualPBX account has expired. Renew it with VirtualPBX, then connect again.';
const DISABLED = 'This VirtualPBX account is disabled. Ask VirtualPBX support to enable it, then connect again.';
const LOCKED =
  'This VirtualPBX account is locked: it has expired or is disabled. Contact VirtualPBX support, then connect again.';
const WRONG_KEY =
  "VirtualPBX doesn't recognize this API key. Copy the whole key again. If a new key was created since, the old one no longer works.";
const WRONG_USER =
  "VirtualPBX didn't accept the username, password, or account name. Try all three on the Dash sign-in page, then type them here exactly the same way.";

const NOT_OFFERED: Readonly<Record<Login['endpoint'], string>> = {
  api_auth:
    "VirtualPBX doesn't let this account connect with an API key. Fill in Username, Password, and Account Name instead, or contact VirtualPBX support.",
  user_auth:
    "VirtualPBX doesn't let this account connect with a username. Fill in API Key instead, or contact VirtualPBX support.",
};
const signingIn = ({ endpoint }: Login) => ({
  purpose: 'sign in to VirtualPBX',
  sentences: { 403: NOT_OFFERED[endpoint], 404: NOT_OFFERED[endpoint] },
});

const labelOf = Object.fromEntries(fields.map(({ key, label }) => [key, label]));
const USER_FIELDS = ['username', 'password', 'account_name'] as const;

/** The sentence that says what to fill in; null when the fields are complete. */
const whatToFillIn = (authData: AuthData): string | null => {
  const missing = USER_FIELDS.filter((key) => !authData[key]);
  const names = (keys: readonly string[]) => keys.map((key) => labelOf[key]).join(' and ');
  if (authData.api_key)
    return missing.length === USER_FIELDS.length
      ? null
      : 'Fill in API Key alone, or leave it empty and fill in Username, Password, and Account Name.';
  if (missing.length === USER_FIELDS.length) return 'Fill in API Key, or fill in Username, Password, and Account Name.';
  return missing.length > 0 ? `Fill in ${names(missing)} too, or fill in API Key alone.` : null;
};

const md5 = (value: string): string => createHash('md5').update(value, 'utf8').digest('hex');

/**
 * The logins to try, one after the other. Dash stores usernames in lowercase; if that is refused, a name typed with
 * capitals is tried as typed. Secrets go into `authData` first, where core's log scrubber finds them.
 */
const loginsFor = (authData: AuthData): Login[] => {
  const { api_key, username, password, account_name } = authData;
  if (api_key) return [{ endpoint: 'api_auth', data: { api_key }, refused: WRONG_KEY, refusedBy: [400, 401, 404] }];
  const typed = String(username);
  return [...new Set([typed.toLowerCase(), typed])].map((name, index) => {
    const credentials = md5(`${name}:${String(password)}`);
    authData[`credentials_secret_${String(index)}`] = credentials;
    return {
      endpoint: 'user_auth',
      data: { credentials, account_name: String(account_name) },
      refused: WRONG_USER,
      refusedBy: [400, 401],
    };
  });
};

/** The body of an answer; null where it is too long for one. */
const textOf = async ({ body }: Response): Promise<string | null> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

/**
 * Logins use `fetch`, not `z.request`: core turns a 401 of `z.request` into an empty error before anyone can read
 * it, and with it the difference between a wrong password and a second factor. It also keeps a stale token away. Core logs
 * the answers of `fetch` with the new token in them, which its scrubber finds in valid JSON only; under its own user agent
 * it logs neither the request nor the answer (`fetch-logger.js`).
 */
const send = async ({ endpoint, data }: Login, timeout: Timeout): Promise<HttpResponse | null> => {
  const url = `${dashBaseUrl()}/${endpoint}`;
  try {
    const response = await fetch(url, {
      method: 'PUT',
      headers: { ...verbatim.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
      redirect: 'manual',
      signal: timeout(LOGIN_TIMEOUT_MS),
    });
    const text = await textOf(response);
    return text === null ? null : { status: response.status, text };
  } catch (error) {
    checkHost(error);
    return null;
  }
};

/** Why Dash refused a login, for refusals that the person who connects can do something about; else null. */
const refusalOf = ({ status, empty, envelope }: Answer, { refused, refusedBy }: Login): string | null => {
  const data = isObject(envelope?.data) ? envelope.data : {};
  if (isObject(data.multi_factor_request)) return TWO_FACTOR;
  if (isObject(data.account)) return 'expired' in data.account ? EXPIRED : DISABLED;
  if (status === 423) return LOCKED;
  return refusedBy.includes(status) && !empty ? refused : null;
};

/** A refused login: at the first connect an ordinary error, later the end of the connection until someone reconnects. */
const refusedError = (sentence: string, wasConnected: boolean): Error =>
  wasConnected ? expiredConnectionError(sentence) : failedError(sentence, 'AuthenticationError', 401);

const sessionSchema = {
  auth_token: text,
  data: object({ account_id: text, owner_id: text, account_name: text }),
};

const accountSchema = { name: text, timezone: text };

/**
 * The account's title and time zone. A login doesn't fail without them, unless the account has expired: an API key gets a
 * token for it as well (`cb_api_auth` doesn't check), but the token is useless.
 */
const loadAccount = async ({ dash }: Context, wasConnected: boolean) => {
  const account = await dash.get([], { purpose: 'read the account' }).catch((error: unknown) => {
    if (isAccountError(error)) throw refusedError(sentenceOf(error), wasConnected);
    return {};
  });
  return parse(accountSchema, account);
};

/** The session in an answer to a login; null when there is none. */
const sessionOf = async (
  answer: Answer,
  authData: AuthData,
  loadAccountWith: (token: string) => ReturnType<typeof loadAccount>,
): Promise<Session | null> => {
  const { auth_token, data } = parse(sessionSchema, answer.envelope);
  if (!isSuccess(answer) || auth_token === null || data.account_id === null) return null;
  Object.assign(authData, { auth_token, account_id: data.account_id });
  const account = await loadAccountWith(auth_token);
  return {
    auth_token,
    account_id: data.account_id,
    owner_id: data.owner_id ?? '',
    account_title: account.name ?? data.account_name ?? String(authData.account_name),
    account_timezone: validTimeZone(account.timezone),
  };
};

/**
 * Exchanges the API key, or the username, password, and account name, for a session. Zapier calls it when someone
 * connects, and whenever a step finds that the session has ended. Source: Dash API, `user_auth` and `api_auth`.
 */
export const exchange = async (z: ZObject, bundle: Bundle): Promise<Session> => {
  const { authData } = bundle;
  const wasConnected = Boolean(authData.auth_token);
  const timeout = createRunClock();
  for (const key of ['api_key', 'username', 'account_name']) authData[key] = inputText(authData[key]) ?? '';
  const incomplete = whatToFillIn(authData);
  if (incomplete !== null) throw failedError(incomplete, 'AuthenticationError', 400);

  let refusal: string | null = null;
  for (const login of loginsFor(authData)) {
    const answer = parseAnswer(await send(login, timeout));
    const session = await sessionOf(answer, authData, async (token) => {
      await rememberNewToken(z, token);
      return loadAccount(connect(z, bundle, timeout), wasConnected);
    });
    if (session) return session;
    refusal = refusalOf(answer, login);
    if (refusal === null) throw new DashError(answer, signingIn(login));
    if (refusal !== login.refused) break;
  }
  throw refusedError(String(refusal), wasConnected);
};
