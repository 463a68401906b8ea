import { contactAt } from './contacts.ts';
import { keepMedia } from './media.ts';
import { makeId, textingNumber } from './office.ts';
import { relay } from './relay.ts';
import type { MediaFile } from './media.ts';
import type { Contact } from './office.ts';
import type { RelayedText, RelayHow, Text } from './relay.ts';
import type { State } from './state.ts';

/** Numbers are in E.164. Name and email become those of a contact who is not known so far. */
export type IncomingText = {
  from: string;
  /** The practice's texting number unless told. */
  to?: string;
  /** Null where there is nothing but media. */
  body: string | null;
  name?: string;
  email?: string;
  media?: MediaFile[];
};

/** Numbers are in E.164; `from` is the practice's texting number unless told. */
export type TypedText = { to: string; from?: string; body: string };

const keepLast = (contact: Contact, body: string | null): void => {
  contact.last_message = body;
  contact.last_message_date = Date.now();
};

const exchange = (state: State, text: Text, how?: RelayHow): Promise<RelayedText> => {
  keepLast(text.contact, text.body);
  return relay(state, text, how);
};

export const receiveText = (state: State, text: IncomingText, how?: RelayHow): Promise<RelayedText> => {
  const { from, to = textingNumber, body, name, email, media = [] } = text;
  const contact = contactAt(state.office, from, name, email);
  const urls = media.map((file) => keepMedia(state, file));
  return exchange(state, { id: makeId(), direction: 'in', ownNumber: to, contact, body, media: urls }, how);
};

/** A text that goes out, from the app or over the Textable-based API; whoever gets it is a contact from then on. */
export const sendText = (
  state: State,
  { id = makeId(), to, from = textingNumber, body, media = [] }: TypedText & { id?: string; media?: string[] },
  how?: RelayHow,
): Promise<RelayedText> => {
  const contact = contactAt(state.office, to);
  return exchange(state, { id, direction: 'out', ownNumber: from, contact, body, media }, how);
};
