import { isDashUrl } from '../dash/baseUrl.ts';
import { SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError, isStaleSession } from '../zapier/errors.ts';
import { verbatim } from '../zapier/requestOptions.ts';

/** Half of a step's time, so that enough is left to send the fax. */
const CHECK_TIMEOUT_MS = 10 * SECOND_MS;

/** 8 MB, as Dash counts. */
const MAX_DOCUMENT_BYTES = 8_000_000;

const FAXABLE_TYPES = ['application/pdf', 'application/x-pdf', 'image/tiff', 'image/tif', 'image/x-tiff'];

/** Content types that mean the server doesn't know the type. */
const UNKNOWN_TYPES = ['', 'application/octet-stream', 'binary/octet-stream', 'application/force-download'];

const NO_ADDRESS = "Document isn't a file or a link to one. Map a file from an earlier step.";
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

/** What a server reports about a file. The size in bytes, or the type, is null if the server doesn't report it. */
type FileInfo = { status: number; size: number | null; type: string | null };

/**
 * Requests a file and reads only the headers, since many servers don't allow HEAD. Null if the server doesn't respond.
 */
const fileInfo = async ({ z, timeout }: Context, url: string): Promise<FileInfo | null> => {
  const enough = new AbortController();
  const limit = { signal: AbortSignal.any([timeout(CHECK_TIMEOUT_MS), enough.signal]) };
  try {
    const { status, headers } = await z.request({ ...verbatim, ...limit, url, raw: true });
    enough.abort();
    const size = headers.get('content-length');
    const type = (headers.get('content-type') ?? '').replace(/;.*$/s, '').trim().toLowerCase();
    return {
      status,
      size: size === null ? null : Number(size),
      type: UNKNOWN_TYPES.includes(type) ? null : type,
    };
  } catch (error) {
    return isStaleSession(error) ? { status: 401, size: null, type: null } : null;
  }
};

/** Stops the step if a document certainly can't be faxed; otherwise Dash decides. At most 1 request. */
export const checkDocument = async (context: Context, address: string): Promise<void> => {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw haltedError(NO_ADDRESS);
  // The request never has the session's token, and without it Dash returns nothing.
  if (isDashUrl(address)) throw haltedError(NEEDS_LOGIN);
  const info = await fileInfo(context, address);
  if (!info) return;
  const refusal = refusalByStatus[info.status];
  if (refusal !== undefined) throw haltedError(refusal);
  if (info.status >= 300) return;
  if (info.type !== null && !FAXABLE_TYPES.includes(info.type)) throw haltedError(WRONG_TYPE);
  if ((info.size ?? 0) > MAX_DOCUMENT_BYTES) throw haltedError(TOO_LARGE);
};
