import type { KazooVersion, State } from './state.ts';

/** A request to one endpoint, taken apart. `data` is what the envelope of the request held. */
export type Call = {
  params: Record<string, string>;
  query: Record<string, string>;
  data: Record<string, unknown>;
  accept: string;
};

/** What an endpoint answers: `data` goes into Dash's envelope, a list in pieces if `chunked`; a `file` goes out as it is. */
export type Answer =
  | { status: number; data: unknown; envelope?: Record<string, unknown>; chunked?: boolean }
  | { status: number; file: Uint8Array<ArrayBuffer>; headers: Record<string, string> };

/** One endpoint of the API. It returns what went well and throws a `Refusal` for everything else. */
export type Handler = (call: Call, state: State) => Answer;

/** The name that Dash gives to each failure. */
const messages: Record<number, string> = {
  400: 'validation error',
  401: 'invalid_credentials',
  402: 'no_credit',
  403: 'forbidden',
  404: 'bad_identifier',
  405: 'invalid_method',
  409: 'datastore_conflict',
  423: 'locked',
  429: 'too_many_requests',
  500: 'unspecified_fault',
  502: 'bad_gateway',
  503: 'datastore_unreachable',
};

/** What a failure says in words, where that is not its name without underscores. */
const words: Record<string, string> = { invalid_method: 'method not allowed' };

/** The envelope keys of a failed answer; without `data`, the message in words. */
export const failure = (status: number, message = messages[status] ?? 'generic_error', data?: unknown) => ({
  status: 'error',
  error: String(status),
  message,
  data: data ?? { message: words[message] ?? message.replaceAll('_', ' ') },
});

/** A failed answer, thrown. Without `envelope` the body is empty. */
export class Refusal extends Error {
  readonly status: number;
  readonly envelope: Record<string, unknown> | undefined;

  constructor(status: number, envelope?: Record<string, unknown>) {
    super(`Dash answers ${status}`);
    this.status = status;
    this.envelope = envelope;
  }
}

export const refuse = (status: number, message?: string, data?: unknown): Refusal =>
  new Refusal(status, failure(status, message, data));

/** An id that nothing has. */
export const badIdentifier = (id: string | undefined): Refusal =>
  refuse(404, 'bad_identifier', { message: 'bad identifier', cause: id });

export const ok = (data: unknown): Answer => ({ status: 200, data });
/** Something was handed on, and nobody knows yet what comes of it; KAZOO 4.3 has a word of its own for that. */
export const accepted = (kazoo: KazooVersion, data: unknown): Answer => ({
  status: 202,
  data,
  ...(kazoo === '4.3' && { envelope: { status: 'accepted' } }),
});
export const created = (data: unknown): Answer => ({ status: 201, data });

/** The document with this id, or a 404. */
export const oneOf = <T extends { id: string }>(documents: T[], id: string | undefined): T => {
  const found = documents.find((document) => document.id === id);
  if (!found) throw badIdentifier(id);
  return found;
};
