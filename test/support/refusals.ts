import { refusal } from './dash.ts';
import { halts } from './told.ts';

/** What the platform is told where Dash forbids a write; `purpose` completes "Could not …". */
export const notAllowed = (purpose: string): object =>
  halts(
    `Could not ${purpose}: this connection isn't allowed to do that. Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.`,
  );

/** A body for an answer with which Dash refuses. */
export const refused = (status: number) => refusal(status, 'no');
