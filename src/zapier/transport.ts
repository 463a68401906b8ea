import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { ZObject } from 'zapier-platform-core';
import type { HttpResponse } from '../dash/answer.ts';
import { checkHost } from '../dash/baseUrl.ts';
import { isTooLarge } from '../dash/files.ts';
import type { Transport } from '../dash/http.ts';
import { scrubSecrets } from '../fields/scrub.ts';
import { isStaleSession, staleSessionError } from './errors.ts';
import { MAX_ANSWER_BYTES, verbatim } from './requestOptions.ts';
import type { Timeout } from './runClock.ts';

/** Zapier ends a step after 30 seconds without a useful message. A request that is ended earlier still gets one. */
const REQUEST_TIMEOUT_MS = 20_000;
/** Short enough for a second attempt within those 30 seconds. */
const FILE_TIMEOUT_MS = 12_000;

/** Core throws its own error for every 401, without a sentence. Any other error means that there is no answer. */
const noAnswer = (error: unknown): null => {
  if (isStaleSession(error)) throw staleSessionError();
  checkHost(error);
  return null;
};

/** Dash echoes the session's token in every answer. It is removed here, so that no record and no sentence can contain it. */
const withoutToken = (content: string, token: string): string => content.replaceAll(token, '…');

/** In place of an answer that is longer than its limit. Dash's own 413 is for a request that is too large. */
const TOO_LONG: HttpResponse = { status: 413, text: '', isTooLong: true };

/**
 * A JSON body as core is given it. Core logs a body that is text, and its scrubber knows no PINs, and nothing short; a
 * stream it leaves unread. The length keeps the request what it was: without it, a stream is sent in chunks.
 */
const unloggedIfSecret = (body: string): string | Readable => {
  const value: unknown = JSON.parse(body);
  return isDeepStrictEqual(scrubSecrets(value), value) ? body : Readable.from([Buffer.from(body)]);
};

/** Sends the requests of a run with core's `z.request`. Every answer ends within the run's time. */
export const createTransport = (z: ZObject, token: string, timeout: Timeout): Transport => ({
  send: async ({ method, url, body, largest }) => {
    // Core passes the limits to `fetch`, but its types don't have them.
    const limits = { signal: timeout(REQUEST_TIMEOUT_MS), size: largest ?? MAX_ANSWER_BYTES };
    const headers = {
      ...verbatim.headers,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
      ...(largest !== undefined && { accept: 'application/json' }),
    };
    try {
      const options = { ...verbatim, ...limits, method, url, headers };
      const response = await z.request({ ...options, ...(body !== undefined && { body: unloggedIfSecret(body) }) });
      return { status: response.status, text: withoutToken(await response.text(), token) };
    } catch (error) {
      return isTooLarge(error) ? TOO_LONG : noAnswer(error);
    }
  },
  fetchFile: async (url, accept, largest) => {
    try {
      const limits = { signal: timeout(FILE_TIMEOUT_MS), size: largest };
      const response = await z.request({ ...verbatim, ...limits, headers: { ...verbatim.headers, accept }, url });
      const length = response.headers.get('content-length');
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        contentLength: length === null ? null : Number(length),
        bytes: () => response.buffer(),
      };
    } catch (error) {
      return noAnswer(error);
    }
  },
});
