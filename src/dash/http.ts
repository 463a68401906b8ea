import { accountProblem, isSuccess, parseAnswer, type Answer, type HttpResponse } from './answer.ts';
import { dashBaseUrl } from './baseUrl.ts';
import { DashError, type ErrorTexts } from './dashError.ts';

/**
 * A JSON request as it is sent. With a `largest`, in bytes, a larger answer reads as too long, and Dash does not answer
 * with a file.
 */
export type DashRequest = { method: Verb; url: string; body?: string; largest?: number };
export type Verb = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** A binary answer. `bytes` may be called once. */
export type HttpFileResponse = {
  status: number;
  contentType: string;
  contentLength: number | null;
  bytes: () => Promise<Buffer>;
};

/** What the client needs from the platform. Both functions return null when no answer came, and never throw for a status. */
export type Transport = {
  send: (request: DashRequest) => Promise<HttpResponse | null>;
  fetchFile: (url: string, accept: string, largest: number) => Promise<HttpFileResponse | null>;
};

/** The segments of a path below the account: `['users', id]`. IDs may contain any character. */
export type Path = readonly string[];
export type Query = Readonly<Record<string, string | number | boolean>>;
/** The ID of a row in a list; null when it has none. */
export type IdOfRow = (row: unknown) => string | null;
/** The options of a request: its query, and how its errors read. */
export type Ask = ErrorTexts & {
  query?: Query;
  /** The field `id` unless given. */
  idOf?: IdOfRow;
  /** The IDs of rows to leave out, because another run of the app has loaded them with the page before. */
  known?: readonly string[];
  /** What is sent beside the data, such as `accept_charges`. */
  envelope?: Readonly<Record<string, unknown>>;
  /** The largest answer, in bytes. */
  largest?: number;
  /** Whether some phone systems send the data without an envelope around it. */
  mayBeBare?: true;
};

const CONFLICT = 409;

/** The verbs that are safe to repeat. A second PUT would create a second document, and a GET can place a call. */
const REPEATABLE: readonly Verb[] = ['POST', 'PATCH', 'DELETE'];

const NO_SUCH_RESOURCE: Answer = { status: 404, empty: false };

/** In characters: as much as a proxy reads of a request by default (`tune.bufsize` of HAProxy). Some servers hang on longer ones. */
const LONGEST_URL = 16_000;
const URL_TOO_LONG: Answer = { status: 414, empty: true };

/** Whether a URL would drop a segment (`''`, `.`, `..`), so that the request would reach another resource. */
const isDropped = (segment: string): boolean => /^\.{0,2}$/.test(segment);

/** Encodes a part of a URL. Half a character, from a text that was cut, has no encoding and becomes U+FFFD. */
const encode = (part: string | number | boolean): string =>
  encodeURIComponent(String(part).replace(/\p{Surrogate}/gu, '\uFFFD'));

const queryString = (query: Query = {}): string => {
  const pairs = Object.entries(query).map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

/** The URL of a path below the API's root. */
export const urlOf = (path: Path, query?: Query): string =>
  [dashBaseUrl(), ...path.map(encode)].join('/') + queryString(query);

/** Whether a path names a resource: none of its segments would change where the URL leads, or make it too long. */
export const isNamed = (path: Path): boolean => !path.some(isDropped) && urlOf(path).length <= LONGEST_URL;

/** The data of an answer that has some. */
export const dataOf = (answer: Answer, ask: Ask): unknown => {
  const { envelope = {} } = answer;
  if (isSuccess(answer, ask.mayBeBare)) return 'data' in envelope ? envelope.data : envelope;
  throw new DashError(answer, ask);
};

/** Makes a request at a path below the API's root, once more after a conflict where that is safe. */
export type RequestAt = (method: Verb, path: Path, ask: Ask, data?: unknown) => Promise<Answer>;

export const createRequestAt =
  (accountId: string, { send }: Transport): RequestAt =>
  async (method, path, ask, data) => {
    if (!isNamed(path)) return NO_SUCH_RESOURCE;
    const { query, envelope, largest } = ask;
    const url = urlOf(path, query);
    if (url.length > LONGEST_URL) return URL_TOO_LONG;
    const request: DashRequest = {
      method,
      url,
      ...(data !== undefined && { body: JSON.stringify({ ...envelope, data }) }),
      ...(largest !== undefined && { largest }),
    };
    const attempt = async () => {
      const answer = parseAnswer(await send(request));
      // A problem of the whole account comes before everything else that an answer may mean for its request.
      const problem = accountProblem(answer, accountId);
      if (problem) throw new DashError(answer, ask, problem);
      return answer;
    };
    const first = await attempt();
    return first.status === CONFLICT && REPEATABLE.includes(method) ? attempt() : first;
  };
