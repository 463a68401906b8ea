import { encodeForm } from '../dash/formEncoding.ts';
import { isObject } from '../dash/json.ts';
import { accessToken, userId } from './office.ts';
import type { Contact } from './office.ts';
import type { State } from './state.ts';

/** `flat`: the fields of the message. `wrapped`: the same as `data`, next to the type of the event and its time. */
export type RelayForm = 'flat' | 'wrapped';

/** How the relay tells of a text: once, flat, as JSON, with the id of the message and without the token, unless told. */
export type RelayHow = {
  /** One request for each, in this order. */
  forms?: RelayForm[];
  /** The forms that lack `MessageID`. */
  withoutId?: RelayForm[];
  /** Whether the payload holds the access token of the user. */
  withToken?: boolean;
  /** The field or fields that tell of the files, by their addresses; `Media` with a list of them unless told. */
  mediaAs?: (addresses: string[]) => Record<string, unknown>;
  encoding?: 'json' | 'form';
};

/** A text between the practice and a contact. Numbers are in E.164, media are URLs. */
export type Text = {
  id: string;
  direction: 'in' | 'out';
  ownNumber: string;
  contact: Contact;
  /** Null where there is nothing but media. */
  body: string | null;
  media: string[];
};

/** A text that the relay told of: the id of the message, and the payloads in the order in which they were posted. */
export type RelayedText = { id: string; payloads: Record<string, unknown>[] };

/** How long a receiver may take. */
const PATIENCE_MS = 10_000;

const asMedia = (Media: string[]): Record<string, unknown> => ({ Media });

const fieldsOf = (
  { direction, ownNumber, contact, body, media, id }: Text,
  { mediaAs = asMedia }: RelayHow,
): Record<string, unknown> => ({
  MessageID: id,
  ConversationID: contact.id,
  ToNumber: direction === 'in' ? ownNumber : contact.phoneNumber,
  FromNumber: direction === 'in' ? contact.phoneNumber : ownNumber,
  MessageBody: body,
  MessageDirection: direction,
  TextableUserID: userId,
  ContactName: contact.fullName,
  ContactEmail: contact.email,
  ...mediaAs(media),
});

const payloadOf = (form: RelayForm, text: Text, how: RelayHow): Record<string, unknown> => {
  const { withoutId = [], withToken } = how;
  const { MessageID, ...others } = fieldsOf(text, how);
  const message = {
    ...(withoutId.includes(form) ? {} : { MessageID }),
    ...others,
    ...(withToken ? { AccessToken: accessToken } : {}),
  };
  return form === 'flat' ? message : { eventType: 'message', timestamp: Date.now(), data: message };
};

/** A form has no null; an empty value stands for it. */
const formValue = (value: unknown): unknown => {
  if (isObject(value)) return formFields(value);
  return value === null ? '' : value;
};

const formFields = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, formValue(value)]));

const encode = { json: JSON.stringify, form: (payload: Record<string, unknown>) => encodeForm(formFields(payload)) };
const contentTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' };

/** Tells once: whatever becomes of it, it is not tried again, and nobody hears of it. */
const post = async (url: string, payload: Record<string, unknown>, encoding: 'json' | 'form'): Promise<void> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': contentTypes[encoding], Connection: 'close' },
      body: encode[encoding](payload),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();
  } catch {
    // The text was sent or received all the same.
  }
};

const tell = async ({ office }: State, text: Text, how: RelayHow): Promise<RelayedText> => {
  const payloads = (how.forms ?? ['flat']).map((form) => payloadOf(form, text, how));
  for (const payload of payloads) {
    if (office.relayUrl !== null) await post(office.relayUrl, payload, how.encoding ?? 'json');
  }
  return { id: text.id, payloads };
};

/**
 * Tells the relay address of a text, after all the texts before; resolves when it was told. Without an address the
 * payloads are what it would have been told.
 */
export const relay = (state: State, text: Text, how: RelayHow = {}): Promise<RelayedText> => {
  const told = state.relayed.then(() => tell(state, text, how));
  state.relayed = told;
  return told;
};
