import { once } from 'node:events';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { valueAt } from '../dash/schema.ts';
import type { Context } from './context.ts';
import { wait } from './wait.ts';
import type { Path } from '../dash/http.ts';
import { nullUnlessRetried, failedError, sentenceOf } from './errors.ts';

/** About two hours of speech. A file is held in memory, and a run has little more than ten times that. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** A recording that just ended may not be stored yet. */
const PAUSE_MS = 2_000;

/** As many characters of JSON as Zapier stores for a file until a step uses it, less what core adds to them. */
const LONGEST_POINTER = 11_500;

/** The data that a hydrator needs to fetch a file when a later step uses it; null if it is more than Zapier stores. */
export const filePointer = <P extends object>(
  { z }: Pick<Context, 'z'>,
  hydrate: (z: ZObject, bundle: Bundle<Partial<P>>) => Promise<string>,
  pointer: P,
): string | null => (JSON.stringify(pointer).length > LONGEST_POINTER ? null : z.dehydrateFile(hydrate, pointer));

/** The content types of a kind of file, each with its file name extension. */
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

/** Letters and digits of any script with hyphens between them, which are safe in a file name on every system. */
export const fileName = (...parts: (string | null)[]): string => {
  const words = parts.map((part) => (part ?? '').replace(/[^\p{L}\p{M}\p{N}+]+/gu, '-').replace(/^-+|-+$/g, ''));
  return Array.from(words.filter(Boolean).join('-')).slice(0, MAX_NAME_LENGTH).join('');
};

/** Uploads a file to Zapier, which may take as long as the run lasts, and returns the URL from which other apps can download it. */
const stash = async ({ z, timeout }: Context, bytes: Buffer, name: string, contentType: string): Promise<string> => {
  const late = once(timeout(Infinity), 'abort').then(() => null);
  const store = () => z.stashFile(bytes, bytes.length, name, contentType);
  const stored = Promise.resolve()
    .then(store)
    .catch(() => null);
  const url = await Promise.race([stored, late]);
  if (url === null) throw failedError("Zapier couldn't store the file. Run this step again in a few minutes.");
  return url;
};

const NOT_FETCHED = 'Something went wrong while getting this file. Run the step again in a few minutes.';

/** Loads a file. Throws a user error with the reason if it can't. */
export type Source = () => Promise<{ bytes: Buffer; contentType: string }>;

/**
 * Loads a file, and returns the URL from which other apps can download it. A file that isn't there is requested once
 * more; then a small text file takes its place and says why, because a missing attachment must not stop a Zap.
 * `endingOf` returns the file name extension for a content type.
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
      reason = sentenceOf(error, NOT_FETCHED);
      return nullUnlessRetried(error);
    });
  const file = (await attempt()) ?? (await wait(PAUSE_MS).then(attempt));
  if (file) return stash(context, file.bytes, `${name}.${endingOf(file.contentType)}`, file.contentType);
  return stash(context, Buffer.from(`${reason}\n`), `${name}-not-available.txt`, 'text/plain; charset=utf-8');
};

/** The sentences of the text file that takes the place of a missing file. */
const sentencesFor = (what: string) => ({
  200: `Could not get ${what}: the phone system sent something else. Contact VirtualPBX support.`,
  404: `Could not get ${what}: it was deleted, or the phone system hasn't stored it yet. If it's new, run this step again in a few minutes.`,
  413: `Could not get ${what}: it's larger than 64 MB. Look for it in Dash.`,
  // Dash's answer for a document whose attachment is missing (KAZOO, `crossbar_doc:handle_datamgr_errors`).
  503: `Could not get ${what}: the phone system hasn't stored it yet, or can't reach it now. Run this step again in a few minutes.`,
});

/** Loads a file from Dash, as `fetchFile` does. `what` completes "Could not get …". */
export const fetchDashFile = (
  context: Context,
  { path, name, what, accept, types }: { path: Path; name: string; what: string; accept: string; types: FileTypes },
): Promise<string> =>
  fetchFile(
    context,
    () =>
      context.dash.file(
        path,
        { purpose: `get ${what}`, sentences: sentencesFor(what) },
        { accept, types: Object.keys(types), largest: MAX_FILE_BYTES },
      ),
    name,
    (contentType) => String(valueAt(types, contentType)),
  );
