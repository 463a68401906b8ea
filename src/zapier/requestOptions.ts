import type { HttpRequestOptions } from 'zapier-platform-core';

/**
 * A request that goes out as it was written, and an answer that comes back as it was given. `merge: false` and a body
 * that is text already keep core from deleting `{{…}}` out of what users wrote; an answer of the server says more than
 * core's errors. Core still takes every 401 for the end of the Dash session, whoever it came from.
 */
export const verbatim = {
  merge: false,
  skipThrowForStatus: true,
  throwForThrottlingEarly: false,
} as const satisfies HttpRequestOptions & { merge: boolean; throwForThrottlingEarly: boolean };

/** The same, for what carries a credential, which must not travel along a redirect. */
export const verbatimWithoutRedirects = { ...verbatim, redirect: 'manual' } as const;
