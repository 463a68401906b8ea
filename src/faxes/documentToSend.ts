import type { ZObject } from 'zapier-platform-core';
import { isDashUrl } from '../dash/baseUrl.ts';
import { haltedError, isStaleSession } from '../zapier/errors.ts';
import { asItIs } from '../zapier/requestOptions.ts';
import { timeLimit } from '../zapier/runClock.ts';

/** Half of the time of a step, so that enough is left for the fax itself. */
const LONGEST_CHECK_MS = 10_000;

/** 8 MB, as Dash counts them. */
const LARGEST_DOCUMENT = 8_000_000;

const FAXABLE = ['application/pdf', 'application/x-pdf', 'image/tiff', 'image/tif', 'image/x-tiff'];

/** What servers say of a file that they know nothing of. */
const TELLS_NOTHING = ['', 'application/octet-stream', 'binary/octet-stream', 'application/force-download'];

const NO_ADDRESS = 'Document is neither a file nor the address of one. Choose the file of an earlier step.';
const NEEDS_LOGIN =
  'Document is at an address that asks for a login, so that the phone system cannot fetch it. Choose the file of an earlier step, or an address that everybody can open.';
const NOT_THERE = 'There is no file at the address in Document. Choose the file of an earlier step again.';
const TOO_LARGE = 'Document is larger than 8 MB, which is the most that can be faxed. Use a smaller file.';
const WRONG_TYPE = 'Document is neither a PDF nor a TIFF file. Save it as a PDF and run the step again.';

const byStatus: Partial<Record<number, string>> = {
  401: NEEDS_LOGIN,
  403: NEEDS_LOGIN,
  404: NOT_THERE,
  410: NOT_THERE,
};

/** What a server says of the file; a size or a type that it does not tell is null. */
type Told = { status: number; size: number | null; type: string | null };

/** Asks for the file and reads no more than the beginning of the answer; many servers do not allow HEAD. Null without an answer. */
const ask = async (z: ZObject, url: string): Promise<Told | null> => {
  const enough = new AbortController();
  const limit = { signal: AbortSignal.any([timeLimit(z, LONGEST_CHECK_MS), enough.signal]) };
  try {
    const { status, headers } = await z.request({ ...asItIs, ...limit, url, raw: true });
    enough.abort();
    const length = headers.get('content-length');
    const type = (headers.get('content-type') ?? '').replace(/;.*$/s, '').trim().toLowerCase();
    return {
      status,
      size: length === null ? null : Number(length),
      type: TELLS_NOTHING.includes(type) ? null : type,
    };
  } catch (error) {
    return isStaleSession(error) ? { status: 401, size: null, type: null } : null;
  }
};

/** Stops the step where it is certain that a document cannot be faxed; what nobody tells, Dash decides. */
export const checkDocument = async (z: ZObject, address: string): Promise<void> => {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw haltedError(NO_ADDRESS);
  // Never with the session's token, without which Dash gives nothing.
  if (isDashUrl(address)) throw haltedError(NEEDS_LOGIN);
  const told = await ask(z, address);
  if (!told) return;
  const refused = byStatus[told.status];
  if (refused !== undefined) throw haltedError(refused);
  if (told.status >= 300) return;
  if (told.type !== null && !FAXABLE.includes(told.type)) throw haltedError(WRONG_TYPE);
  if ((told.size ?? 0) > LARGEST_DOCUMENT) throw haltedError(TOO_LARGE);
};
