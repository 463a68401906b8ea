import { randomBytes } from 'node:crypto';
import { gregorian, monthOf } from './gregorian.ts';

/** A new document id: 32 hex digits. */
export const newId = (): string => randomBytes(16).toString('hex');

/** An id in the database of the month, such as `202611-…`. */
export const monthlyId = (at: Date, id: string): string => `${monthOf(gregorian(at))}-${id}`;

/** The name of an account's database, escaped as it is in events. */
export const accountDatabase = (accountId: string): string =>
  ['account', accountId.slice(0, 2), accountId.slice(2, 4), accountId.slice(4)].join('%2F');
