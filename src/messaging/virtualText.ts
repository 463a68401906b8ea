import { isTooLarge } from '../dash/files.ts';
import { haltedError, isStaleSession } from '../zapier/errors.ts';
import { MAX_ANSWER_BYTES, verbatim } from '../zapier/requestOptions.ts';
import type { Context } from '../zapier/context.ts';
import { messagingAccount, type MessagingAccount } from './account.ts';
import { isAccepted, isJson, reasonIn, TOO_LONG, type VirtualTextAnswer } from '../virtualText/virtualTextAnswer.ts';
import type { Method, SendRequest, VirtualText } from './virtualTextApi.ts';
import { VirtualTextError } from '../virtualText/virtualTextError.ts';
import { textable } from './textable.api.ts';
import { v1 } from './v1.api.ts';

/** With very many contacts VirtualText takes longer than Zapier waits. */
const REQUEST_TIMEOUT_MS = 25_000;

/** The body of an answer. An empty body adds nothing to the status. */
const parse = (content: string): unknown => {
  if (content.trim() === '') return {};
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
};

const loadAnswer = async (
  { z, timeout }: Context,
  { bearer }: MessagingAccount,
  method: Method,
  url: string,
  body?: object,
): Promise<VirtualTextAnswer> => {
  const signal = timeout(REQUEST_TIMEOUT_MS);
  // Core passes the limits to `fetch`, but its types don't have them.
  const limits = { signal, size: MAX_ANSWER_BYTES };
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = {
    ...verbatim.headers,
    Authorization: `Bearer ${bearer}`,
    ...(body && { 'content-type': 'application/json' }),
  };
  try {
    const response = await z.request({ ...verbatim, ...limits, method, url, headers, ...json });
    return { status: response.status, body: parse(await response.text()) };
  } catch (error) {
    // Core treats every 401 as if it came from Dash.
    if (isStaleSession(error)) return { status: 401, body: null };
    if (isTooLarge(error)) return { status: TOO_LONG, body: null };
    return { status: signal.aborted ? 408 : 0, body: null };
  }
};

/** The texts that must not appear in a sentence: the credential, and each of its halves. */
const secretsOf = (account: MessagingAccount): string[] =>
  account.api === 'textable' ? [account.bearer, account.accessToken, account.userId] : [account.bearer];

const createSendRequest =
  (context: Context, account: MessagingAccount): SendRequest =>
  async (method, path, ask, body) => {
    const answer = await loadAnswer(context, account, method, account.root + path, body);
    if (isAccepted(answer, ask.enough)) return answer.body;
    const reason = reasonIn(answer, secretsOf(account));
    throw new VirtualTextError({ status: answer.status, isJson: isJson(answer), reason }, ask);
  };

const NONE =
  "This connection isn't set up for text messages. Reconnect your VirtualPBX account and fill in VirtualText Address and VirtualText Credential.";

/** The text messages of the connection; null when it has no credential for them. */
export const findVirtualText = (context: Context): VirtualText | null => {
  const { authData } = context.bundle;
  const account = messagingAccount(authData);
  if (account === null) return null;
  // The halves of a credential are secrets of their own, which core's log scrubber finds here.
  secretsOf(account).forEach((secret, index) => {
    authData[`virtualtext_secret_${String(index)}`] = secret;
  });
  const request = createSendRequest(context, account);
  return account.api === 'textable' ? textable(account, request) : v1(request);
};

/** The text messages of the connection. Without a credential for them, the step stops. */
export const connectVirtualText = (context: Context): VirtualText => {
  const found = findVirtualText(context);
  if (found === null) throw haltedError(NONE);
  return found;
};
