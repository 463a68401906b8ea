import { isDashUrl } from '../dash/baseUrl.ts';
import { SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError, isStaleSession } from '../zapier/errors.ts';
import { verbatim } from '../zapier/requestOptions.ts';

/** Half of the time of a step, so that enough is left for the fax itself. */
const CHECK_TIMEOUT_MS = 10 * SECOND_MS;

/** 8 MB, as Dash counts them. */
const MAX_DOCUMENT_BYTES = 8_000_000;

const FAXABLE_TYPES = ['application/pdf', 'application/x-pdf', 'image/tiff', 'image/tif', 'image/x-tiff'];

/** The content types of a file whose type the server does not know. */
const UNKNOWN_TYPES = ['', 'application/octet-stream', 'binary/octet-stream', 'application/force-download'];

const NO_ADDRESS = 'Document is neither a file nor the address of one. Choose the file of an earlier step.';
const NEEDS_LOGIN =
  'Document is at an address that asks for a login, so that the phone system cannot fetch it. Choose the file of an earlier step, or an address that everybody can open.';
const NOT_THERE = 'There is no file at the address in Document. Choose the file of an earlier step again.';
const TOO_LARGE = 'Document is larger than 8 MB, which is the most that can be faxed. Use a smaller file.';
const WRONG_TYPE = 'Document is neither a PDF nor a TIFF file. Save it as a PDF and run the step again.';

const refusalByStatus: Partial<Record<number, string>> = {
  401: NEEDS_LOGIN,
  403: NEEDS_LOGIN,
  404: NOT_THERE,
  410: NOT_THERE,
};

/** What a server reports about a file; null where it does not report the size or the type. */
type FileInfo = { status: number; size: number | null; type: string | null };

/**
 * Requests a file and reads no more than the beginning of the answer, since many servers do not allow HEAD. Null without
 * an answer.
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

/** Stops the step if it is certain that a document cannot be faxed; Dash decides about the rest. At most 1 request. */
export const checkDocument = async (context: Context, address: string): Promise<void> => {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw haltedError(NO_ADDRESS);
  // Never with the session's token, and without it Dash returns nothing.
  if (isDashUrl(address)) throw haltedError(NEEDS_LOGIN);
  const info = await fileInfo(context, address);
  if (!info) return;
  const refusal = refusalByStatus[info.status];
  if (refusal !== undefined) throw haltedError(refusal);
  if (info.status >= 300) return;
  if (info.type !== null && !FAXABLE_TYPES.includes(info.type)) throw haltedError(WRONG_TYPE);
  if ((info.size ?? 0) > MAX_DOCUMENT_BYTES) throw haltedError(TOO_LARGE);
};
