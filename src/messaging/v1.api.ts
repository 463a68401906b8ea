import { parse, text } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';
import type { SendRequest, VirtualText } from './virtualTextApi.ts';
import type { VirtualTextAsk } from '../virtualText/virtualTextError.ts';

/** Not every account has agents. A 403 or 404 shows that VirtualText knows the key. */
const CHECK: VirtualTextAsk = { purpose: 'check the VirtualText Credential', enough: [403, 404] };
const SEND: VirtualTextAsk = { purpose: 'send the text message' };
/** Without a guard, which this API calls an idempotency key, a repeated message goes out twice. */
const SEND_ONCE: VirtualTextAsk = {
  ...SEND,
  unclear:
    'VirtualText did not say whether it takes the text message. Look in VirtualText whether it was sent before you run this step again.',
};

const FROM_NUMBER =
  'The API of this VirtualText account does not offer a choice of the number that a text message comes from. Leave From Number empty.';
const FILES = 'The API of this VirtualText account does not offer to send files. Leave Files empty.';

const notOffered = (what: string): Error =>
  haltedError(
    `The API of this VirtualText account does not offer ${what}. That takes a VirtualText with an address of its own, and a credential of user id and access token.`,
  );

const sentSchema = { id: text, status: text, created_at: text };

const dateOf = (iso: string | null): Date => (iso !== null && Date.parse(iso) ? new Date(iso) : new Date());

/** The newer API, at one address for all accounts. Only the names of its contacts and webhooks are documented. */
export const v1 = (request: SendRequest): VirtualText => ({
  check: async () => {
    await request('GET', '/v1/agents', CHECK);
  },
  send: async ({ to, from, body, media, duplicateGuard }) => {
    if (from !== null) throw haltedError(FROM_NUMBER);
    if (media.length > 0) throw haltedError(FILES);
    const message = { to, channel: 'sms', body, ...(duplicateGuard !== null && { idempotency_key: duplicateGuard }) };
    const answer = await request('POST', '/v1/messages', duplicateGuard === null ? SEND_ONCE : SEND, message);
    const { id, status, created_at } = parse(sentSchema, answer);
    return { id, status, sentAt: dateOf(created_at) };
  },
  contacts: () => Promise.reject(notOffered('contacts')),
  createContact: () => Promise.reject(notOffered('contacts')),
  relay: () => {
    throw notOffered('to tell of new text messages');
  },
});
