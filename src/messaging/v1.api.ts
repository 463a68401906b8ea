import { parse, text } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';
import type { SendRequest, VirtualText } from './virtualTextApi.ts';
import type { VirtualTextAsk } from '../virtualText/virtualTextError.ts';

/** Some accounts have no agents. A 403 or 404 shows that VirtualText knows the key. */
const CHECK: VirtualTextAsk = { purpose: 'check VirtualText Credential', enough: [403, 404] };
const SEND: VirtualTextAsk = { purpose: 'send the text message' };
/** Without a guard, which this API calls an idempotency key, a repeated message goes out twice. */
const SEND_ONCE: VirtualTextAsk = {
  ...SEND,
  unclear:
    "VirtualText didn't confirm the text message, so it may have been sent. Check VirtualText before you run this step again.",
};

const FROM_NUMBER = "Your VirtualText doesn't let Zapier choose the number to send from. Leave From Number empty.";
const FILES = "Your VirtualText doesn't accept files from Zapier. Leave Files empty.";

const notOffered = (what: string): Error =>
  haltedError(
    `Your VirtualText key doesn't give access to ${what}. Reconnect your VirtualPBX account with VirtualText Address and, in VirtualText Credential, your user ID and access token. If you don't have them, contact VirtualPBX support.`,
  );

const sentSchema = { id: text, status: text, created_at: text };

const dateOf = (iso: string | null): Date => (iso !== null && Date.parse(iso) ? new Date(iso) : new Date());

/** The newer API, which has one address for all accounts. Of its contacts and webhooks only the names are documented. */
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
    throw notOffered('new text messages');
  },
});
