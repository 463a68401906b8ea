import { plainType } from '../dash/files.ts';
import { SECOND_MS } from '../dash/time.ts';
import { publicLink } from '../fields/publicAddress.ts';
import type { Context } from '../zapier/context.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import { openPublicFile } from '../zapier/publicFile.ts';

/** Half of a step's time, so that enough is left to send the fax. */
const CHECK_TIMEOUT_MS = 10 * SECOND_MS;

/** 8 MB, as Dash counts. */
const MAX_DOCUMENT_BYTES = 8_000_000;

const FAXABLE_TYPES = ['application/pdf', 'application/x-pdf', 'image/tiff', 'image/tif', 'image/x-tiff'];

/** Content types that mean the server doesn't know the type. */
const UNKNOWN_TYPES = ['', 'application/octet-stream', 'binary/octet-stream', 'application/force-download'];

const NO_ADDRESS = "Document isn't a file or a link to one. Map a file from an earlier step.";
const NOT_PUBLIC =
  "The link in Document isn't public or doesn't start with https://. Map a file from an earlier step, or use a public link.";
const NOT_OPENED =
  "Zapier couldn't open a secure connection to the link in Document. Check the link, or try again in a few minutes.";
const NEEDS_LOGIN =
  "The link in Document needs a sign-in, so VirtualPBX can't open it. Map a file from an earlier step, or use a public link.";
const NOT_THERE = 'The file in Document is gone. Map the file from an earlier step again, or use another link.';
const TOO_LARGE = 'The file in Document is larger than 8 MB, the most that can be faxed. Use a smaller file.';
const WRONG_TYPE = "The file in Document isn't a PDF or a TIFF. Save it as a PDF and run the step again.";

const refusalByStatus: Partial<Record<number, string>> = {
  401: NEEDS_LOGIN,
  403: NEEDS_LOGIN,
  404: NOT_THERE,
  410: NOT_THERE,
};

/** The size of a file in bytes and its type; null where its server does not report them. */
type FileInfo = { size: number | null; type: string | null };

const infoIn = (headers: { get: (name: string) => string | null }): FileInfo => {
  const size = headers.get('content-length');
  const type = plainType(headers.get('content-type'));
  return { size: size === null ? null : Number(size), type: UNKNOWN_TYPES.includes(type) ? null : type };
};

/** The address of a document as it is passed on to Dash, which reads some addresses differently. */
export const documentAddress = (typed: string): string =>
  publicLink(typed, { noLink: NO_ADDRESS, needsLogin: NEEDS_LOGIN, notPublic: NOT_PUBLIC });

/**
 * Stops the step if a document certainly can't be faxed; otherwise Dash decides. At most 4 requests, with redirects. A file
 * whose server is only slow may be there when Dash opens it.
 */
export const checkDocument = async (context: Context, address: string): Promise<void> => {
  // No more of the answer is read than its beginning, because many servers do not allow HEAD.
  const enough = new AbortController();
  const signal = AbortSignal.any([context.timeout(CHECK_TIMEOUT_MS), enough.signal]);
  const opened = await openPublicFile(context, address, { signal });
  if (opened === 'silent') return;
  if (opened === 'unreachable') throw failedError(NOT_OPENED);
  if (typeof opened === 'string') throw haltedError(opened === 'login' ? NEEDS_LOGIN : NOT_PUBLIC);
  enough.abort();
  const refusal = refusalByStatus[opened.status];
  if (refusal !== undefined) throw haltedError(refusal);
  if (opened.status >= 400) return;
  const { type, size } = infoIn(opened.headers);
  if (type !== null && !FAXABLE_TYPES.includes(type)) throw haltedError(WRONG_TYPE);
  if ((size ?? 0) > MAX_DOCUMENT_BYTES) throw haltedError(TOO_LARGE);
};
