import { isTooLarge, plainType } from '../dash/files.ts';
import { valueAt } from '../dash/schema.ts';
import { SECOND_MS } from '../dash/time.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import { fetchFile, fileName, filePointer, MAX_FILE_BYTES, type FileTypes } from '../zapier/files.ts';
import type { Context } from '../zapier/context.ts';
import { hydrator } from '../zapier/operation.ts';
import { openPublicFile, type Unopened } from '../zapier/publicFile.ts';

/** The data that Zapier stores for a file of a text message until a step uses the file. */
type MessageFilePointer = Record<'address' | 'name', string>;

const ENDINGS: FileTypes = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/amr': 'amr',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'application/pdf': 'pdf',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/plain': 'txt',
};

/** The file name extension in the file's URL, for a content type that is not in `ENDINGS`. */
const endingIn = (address: string): string => /\.([a-z0-9]{1,5})$/i.exec(new URL(address).pathname)?.[1] ?? 'bin';

const FILE_TIMEOUT_MS = 12 * SECOND_MS;

const WHAT = 'Could not get this file from a text message';
const NOT_PUBLIC = `${WHAT}: it isn't at a public web address. Look for it in VirtualText.`;
const NOT_THERE = `${WHAT}: it was deleted, or it needs a sign-in. Look for it in VirtualText.`;
const NO_ANSWER = `${WHAT}: its server didn't answer. Run this step again in a few minutes.`;
const TOO_LARGE = `${WHAT}: it's larger than 64 MB. Look for it in VirtualText.`;

const notThere = () => haltedError(NOT_THERE);
const noAnswer = () => failedError(NO_ANSWER);

const errorFor: Record<Unopened, () => Error> = {
  private: () => haltedError(NOT_PUBLIC),
  astray: notThere,
  login: notThere,
  unreachable: noAnswer,
  silent: noAnswer,
};

const load = async (context: Context, address: string): Promise<{ bytes: Buffer; contentType: string }> => {
  const limit = { signal: context.timeout(FILE_TIMEOUT_MS), size: MAX_FILE_BYTES };
  const response = await openPublicFile(context, address, limit);
  if (typeof response === 'string') throw errorFor[response]();
  if (response.status !== 200) throw notThere();
  const contentType = plainType(response.headers.get('content-type'));
  // A sign-in page has status 200 as well.
  if (contentType === 'text/html') throw notThere();
  if (Number(response.headers.get('content-length')) > MAX_FILE_BYTES) throw haltedError(TOO_LARGE);
  const bytes = await response.buffer().catch((error: unknown) => {
    throw isTooLarge(error) ? haltedError(TOO_LARGE) : noAnswer();
  });
  if (bytes.length === 0) throw notThere();
  return { bytes, contentType: contentType || 'application/octet-stream' };
};

/** Fetches a file of a text message when a later step of the Zap uses it. */
export const messageFile = hydrator(({ address, name }: MessageFilePointer, context) =>
  fetchFile(
    context,
    () => load(context, address),
    name,
    (type) => valueAt(ENDINGS, type) ?? endingIn(address),
  ),
);

/** The pointers to the files of a message, which are fetched when a later step uses them. `nameParts` name the files. */
export const messageFiles = (
  context: Context,
  addresses: readonly string[],
  ...nameParts: (string | null)[]
): string[] =>
  addresses
    .map((address, index) => {
      const nth = addresses.length === 1 ? null : String(index + 1);
      return filePointer(context, messageFile, { address, name: fileName('Text', ...nameParts, nth) });
    })
    .filter((pointer) => pointer !== null);
