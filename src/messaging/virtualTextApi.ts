import type { VirtualTextAsk } from '../virtualText/virtualTextError.ts';

/** A text message to send: numbers in E.164, `media` the addresses of files that anyone can open. */
export type TextToSend = {
  to: string;
  from: string | null;
  body: string;
  media: string[];
  duplicateGuard: string | null;
};

/** What an API returns for a message that it accepted. */
export type SentText = { id: string | null; status: string | null; sentAt: Date };

export type NewContact = { phoneNumber: string; fullName: string | null; email: string | null };

/** Where VirtualText sends the messages of a user. It has one such address per user, which cannot be read. */
export type Relay = {
  /** Whose messages they are: the user with the host. */
  user: string;
  /** Sets the address; an empty one ends the relay. */
  pointTo: (address: string) => Promise<void>;
};

/** The text messages of one account, whichever API it has. A failed request throws a `VirtualTextError`. */
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

export type Method = 'GET' | 'POST';

/** A request to the API of the account; the answer's body, where it is a success. */
export type SendRequest = (method: Method, path: string, ask: VirtualTextAsk, body?: object) => Promise<unknown>;
