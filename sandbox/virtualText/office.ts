import { randomBytes } from 'node:crypto';

/**
 * The VirtualText account of the dental practice. Live: later responses reflect what a test changes here. Numbers are
 * in E.164.
 */
export type Office = {
  /** The practice's own numbers. */
  numbers: string[];
  contacts: Contact[];
  /** The numbers that opted out. */
  optedOut: Set<string>;
  /** Everything sent over both APIs, in order. */
  sent: SentText[];
  /** The URL that every text is relayed to. */
  relayUrl: string | null;
};

/** A contact; `last_message_date` is in milliseconds since 1970, null before the first text. */
export type Contact = {
  id: string;
  phoneNumber: string;
  fullName: string;
  email?: string | null;
  last_message: string | null;
  last_message_date: number | null;
};

/** A text that was sent over an API. The newer one has neither sender nor media. */
export type SentText = {
  api: 'textable' | 'v1';
  id: string;
  to: string;
  from: string | null;
  body: string;
  /** URLs. */
  media: string[];
  /** ISO 8601, in whole seconds. */
  createdAt: string;
  idempotencyKey?: string;
};

/** The user of the Textable-based API, and the user's access token. */
export const textUserId = 'qT4mW8sZk2Xv7RbN1cYd5LhJ9pGf';
export const accessToken = '7f3c9e1ab52d48608e41d7c0f9b6a235';

/** The office manager's credential for the Textable-based API, and the key of the newer one. */
export const textCredentials = {
  credential: `${textUserId}:${accessToken}`,
  apiKey: 'pk_live_Kd83hVq0Zt5NwYc2Rm7Lx4Bs',
} as const;

/** The practice's number for texts, by default. */
export const textingNumber = '+14154886150';

/** The practice's main number, which sends and receives texts, too. */
const textingMainNumber = '+14154886100';

export const makeId = (): string => randomBytes(10).toString('hex');

const contact = (fullName: string, phoneNumber: string, more: Partial<Contact> = {}): Contact => ({
  id: makeId(),
  phoneNumber,
  fullName,
  last_message: null,
  last_message_date: null,
  ...more,
});

/** The practice on a quiet morning, with no new texts and no relay. */
export const openTextOffice = (): Office => ({
  numbers: [textingNumber, '+14154886151', textingMainNumber],
  contacts: [
    contact('Ann Lee', '+14154886134', {
      email: 'ann.lee@mail.example',
      last_message: 'See you on Friday!',
      last_message_date: Date.now() - 24 * 3_600_000,
    }),
    contact('Jürgen Weiß', '+442079460018', { email: 'juergen.weiss@mail.example' }),
    contact('Grace Park', '+14155550142'),
  ],
  optedOut: new Set(),
  sent: [],
  relayUrl: null,
});
