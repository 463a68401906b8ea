import { refusal } from './dash.ts';
import { fails, halts, refreshes, throttles } from './told.ts';

/** What Dash may answer to a write that it refuses, and what the platform is told; `purpose` completes "Could not …". */
export const refusals = (purpose: string): [status: number, told: object][] => [
  [401, refreshes],
  [
    402,
    halts(
      `Could not ${purpose}: VirtualPBX would charge for it, and the account has not agreed to that. Do it once in Dash, where the charge can be accepted.`,
    ),
  ],
  [
    403,
    halts(
      `Could not ${purpose}: this connection is not allowed to do that. Connect with the account's API key, or ask the administrator of your phone system for the permission.`,
    ),
  ],
  [
    404,
    halts(
      `Could not ${purpose}: VirtualPBX does not know it, or not any more. Choose it again in the fields of this step.`,
    ),
  ],
  [409, fails(`Could not ${purpose}: somebody else changed it at the same moment. Try again.`, 409)],
  [
    429,
    throttles(
      `Could not ${purpose}: VirtualPBX got more requests than it takes at once. Zapier tries again in a moment.`,
    ),
  ],
  [500, fails(`Could not ${purpose}: VirtualPBX has a problem of its own. Try again in a few minutes.`, 500)],
  [503, fails(`Could not ${purpose}: VirtualPBX has a problem of its own. Try again in a few minutes.`, 503)],
];

/** How often a request is made that is answered so: Dash's conflicts are tried once more. */
export const timesAsked = (status: number): number => (status === 409 ? 2 : 1);

/** A body for such an answer. */
export const refused = (status: number) => refusal(status, 'no');
