import { dashBaseUrl } from './baseUrl.ts';
import {
  accountFailure,
  failureOf,
  isMissingSection,
  isSuccess,
  type Answer,
  type Failure,
  type Wording,
} from './failures.ts';
import { isObject, text } from './schema.ts';

/** A JSON request as it goes out. `send` gives null when no answer came, and never throws for a status. */
export type DashRequest = { method: Verb; url: string; body?: string };
export type Verb = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
export type HttpResponse = { status: number; text: string };

/** A binary answer. `bytes` may be asked for once. */
export type HttpFileResponse = {
  status: number;
  contentType: string;
  contentLength: number | null;
  bytes: () => Promise<Buffer>;
};
export type DashFile = { bytes: Buffer; contentType: string };

/** What a client needs of the platform it runs on. */
export type Transport = {
  send: (request: DashRequest) => Promise<HttpResponse | null>;
  fetchFile: (url: string, accept: string, largest: number) => Promise<HttpFileResponse | null>;
  /** Makes the error that is thrown for a failure. */
  raise: (failure: Failure) => Error;
};

/** Below the account, one segment after the other: `['users', id]`. Ids may hold any character. */
export type Path = readonly string[];
export type Query = Readonly<Record<string, string | number | boolean>>;
/** What tells a row of a list from all others; null for a row that has nothing of the kind. */
export type IdOfRow = (row: unknown) => string | null;
export type Ask = Wording & {
  query?: Query;
  /** The field `id` unless given. */
  idOf?: IdOfRow;
  /** The ids of rows that are known already, from a page that another run of the app read. */
  known?: readonly string[];
};
export type Page = { rows: unknown[]; next?: string };

export type Dash = {
  /** The `data` of one resource. */
  get: (path: Path, ask: Ask) => Promise<unknown>;
  /** Like `get`; null where Dash does not know the resource. */
  find: (path: Path, ask: Ask) => Promise<unknown>;
  /** Creates; Dash's verb for that is PUT. Never repeated. */
  put: (path: Path, data: unknown, ask: Ask) => Promise<unknown>;
  /** Replaces the whole document, or starts something. */
  post: (path: Path, data: unknown, ask: Ask) => Promise<unknown>;
  /** Merges into the document; null removes a key. */
  patch: (path: Path, data: unknown, ask: Ask) => Promise<unknown>;
  /** Deletes; false when it was gone already. */
  delete: (path: Path, ask: Ask) => Promise<boolean>;
  /** The `data` of what Dash tells everybody, whatever the account: the path is below the API's root. */
  getPublic: (path: Path, ask: Ask) => Promise<unknown>;
  /**
   * One page of a list, in Dash's order; `next` is the key of the page after it. Rows that the page before it had, as
   * this client has read it, are left out.
   */
  page: (path: Path, ask: Ask, start?: string) => Promise<Page>;
  /** The rows of one page after the other, each row once; asks for no page before it is wanted. */
  pages: (path: Path, ask: Ask) => AsyncGenerator<unknown[], void>;
  /** The whole list in one request; null when it is too long for that. */
  all: (path: Path, ask: Ask) => Promise<unknown[] | null>;
  /** The whole list, page by page, where it is too long for one request. */
  list: (path: Path, ask: Ask) => Promise<unknown[]>;
  /** A binary file of at most `largest` bytes and of one of the content types; `accept` is the header as Dash wants it. */
  file: (
    path: Path,
    ask: Ask,
    expected: { accept: string; types: readonly string[]; largest: number },
  ) => Promise<DashFile>;
  /**
   * Whether an attachment of a document is stored, without fetching it; null if unknown. Dash offers only the stored
   * type, so that a request for JSON is a 406 once there is an attachment; before that it is an error of another kind
   * (KAZOO, `cb_faxes:content_types_provided_for_fax`).
   */
  hasFile: (path: Path, ask: Ask) => Promise<boolean | null>;
};

const PAGE_SIZE = 100;
const JSON_TYPE = 'application/json';
const TOO_LONG_FOR_ONE_REQUEST = 416;
const CONFLICT = 409;
const NOT_ACCEPTABLE = 406;
const TOO_MANY_REQUESTS = 429;

/** A create would be there twice, and a GET can place a call. */
const REPEATABLE: readonly Verb[] = ['POST', 'PATCH', 'DELETE'];
/** The type of the error with which a body ends that turns out longer than `largest`; it is that of node-fetch. */
const MORE_THAN_ASKED_FOR = 'max-size';

/** The id of a row, as most lists have it. */
export const idOfRow: IdOfRow = (row) => text(isObject(row) ? row.id : null);

/** Whether a body broke off because it was longer than asked for. */
export const isTooLarge = (error: unknown): boolean => isObject(error) && error.type === MORE_THAN_ASKED_FOR;

const NO_SUCH_RESOURCE: Answer = { status: 404, empty: false };

/** A segment that a URL would swallow (`''`, `.`, `..`) names nothing and must not reach another resource. */
const isNameless = (segment: string): boolean => /^\.{0,2}$/.test(segment);

/** As a part of a URL. Half of a character, left where a text was cut, has no encoding of its own. */
const encode = (part: string | number | boolean): string =>
  encodeURIComponent(String(part).replace(/\p{Surrogate}/gu, '\uFFFD'));

const queryString = (query: Query = {}): string => {
  const pairs = Object.entries(query).map(([key, value]) => `${encode(key)}=${encode(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

/** Reads a body as Dash's envelope; no answer has status 0. */
export const parseAnswer = (received: HttpResponse | null): Answer => {
  const { status, text } = received ?? { status: 0, text: '' };
  const empty = text.trim() === '';
  try {
    const envelope: unknown = JSON.parse(text);
    return isObject(envelope) ? { status, empty, envelope } : { status, empty };
  } catch {
    return { status, empty };
  }
};

/**
 * The Dash API of one account as plain functions. Every function throws what `raise` makes of a failure; user text
 * goes out byte for byte.
 */
export const createDash = (accountId: string, { send, fetchFile, raise }: Transport): Dash => {
  /** The ids of the rows of each page read so far, under the list and the key of the page after it. */
  const readBefore = new Map<string, ReadonlySet<string>>();

  const inAccount = (path: Path): Path => ['accounts', accountId, ...path];

  const urlOf = (path: Path, query?: Query): string =>
    [dashBaseUrl(), ...path.map(encode)].join('/') + queryString(query);

  const answerAt = async (method: Verb, path: Path, ask: Ask, data?: unknown): Promise<Answer> => {
    if (path.some(isNameless)) return NO_SUCH_RESOURCE;
    const body = data === undefined ? {} : { body: JSON.stringify({ data }) };
    const attempt = async () => {
      const answer = parseAnswer(await send({ method, url: urlOf(path, ask.query), ...body }));
      refuseForAccount(answer);
      return answer;
    };
    const first = await attempt();
    return first.status === CONFLICT && REPEATABLE.includes(method) ? attempt() : first;
  };

  /** What is wrong with the whole account is wrong with every request, and no wording of one of them fits it. */
  const refuseForAccount = (answer: Answer): void => {
    const failure = accountFailure(answer, accountId);
    if (failure) throw raise(failure);
  };

  const answerTo = (method: Verb, path: Path, ask: Ask, data?: unknown): Promise<Answer> =>
    answerAt(method, inAccount(path), ask, data);

  const dataOf = (answer: Answer, ask: Ask): unknown => {
    if (isSuccess(answer)) return answer.envelope?.data;
    throw raise(failureOf(answer, ask));
  };

  const isUnknown = (answer: Answer): boolean => answer.status === 404 && !isMissingSection(answer);

  /** The rows of an answer, each once: a list that Dash reads in several steps may repeat the row between two of them. */
  const rowsOf = (answer: Answer, ask: Ask, before: ReadonlySet<string> = new Set(ask.known)): unknown[] => {
    const data = dataOf(answer, ask);
    if (!Array.isArray(data)) throw raise(failureOf({ status: answer.status, empty: false }, ask));
    const had = new Set(before);
    return data.filter((row: unknown) => {
      const id = (ask.idOf ?? idOfRow)(row);
      if (id === null) return true;
      const isNew = !had.has(id);
      had.add(id);
      return isNew;
    });
  };

  const idsOf = (rows: readonly unknown[], { idOf = idOfRow }: Ask): Set<string> =>
    new Set(rows.map(idOf).filter((id) => id !== null));

  const request = (method: Verb) => async (path: Path, data: unknown, ask: Ask) =>
    dataOf(await answerTo(method, path, ask, data), ask);

  const page: Dash['page'] = async (path, ask, start) => {
    const query: Query = { page_size: PAGE_SIZE, ...ask.query };
    const pageFrom = (key: string) => JSON.stringify([path, query, key]);
    const asked = { ...ask, query: { ...query, ...(start !== undefined && { start_key: start }) } };
    const answer = await answerTo('GET', path, asked);
    // The key of a page is that of its first row, and several rows may have it: Dash then begins with the first of them
    // (`crossbar_view:last_key`), which was on the page before.
    const rows = rowsOf(answer, ask, start === undefined ? undefined : readBefore.get(pageFrom(start)));
    const next = answer.envelope?.next_start_key;
    // A service that names the page it has just given would otherwise be asked for ever.
    const goesOn = (typeof next === 'string' && next !== '') || typeof next === 'number';
    if (!goesOn || String(next) === start) return { rows };
    readBefore.set(pageFrom(String(next)), idsOf(rows, ask));
    return { rows, next: String(next) };
  };

  const pages: Dash['pages'] = async function* (path, ask) {
    const keys = new Set<string | undefined>();
    let start: string | undefined;
    // A key that comes back would lead round in a circle.
    while (!keys.has(start)) {
      keys.add(start);
      const { rows, next }: Page = await page(path, ask, start);
      yield rows;
      start = next;
    }
  };

  const all: Dash['all'] = async (path, ask) => {
    const answer = await answerTo('GET', path, { ...ask, query: { ...ask.query, paginate: false } });
    return answer.status === TOO_LONG_FOR_ONE_REQUEST ? null : rowsOf(answer, ask);
  };

  return {
    get: (path, ask) => request('GET')(path, undefined, ask),
    find: async (path, ask) => {
      const answer = await answerTo('GET', path, ask);
      return isUnknown(answer) ? null : dataOf(answer, ask);
    },
    put: request('PUT'),
    post: request('POST'),
    patch: request('PATCH'),
    delete: async (path, ask) => {
      const answer = await answerTo('DELETE', path, ask);
      if (isUnknown(answer)) return false;
      dataOf(answer, ask);
      return true;
    },
    getPublic: async (path, ask) => dataOf(await answerAt('GET', path, ask), ask),
    page,
    pages,
    all,
    list: async (path, ask) => {
      const whole = await all(path, ask);
      if (whole) return whole;
      const list: unknown[] = [];
      for await (const rows of pages(path, ask)) list.push(...rows);
      return list;
    },
    file: async (path, ask, { accept, types, largest }) => {
      const refuse = (status: number): Error => raise(failureOf({ status, empty: false }, ask));
      if (path.some(isNameless)) throw refuse(404);
      const received = await fetchFile(urlOf(inAccount(path), ask.query), accept, largest);
      if (!received) throw refuse(0);
      const { status } = received;
      if (status >= 400) {
        // Nothing of the text goes into a sentence: it is as it came, with the token that Dash echoes.
        const body = await received.bytes().catch(() => Buffer.of());
        refuseForAccount(parseAnswer({ status, text: body.toString() }));
        throw refuse(status);
      }
      const contentType = received.contentType.replace(/;.*$/s, '').trim().toLowerCase();
      // Status 200 with the wrong type reads as "something other than data".
      if (status !== 200 || !types.includes(contentType)) throw refuse(status);
      if ((received.contentLength ?? 0) > largest) throw refuse(413);
      const bytes = await received.bytes().catch((error: unknown) => {
        throw refuse(isTooLarge(error) ? 413 : 0);
      });
      // What was just recorded is there before its bytes are.
      if (bytes.length === 0) throw refuse(404);
      return { bytes, contentType };
    },
    hasFile: async (path, ask) => {
      const isNamed = !path.some(isNameless);
      const received = isNamed ? await fetchFile(urlOf(inAccount(path), ask.query), JSON_TYPE, 0) : null;
      if (!received) return null;
      const { status } = received;
      if (status === TOO_MANY_REQUESTS) throw raise(failureOf({ status, empty: false }, ask));
      if (status === NOT_ACCEPTABLE) return true;
      return status === 404 || status >= 500 ? false : null;
    },
  };
};
