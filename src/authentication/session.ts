import { createHash } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { dashBaseUrl } from '../dash/baseUrl.ts';
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

/** What the exchange gives to every later step. */
export type Session = {
  auth_token: string;
  account_id: string;
  /** The user who signed in; empty with an API key, which belongs to the account. */
  owner_id: string;
  account_title: string;
  account_timezone: string;
};

type AuthData = Bundle['authData'];
/** `refused`: what to tell the user when Dash answers with one of the statuses in `refusedBy`. */
type Login = {
  endpoint: 'api_auth' | 'user_auth';
  data: Record<string, string>;
  refused: string;
  refusedBy: readonly number[];
};

const LOGIN_TIMEOUT_MS = 20_000;

const TWO_FACTOR =
  "This user signs in with two-factor authentication, which cannot be answered from here. Connect with the account's API key, or with a user who has no two-factor authentication.";
const EXPIRED = 'This VirtualPBX account has expired. Renew it with VirtualPBX, then connect again.';
const DISABLED = 'This VirtualPBX account is disabled. Ask VirtualPBX support to enable it, then connect again.';
const LOCKED = 'This VirtualPBX account is locked: expired or disabled. Ask VirtualPBX support, then connect again.';
const WRONG_KEY =
  'VirtualPBX does not know this API key. Copy the whole key again: a new key makes the one before it invalid.';
const WRONG_USER =
  'VirtualPBX did not accept the username, the password, or the account name. Try the three on the Dash sign-in page, then type them here in the same way.';

const NOT_OFFERED =
  'VirtualPBX does not offer this way of signing in to this account. Use the other one, or ask VirtualPBX support.';
const signingIn = { purpose: 'sign in to VirtualPBX', sentences: { 403: NOT_OFFERED, 404: NOT_OFFERED } };

const labelOf = Object.fromEntries(fields.map(({ key, label }) => [key, label]));
const USER_FIELDS = ['username', 'password', 'account_name'] as const;

/** A sentence that says what to fill in; null when the fields are complete. */
const whatToFillIn = (authData: AuthData): string | null => {
  const missing = USER_FIELDS.filter((key) => !authData[key]);
  const names = (keys: readonly string[]) => keys.map((key) => labelOf[key]).join(' and ');
  if (authData.api_key)
    return missing.length === USER_FIELDS.length
      ? null
      : 'Fill in either API Key alone, or Username, Password, and Account Name without it.';
  if (missing.length === USER_FIELDS.length) return 'Fill in API Key, or else Username, Password, and Account Name.';
  return missing.length > 0 ? `Fill in ${names(missing)} too, or use API Key alone.` : null;
};

const md5 = (value: string): string => createHash('md5').update(value, 'utf8').digest('hex');

/**
 * The logins to try, one after the other. Dash stores user names in lower case; a name typed with capitals is tried
 * as typed when that was refused. What is secret goes into `authData` first, where core's log scrubber finds it.
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
 * Logins use `fetch`, not `z.request`: core turns a 401 of `z.request` into an empty error before anybody can read
 * it, and with it the difference between a wrong password and a second factor. It also keeps a stale token away. Core logs
 * the answers of `fetch` with the new token in them, which its scrubber finds in valid JSON only; under its own user agent
 * it logs neither the request nor the answer (`fetch-logger.js`).
 */
const send = async ({ endpoint, data }: Login, timeout: Timeout): Promise<HttpResponse | null> => {
  try {
    const response = await fetch(`${dashBaseUrl()}/${endpoint}`, {
      method: 'PUT',
      headers: { ...verbatim.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ data }),
      redirect: 'manual',
      signal: timeout(LOGIN_TIMEOUT_MS),
    });
    const text = await textOf(response);
    return text === null ? null : { status: response.status, text };
  } catch {
    return null;
  }
};

/** Why Dash refused a login, for the refusals that the person at the form can do something about; else null. */
const refusalOf = ({ status, empty, envelope }: Answer, { refused, refusedBy }: Login): string | null => {
  const data = isObject(envelope?.data) ? envelope.data : {};
  if (isObject(data.multi_factor_request)) return TWO_FACTOR;
  if (isObject(data.account)) return 'expired' in data.account ? EXPIRED : DISABLED;
  if (status === 423) return LOCKED;
  return refusedBy.includes(status) && !empty ? refused : null;
};

/** A refused login: on a first connect an ordinary error, later the end of the connection until somebody reconnects. */
const refusedError = (sentence: string, wasConnected: boolean): Error =>
  wasConnected ? expiredConnectionError(sentence) : failedError(sentence, 'AuthenticationError', 401);

const sessionSchema = {
  auth_token: text,
  data: object({ account_id: text, owner_id: text, account_name: text }),
};

const accountSchema = { name: text, timezone: text };

/**
 * The account's title and time zone. Neither is worth a failed login; but an API key opens an expired account, too
 * (`cb_api_auth` does not look), with a token that is good for nothing.
 */
const loadAccount = async ({ dash }: Context, wasConnected: boolean) => {
  const account = await dash.get([], { purpose: 'read the account' }).catch((error: unknown) => {
    if (isAccountError(error)) throw refusedError(sentenceOf(error), wasConnected);
    return {};
  });
  return parse(accountSchema, account);
};

/** The session that an answer to a login gives; null when it gives none. */
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
 * Exchanges the API key, or user name, password and account name, for a session. Zapier calls it when somebody
 * connects and whenever a step found the session ended. Source: Dash API, `user_auth` and `api_auth`.
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
    if (refusal === null) throw new DashError(answer, signingIn);
    if (refusal !== login.refused) break;
  }
  throw refusedError(String(refusal), wasConnected);
};
