import type { HttpRequestOptions } from 'zapier-platform-core';

/**
 * Options for a request and an answer that core doesn't change. `merge: false` and a body that is a string keep core from
 * deleting `{{…}}` from users' texts; the server's answer has more information than core's errors. Core still treats
 * every 401 as the end of the Dash session, whichever server sent it.
 */
export const verbatim = {
  merge: false,
  skipThrowForStatus: true,
  throwForThrottlingEarly: false,
} as const satisfies HttpRequestOptions & { merge: boolean; throwForThrottlingEarly: boolean };

/** The same, for a request with a credential, which must not follow a redirect. */
export const verbatimWithoutRedirects = { ...verbatim, redirect: 'manual' } as const;
