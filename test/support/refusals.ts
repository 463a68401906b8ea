import { refusal } from './dash.ts';
import { halts } from './told.ts';

/** The error if Dash forbids a write; `purpose` completes its first sentence. */
export const notAllowed = (purpose: string): object =>
  halts(
    `Could not ${purpose}: this connection is not allowed to do that. Connect with the account's API key, or ask the administrator of your phone system for the permission.`,
  );

/** The body of a refusal. */
export const refused = (status: number) => refusal(status, 'no');
