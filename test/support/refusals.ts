import { refusal } from './dash.ts';
import { halts } from './told.ts';

/** What the platform is told where Dash forbids a write; `purpose` completes "Could not …". */
export const notAllowed = (purpose: string): object =>
  halts(
    `Could not ${purpose}: this connection is not allowed to do that. Connect with the account's API key, or ask the administrator of your phone system for the permission.`,
  );

/** A body for an answer with which Dash refuses. */
export const refused = (status: number) => refusal(status, 'no');
