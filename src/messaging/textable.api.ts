import { isObject } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import type { SendRequest, VirtualText } from './virtualTextApi.ts';
import type { VirtualTextAsk } from '../virtualText/virtualTextError.ts';

const CHECK: VirtualTextAsk = {
  purpose: 'check VirtualText Credential',
  // Some users can't see drip campaigns. A 403 shows that VirtualText knows the user.
  enough: [403],
  sentences: {
    404: "There's no VirtualText at this VirtualText Address, or it doesn't know the user in VirtualText Credential. Check both fields.",
  },
};
const SEND: VirtualTextAsk = {
  purpose: 'send the text message',
  unclear:
    "VirtualText didn't confirm the text message, so it may have been sent. Check VirtualText before you run this step again.",
};
const LIST: VirtualTextAsk = {
  purpose: 'read the contacts',
  sentences: {
    408: 'VirtualText took more than 25 seconds to list its contacts, usually because there are very many. Look for the contact in VirtualText, or contact VirtualPBX support.',
  },
};
const NO_CONTACTS = 'Could not read the contacts: VirtualText sent an unexpected answer. Try again in a few minutes.';
const CREATE: VirtualTextAsk = {
  purpose: 'create the contact',
  unclear:
    "VirtualText didn't confirm the contact, so it may have been created. Check VirtualText before you run this step again.",
};
const RELAY_REFUSED =
  "VirtualText doesn't let Zapier receive this user's messages. Ask VirtualPBX support to allow it.";
const RELAY: VirtualTextAsk = {
  purpose: 'have VirtualText send messages to this Zap',
  sentences: { 403: RELAY_REFUSED, 404: RELAY_REFUSED, 405: RELAY_REFUSED },
};

const NO_SENDER = 'From Number is empty. Fill in one of your VirtualText numbers.';
const NO_KEYS = "Your VirtualText can't prevent duplicate texts. Leave Prevent Duplicate Texts empty.";

/** The Textable-based API, on the customer's own host. Its answer to a message has no ID. */
export const textable = ({ root, userId }: { root: string; userId: string }, request: SendRequest): VirtualText => ({
  check: async () => {
    await request('GET', '/api/drips', CHECK);
  },
  send: async ({ to, from, body, media, duplicateGuard }) => {
    if (from === null) throw haltedError(NO_SENDER);
    if (duplicateGuard !== null) throw haltedError(NO_KEYS);
    await request('POST', '/api/send', SEND, { to, from, message: body, ...(media.length > 0 && { media }) });
    return { id: null, status: null, sentAt: new Date() };
  },
  contacts: async () => {
    const answer = await request('GET', '/api/contacts', LIST);
    const contacts: unknown = isObject(answer) ? answer.contacts : answer;
    if (!Array.isArray(contacts)) throw failedError(NO_CONTACTS, 'VirtualText');
    return contacts as unknown[];
  },
  createContact: ({ phoneNumber, fullName, email }) =>
    request('POST', '/api/contacts', CREATE, {
      phoneNumber,
      ...(fullName !== null && { fullName }),
      ...(email !== null && { email }),
    }),
  relay: () => ({
    user: `${root} ${userId}`,
    pointTo: async (address) => {
      await request('POST', `/api/users/${encodeURIComponent(userId)}/webhook`, RELAY, { url: address });
    },
  }),
});
