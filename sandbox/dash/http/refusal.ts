/** Dash's names for the statuses of failed requests. */
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

/** The texts of messages that differ from the message without its underscores. */
const texts: Record<string, string> = { invalid_method: 'method not allowed' };

/** The envelope keys of a failed request. `data` is the text of the message by default. */
export const errorEnvelope = (status: number, message = messages[status] ?? 'generic_error', data?: unknown) => ({
  status: 'error',
  error: String(status),
  message,
  data: data ?? { message: texts[message] ?? message.replaceAll('_', ' ') },
});

/** The response to a failed request, thrown by its handler. Without `envelope` the body is empty. */
export class Refusal extends Error {
  readonly status: number;
  readonly envelope: Record<string, unknown> | undefined;

  constructor(status: number, envelope?: Record<string, unknown>) {
    super(`Dash responds with ${status}`);
    this.status = status;
    this.envelope = envelope;
  }
}

export const refuse = (status: number, message?: string, data?: unknown): Refusal =>
  new Refusal(status, errorEnvelope(status, message, data));

/** The 404 for an unknown id. */
export const badIdentifier = (id: string | undefined): Refusal =>
  refuse(404, 'bad_identifier', { message: 'bad identifier', cause: id });

/** The document with this id; throws a 404 if there is none. */
export const findById = <T extends { id: string }>(documents: readonly T[], id: string | undefined): T => {
  const found = documents.find((document) => document.id === id);
  if (!found) throw badIdentifier(id);
  return found;
};
