import type { Bundle, ZObject } from 'zapier-platform-core';
import { fromFailure, haltedError, isStaleSession } from '../zapier/errors.ts';
import { toOneHost } from '../zapier/requestOptions.ts';
import { timeLimit } from '../zapier/runClock.ts';
import { messagingAccount, type MessagingAccount } from './account.ts';
import { failureOf, isSuccess, type Answer, type Wording } from './failures.ts';
import { textable } from './textable.ts';
import { v1 } from './v1.ts';

/** A text message to send: numbers in E.164, `media` the addresses of files that everybody can open. */
export type TextToSend = {
  to: string;
  from: string | null;
  body: string;
  media: string[];
  idempotencyKey: string | null;
};

/** What an API tells of a message that it took. */
export type SentText = { id: string | null; status: string | null; sentAt: Date };

export type NewContact = { phoneNumber: string; fullName: string | null; email: string | null };

/** Where VirtualText sends each message of a user. It has one such address per user, and does not tell which. */
export type Relay = {
  /** Whose messages they are: the user with the host. */
  user: string;
  /** Empty: nowhere. */
  pointTo: (address: string) => Promise<void>;
};

/** The text messages of one account, whichever API it has. Each function throws an error of ours. */
export type VirtualText = {
  /** Succeeds where VirtualText accepts the credential. */
  check: () => Promise<void>;
  send: (message: TextToSend) => Promise<SentText>;
  /** All contacts, as VirtualText gives them. */
  contacts: () => Promise<unknown[]>;
  createContact: (contact: NewContact) => Promise<unknown>;
  /** Throws where the account's API has none. */
  relay: () => Relay;
};

type Method = 'GET' | 'POST';

/** A request to the API of the account; the answer's body, where it is a success. */
export type Ask = (method: Method, path: string, wording: Wording, body?: object) => Promise<unknown>;

/** With very many contacts VirtualText takes longer than Zapier waits. */
const LONGEST_REQUEST_MS = 25_000;

/** The body of an answer; an empty one says no more than the status. */
const parse = (content: string): unknown => {
  if (content.trim() === '') return {};
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
};

const answerTo = async (z: ZObject, { bearer }: MessagingAccount, method: Method, url: string, body?: object) => {
  const signal = timeLimit(z, LONGEST_REQUEST_MS);
  // Core hands the signal on without declaring it.
  const limit = { signal };
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { Authorization: `Bearer ${bearer}`, ...(body && { 'content-type': 'application/json' }) };
  try {
    const response = await z.request({ ...toOneHost, ...limit, method, url, headers, ...json });
    return { status: response.status, body: parse(response.content) };
  } catch (error) {
    // Core takes this 401 for Dash's.
    if (isStaleSession(error)) return { status: 401, body: null };
    return { status: signal.aborted ? 408 : 0, body: null };
  }
};

/** What must not show up in a sentence: the credential, and of two halves each. */
const secretsOf = (account: MessagingAccount): string[] =>
  account.api === 'textable' ? [account.bearer, account.accessToken, account.userId] : [account.bearer];

const askOf =
  (z: ZObject, account: MessagingAccount): Ask =>
  async (method, path, wording, body) => {
    const answer: Answer = await answerTo(z, account, method, account.root + path, body);
    if (isSuccess(answer, wording)) return answer.body;
    throw fromFailure(failureOf(answer, wording, secretsOf(account)));
  };

const NONE =
  'This connection has no VirtualText Credential, which text messages need. Reconnect the account and fill in VirtualText Address and VirtualText Credential.';

/** The text messages of the connection, null when it was given no credential for them. */
export const findVirtualText = (z: ZObject, { authData }: Pick<Bundle, 'authData'>): VirtualText | null => {
  const account = messagingAccount(authData);
  if (account === null) return null;
  // The halves of a credential are secrets of their own, which core's log scrubber finds here.
  secretsOf(account).forEach((secret, index) => {
    authData[`virtualtext_secret_${String(index)}`] = secret;
  });
  const ask = askOf(z, account);
  return account.api === 'textable' ? textable(account, ask) : v1(ask);
};

/** The text messages of the connection; a sentence where it was given no credential for them. */
export const connectVirtualText = (z: ZObject, bundle: Pick<Bundle, 'authData'>): VirtualText => {
  const found = findVirtualText(z, bundle);
  if (found === null) throw haltedError(NONE);
  return found;
};
