import { isObject } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import type { SendRequest, VirtualText } from './virtualTextApi.ts';
import type { VirtualTextAsk } from '../virtualText/virtualTextError.ts';

const CHECK: VirtualTextAsk = {
  purpose: 'check the VirtualText Credential',
  // Not every user may see drip campaigns. A 403 shows that VirtualText knows the user.
  enough: [403],
  sentences: {
    404: 'There is no VirtualText at this VirtualText Address, or it does not know the user of the VirtualText Credential. Check both.',
  },
};
const SEND: VirtualTextAsk = {
  purpose: 'send the text message',
  unclear:
    'VirtualText did not say whether it takes the text message. Look in VirtualText whether it was sent before you run this step again.',
};
const LIST: VirtualTextAsk = {
  purpose: 'read the contacts',
  sentences: {
    408: 'VirtualText did not give its contacts within 25 seconds, as happens when there are very many. Search for them in VirtualText, or ask VirtualPBX support.',
  },
};
const NO_CONTACTS =
  'Could not read the contacts: VirtualText answered with something else. Try again in a few minutes.';
const CREATE: VirtualTextAsk = {
  purpose: 'create the contact',
  unclear:
    'VirtualText did not say whether it made the contact. Look in VirtualText whether it is there before you run this step again.',
};
const RELAY_REFUSED =
  'VirtualText does not let this app choose where it sends the messages of this user. Ask VirtualPBX support for the integration with a webhook.';
const RELAY: VirtualTextAsk = {
  purpose: 'tell VirtualText where to send messages',
  sentences: { 403: RELAY_REFUSED, 404: RELAY_REFUSED, 405: RELAY_REFUSED },
};

const NO_SENDER = 'From Number is empty. Fill in a number of yours in VirtualText.';
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
