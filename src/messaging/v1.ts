import { parse, text } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';
import type { Wording } from './failures.ts';
import type { Ask, VirtualText } from './virtualText.ts';

/** Not everybody has agents; whoever is told so is known. */
const CHECK: Wording = { purpose: 'check the VirtualText Credential', enough: [403, 404] };
const SEND: Wording = { purpose: 'send the text message' };
/** Without a key of the user's, nothing keeps a repeated message from going out twice. */
const SEND_ONCE: Wording = {
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

const momentOf = (iso: string | null): Date => (iso !== null && Date.parse(iso) ? new Date(iso) : new Date());

/** The newer API, at one address for everybody. Of its contacts and webhooks no more than the names are documented. */
export const v1 = (ask: Ask): VirtualText => ({
  check: async () => {
    await ask('GET', '/v1/agents', CHECK);
  },
  send: async ({ to, from, body, media, idempotencyKey }) => {
    if (from !== null) throw haltedError(FROM_NUMBER);
    if (media.length > 0) throw haltedError(FILES);
    const message = { to, channel: 'sms', body, ...(idempotencyKey !== null && { idempotency_key: idempotencyKey }) };
    const answer = await ask('POST', '/v1/messages', idempotencyKey === null ? SEND_ONCE : SEND, message);
    const { id, status, created_at } = parse(sentSchema, answer);
    return { id, status, sentAt: momentOf(created_at) };
  },
  contacts: () => Promise.reject(notOffered('contacts')),
  createContact: () => Promise.reject(notOffered('contacts')),
  relay: () => {
    throw notOffered('to tell of new text messages');
  },
});
