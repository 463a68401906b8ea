import { flag, isObject, text } from '../dash/schema.ts';

/** The status of an answer that was longer than an answer may be. VirtualText's own 413 is for a request that is too large. */
export const TOO_LONG = -1;

/** An answer of VirtualText with its body as JSON, or else null. Status 0: no answer came; 408: it took too long. */
export type VirtualTextAnswer = { status: number; body: unknown };

export const isJson = ({ body }: VirtualTextAnswer): boolean => isObject(body) || Array.isArray(body);

const complaint = (value: unknown): string | null => text(isObject(value) ? value.message : value);

/** The complaints of an answer in its three forms: `errors: []`, `error: {message}`, and `message` with `reason`. */
const complaintsIn = (body: unknown): string | null => {
  if (!isObject(body)) return null;
  const { errors, error, message, reason } = body;
  const several = [errors]
    .flat()
    .map(complaint)
    .filter((one) => one !== null);
  if (several.length > 0) return several.join('; ');
  return complaint(error) ?? text(message) ?? text(reason);
};

/** Whether an answer reports an error although its status is a success. */
const hasError = ({ body }: VirtualTextAnswer): boolean => {
  if (!isObject(body)) return false;
  const { status, success, errors, error, _errType } = body;
  const isRefusal = /^(false|error|failed)$/i.test(text(status) ?? '') || flag(success) === false;
  return isRefusal || text(_errType) !== null || complaintsIn({ errors, error }) !== null;
};

/** Whether VirtualText did what was requested. `enough` are the statuses of refusals that count as well. */
export const isAccepted = (answer: VirtualTextAnswer, enough: readonly number[] = []): boolean =>
  enough.includes(answer.status) ||
  (answer.status >= 200 && answer.status < 300 && isJson(answer) && !hasError(answer));

/** A shorter secret is part of many harmless words. */
const MIN_SECRET_LENGTH = 4;

/** The encodings in which a server may repeat a text. */
const encodingsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
];

/** The reason in VirtualText's answer, without `secrets`, which a careless server may repeat; null if there is none. */
export const reasonIn = ({ body }: VirtualTextAnswer, secrets: readonly string[]): string | null =>
  secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .flatMap(encodingsOf)
    .reduce((reason, secret) => reason?.replaceAll(secret, '…') ?? null, complaintsIn(body));
