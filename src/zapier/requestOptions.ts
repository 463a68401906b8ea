import type { HttpRequestOptions } from 'zapier-platform-core';

/**
 * A request that is sent as it was written, and whose answer is returned as it came. `merge: false` and a body that is text
 * already keep core from deleting `{{…}}` out of what users wrote. Core logs the answers that it reads itself, and its
 * scrubber does not know PINs and SIP passwords; it leaves a raw one unread. The user agent is that of core's own client,
 * without which core logs each request a second time, with its answer (`create-http-patch.js`). Redirects are not followed:
 * a credential must not travel along. Core still takes every 401 for the end of the Dash session, whoever sent it.
 */
export const verbatim = {
  headers: { 'user-agent': 'Zapier' },
  merge: false,
  raw: true,
  redirect: 'manual',
  skipThrowForStatus: true,
  throwForThrottlingEarly: false,
} as const satisfies HttpRequestOptions & { merge: boolean; throwForThrottlingEarly: boolean };

/** The largest answer with data, in bytes. A longer one would take the memory of a run, of which it needs several times its size. */
export const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
