import { contactAt } from './contacts.ts';
import { keepMedia } from './media.ts';
import { makeId, textingNumber } from './office.ts';
import { relay } from './relay.ts';
import type { Contact } from './office.ts';
import type { RelayedText, RelayOptions, Text } from './relay.ts';
import type { MediaFile, TextState } from './state.ts';

/** A text to receive. Numbers are in E.164; a new contact gets the name and email. */
export type IncomingText = {
  from: string;
  /** The practice's texting number by default. */
  to?: string;
  /** Null for media without text. */
  body: string | null;
  name?: string;
  email?: string;
  media?: MediaFile[];
};

/** A text to send. Numbers are in E.164; `from` is the practice's texting number by default. */
export type TypedText = { to: string; from?: string; body: string };

const keepLast = (contact: Contact, body: string | null): void => {
  contact.last_message = body;
  contact.last_message_date = Date.now();
};

const exchange = (state: TextState, text: Text, options?: RelayOptions): Promise<RelayedText> => {
  keepLast(text.contact, text.body);
  return relay(state, text, options);
};

export const receiveText = (state: TextState, text: IncomingText, options?: RelayOptions): Promise<RelayedText> => {
  const { from, to = textingNumber, body, name, email, media = [] } = text;
  const contact = contactAt(state.office, from, name, email);
  const urls = media.map((file) => keepMedia(state, file));
  return exchange(state, { id: makeId(), direction: 'in', ownNumber: to, contact, body, media: urls }, options);
};

/** Sends a text, from the app or over the Textable-based API. The recipient becomes a contact. */
export const sendText = (
  state: TextState,
  { id = makeId(), to, from = textingNumber, body, media = [] }: TypedText & { id?: string; media?: string[] },
  options?: RelayOptions,
): Promise<RelayedText> => {
  const contact = contactAt(state.office, to);
  return exchange(state, { id, direction: 'out', ownNumber: from, contact, body, media }, options);
};
