import type { Bundle, ZObject } from 'zapier-platform-core';
import { valueAt } from '../dash/schema.ts';
import type { Context } from './context.ts';
import { wait } from './wait.ts';
import type { Path } from '../dash/http.ts';
import { nullUnlessRetried, failedError, sentenceOf } from './errors.ts';

/** Two hours of speech; a file goes through memory, of which a run has not much more than ten times that. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Audio that was just recorded may not be stored yet. */
const PAUSE_MS = 2_000;

/** What core lets Zapier keep of a file until a step uses it, in characters of JSON, less what core adds to it. */
const LONGEST_POINTER = 11_500;

/** What a hydrator needs to fetch a file when a later step uses it; null where that is more than Zapier keeps. */
export const filePointer = <P extends object>(
  { z }: Pick<Context, 'z'>,
  hydrate: (z: ZObject, bundle: Bundle<Partial<P>>) => Promise<string>,
  pointer: P,
): string | null => (JSON.stringify(pointer).length > LONGEST_POINTER ? null : z.dehydrateFile(hydrate, pointer));

/** What content types a kind of file comes in, and the ending that a name gets for each. */
export type FileTypes = Readonly<Record<string, string>>;

export const AUDIO: FileTypes = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'application/octet-stream': 'mp3',
};

export const FAX: FileTypes = {
  'application/pdf': 'pdf',
  'image/tiff': 'tiff',
  'application/octet-stream': 'pdf',
};

/** Core refuses a name of more than 1000 characters once encoded, where a letter may take twelve. */
const MAX_NAME_LENGTH = 80;

/** Letters and digits of any script with hyphens between them, as every system takes them in a file name. */
export const fileName = (...parts: (string | null)[]): string => {
  const words = parts.map((part) => (part ?? '').replace(/[^\p{L}\p{M}\p{N}+]+/gu, '-').replace(/^-+|-+$/g, ''));
  return Array.from(words.filter(Boolean).join('-')).slice(0, MAX_NAME_LENGTH).join('');
};

/** Hands a file to Zapier, which gives the address under which other apps can read it. */
const stash = async ({ z }: Context, bytes: Buffer, name: string, contentType: string): Promise<string> => {
  try {
    return await Promise.resolve(z.stashFile(bytes, bytes.length, name, contentType));
  } catch {
    throw failedError('Zapier could not take the file. Run the step again in a few minutes.');
  }
};

/** Where a file comes from. It throws a user's error with the reason where there is none. */
export type Source = () => Promise<{ bytes: Buffer; contentType: string }>;

/**
 * Fetches a file and gives the address under which other apps can read it. A file that is not there is asked for once
 * more; then a small text file says why, because a missing attachment must not stop a Zap. `endingOf` gives the ending
 * of a name for a content type.
 */
export const fetchFile = async (
  context: Context,
  source: Source,
  name: string,
  endingOf: (contentType: string) => string,
): Promise<string> => {
  let reason = '';
  const attempt = () =>
    source().catch((error: unknown) => {
      reason = sentenceOf(error);
      return nullUnlessRetried(error);
    });
  const file = (await attempt()) ?? (await wait(PAUSE_MS).then(attempt));
  if (file) return stash(context, file.bytes, `${name}.${endingOf(file.contentType)}`, file.contentType);
  return stash(context, Buffer.from(`${reason}\n`), `${name}-not-available.txt`, 'text/plain; charset=utf-8');
};

/** What becomes of a file that cannot be had, for whoever opens the note in its place. */
const sentencesFor = (what: string) => ({
  200: `Could not fetch ${what}: the phone system gave something else.`,
  404: `Could not fetch ${what}: it was deleted, or the phone system has not stored it yet.`,
  413: `Could not fetch ${what}: it is larger than 64 MB.`,
  // Dash's answer for a document whose attachment is missing (KAZOO, `crossbar_doc:handle_datamgr_errors`).
  503: `Could not fetch ${what}: the phone system has not stored it yet, or cannot reach it now.`,
});

/** Delivers a file of Dash. */
export const fetchDashFile = (
  context: Context,
  { path, name, what, accept, types }: { path: Path; name: string; what: string; accept: string; types: FileTypes },
): Promise<string> =>
  fetchFile(
    context,
    () =>
      context.dash.file(
        path,
        { purpose: `fetch ${what}`, sentences: sentencesFor(what) },
        { accept, types: Object.keys(types), largest: MAX_FILE_BYTES },
      ),
    name,
    (contentType) => String(valueAt(types, contentType)),
  );
