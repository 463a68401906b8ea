import { encodeForm } from '../shared/formEncoding.ts';
import { isObject } from '../shared/json.ts';
import { accessToken, textUserId } from './office.ts';
import type { Contact } from './office.ts';
import type { TextState } from './state.ts';

/** `flat`: the fields of the message. `wrapped`: the same fields as `data`, beside the event's type and time. */
export type RelayForm = 'flat' | 'wrapped';

/** How the relay sends a text: by default once, flat, as JSON, with the message's id and without the token. */
export type RelayOptions = {
  /** Sends one request for each, in this order. */
  forms?: RelayForm[];
  /** The forms that lack `MessageID`. */
  withoutId?: RelayForm[];
  /** Whether the payload has the access token of the user. */
  withToken?: boolean;
  /** The fields of the files, from their URLs; by default `Media` with a list. */
  mediaAs?: (addresses: string[]) => Record<string, unknown>;
  encoding?: 'json' | 'form';
};

/** A text between the practice and a contact. Numbers are in E.164, media are URLs. */
export type Text = {
  id: string;
  direction: 'in' | 'out';
  ownNumber: string;
  contact: Contact;
  /** Null for media without text. */
  body: string | null;
  media: string[];
};

/** A relayed text: the message's id, and the payloads in their order. */
export type RelayedText = { id: string; payloads: Record<string, unknown>[] };

/** The timeout of a relay request. */
const TIMEOUT_MS = 10_000;

const asMedia = (Media: string[]): Record<string, unknown> => ({ Media });

const fieldsOf = (
  { direction, ownNumber, contact, body, media, id }: Text,
  { mediaAs = asMedia }: RelayOptions,
): Record<string, unknown> => ({
  MessageID: id,
  ConversationID: contact.id,
  ToNumber: direction === 'in' ? ownNumber : contact.phoneNumber,
  FromNumber: direction === 'in' ? contact.phoneNumber : ownNumber,
  MessageBody: body,
  MessageDirection: direction,
  TextableUserID: textUserId,
  ContactName: contact.fullName,
  ContactEmail: contact.email,
  ...mediaAs(media),
});

const payloadOf = (form: RelayForm, text: Text, options: RelayOptions): Record<string, unknown> => {
  const { withoutId = [], withToken } = options;
  const { MessageID, ...others } = fieldsOf(text, options);
  const message = {
    ...(withoutId.includes(form) ? {} : { MessageID }),
    ...others,
    ...(withToken ? { AccessToken: accessToken } : {}),
  };
  return form === 'flat' ? message : { eventType: 'message', timestamp: Date.now(), data: message };
};

/** Forms have no null; an empty value replaces it. */
const formValue = (value: unknown): unknown => {
  if (isObject(value)) return formFields(value);
  return value === null ? '' : value;
};

const formFields = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, formValue(value)]));

const encode = { json: JSON.stringify, form: (payload: Record<string, unknown>) => encodeForm(formFields(payload)) };
const contentTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' };

/** Sends one request and ignores failures; the relay has no retry. */
const post = async (url: string, payload: Record<string, unknown>, encoding: 'json' | 'form'): Promise<void> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': contentTypes[encoding], Connection: 'close' },
      body: encode[encoding](payload),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
  } catch {
    // The text was sent or received all the same.
  }
};

const sendToRelay = async ({ office }: TextState, text: Text, options: RelayOptions): Promise<RelayedText> => {
  const payloads = (options.forms ?? ['flat']).map((form) => payloadOf(form, text, options));
  for (const payload of payloads) {
    if (office.relayUrl !== null) await post(office.relayUrl, payload, options.encoding ?? 'json');
  }
  return { id: text.id, payloads };
};

/**
 * Sends a text to the relay address, after all earlier texts. Without an address, the payloads show what would have
 * been sent.
 */
export const relay = (state: TextState, text: Text, options: RelayOptions = {}): Promise<RelayedText> => {
  const relayed = state.relayed.then(() => sendToRelay(state, text, options));
  state.relayed = relayed;
  return relayed;
};
