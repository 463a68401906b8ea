import { accountProblem, parseAnswer } from './answer.ts';
import { DashError } from './dashError.ts';
import { isNamed, urlOf, type Ask, type HttpFileResponse, type Path, type Transport } from './http.ts';
import { isObject } from './schema.ts';

export type DashFile = { bytes: Buffer; contentType: string };

type ExpectedFile = { accept: string; types: readonly string[]; largest: number };

/** The files of an account. */
export type Files = {
  /** A binary file of at most `largest` bytes and of one of the content types; `accept` is the header as Dash wants it. */
  file: (path: Path, ask: Ask, expected: ExpectedFile) => Promise<DashFile>;
  /**
   * Whether an attachment of a document is stored, without fetching it; null if unknown. Dash offers only the stored
   * type, so that a request for JSON is a 406 once there is an attachment; before that it is an error of another kind
   * (KAZOO, `cb_faxes:content_types_provided_for_fax`).
   */
  hasFile: (path: Path, ask: Ask) => Promise<boolean | null>;
};

const JSON_TYPE = 'application/json';
const NOT_ACCEPTABLE = 406;
const TOO_MANY_REQUESTS = 429;

/** The type of the error with which a body ends that turns out longer than `largest`; it is that of node-fetch. */
const TOO_LARGE_TYPE = 'max-size';

/** Whether a body broke off because it was longer than `largest`. */
export const isTooLarge = (error: unknown): boolean => isObject(error) && error.type === TOO_LARGE_TYPE;

const refusal = (status: number, ask: Ask): DashError => new DashError({ status, empty: false }, ask);

/** A content type without its parameters, in lower case; empty without one. */
export const plainType = (contentType: string | null): string =>
  (contentType ?? '').replace(/;.*$/s, '').trim().toLowerCase();

/** The bytes of an answer, where it has what was expected. */
const bytesOf = async (received: HttpFileResponse, ask: Ask, { types, largest }: ExpectedFile): Promise<DashFile> => {
  const { status, contentLength } = received;
  const contentType = plainType(received.contentType);
  // For status 200 with the wrong type, the sentence says "something other than data".
  if (status !== 200 || !types.includes(contentType)) throw refusal(status, ask);
  if ((contentLength ?? 0) > largest) throw refusal(413, ask);
  const bytes = await received.bytes().catch((error: unknown) => {
    throw refusal(isTooLarge(error) ? 413 : 0, ask);
  });
  // A new recording has an empty file for a moment.
  if (bytes.length === 0) throw refusal(404, ask);
  return { bytes, contentType };
};

/** The files of an account. */
export const createFiles = (accountId: string, { fetchFile }: Transport): Files => {
  const fetchAt = (path: Path, { query }: Ask, accept: string, largest: number) =>
    fetchFile(urlOf(['accounts', accountId, ...path], query), accept, largest);

  const file: Files['file'] = async (path, ask, expected) => {
    if (!isNamed(path)) throw refusal(404, ask);
    const received = await fetchAt(path, ask, expected.accept, expected.largest);
    if (!received) throw refusal(0, ask);
    const { status } = received;
    if (status < 400) return bytesOf(received, ask, expected);
    // The error gets nothing of this body but the problem: it has the token, which Dash repeats in every answer.
    const body = await received.bytes().catch(() => Buffer.of());
    const problem = accountProblem(parseAnswer({ status, text: body.toString() }), accountId);
    throw new DashError({ status, empty: false }, ask, problem);
  };

  const hasFile: Files['hasFile'] = async (path, ask) => {
    const received = isNamed(path) ? await fetchAt(path, ask, JSON_TYPE, 0) : null;
    if (!received) return null;
    const { status } = received;
    if (status === TOO_MANY_REQUESTS) throw refusal(status, ask);
    if (status === NOT_ACCEPTABLE) return true;
    return status === 404 || status >= 500 ? false : null;
  };

  return { file, hasFile };
};
