import { refusal } from './dash.ts';
import { halts } from './told.ts';

/** The error if Dash forbids a write; `purpose` completes its first sentence. */
export const notAllowed = (purpose: string): object =>
  halts(
    `Could not ${purpose}: this connection isn't allowed to do that. Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.`,
  );

/** The body of a refusal. */
export const refused = (status: number) => refusal(status, 'no');
