import type { Verb } from '../dash/http.ts';
import { isDeeperThan, isObject, MAX_DEPTH, text } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';
import { refuseReserved } from './apiQuery.ts';

/** What a request sends: the data, and the other keys of Dash's envelope. */
export type ApiBody = { data?: unknown; envelope?: Record<string, unknown> };

const NO_JSON = `Body isn't valid JSON. Write it like {"first_name": "Jane"}.`;
const TOO_DEEP = `Body is nested too deep. Nest lists and objects at most ${MAX_DEPTH} levels deep.`;
const NOT_FOR_GET = "GET only reads, so it can't send a Body. Leave Body empty, or choose another Method.";

/** What Dash reads in addition to the data. */
const BESIDE_DATA = ['action', 'accept_charges'];

/** The keys of an envelope in Dash's requests and answers, which people paste as a whole. */
const ENVELOPE = new Set([
  ...['data', ...BESIDE_DATA],
  ...['verb', 'auth_token', 'request_id', 'status', 'revision', 'timestamp', 'version', 'node', 'tokens'],
  ...['page_size', 'start_key', 'next_start_key'],
]);

type Fields = Record<string, unknown>;

const isData = (value: unknown): boolean => isObject(value) || Array.isArray(value);

const isEnvelope = (value: unknown): value is Fields =>
  isObject(value) && isData(value.data) && Object.keys(value).every((key) => ENVELOPE.has(key.toLowerCase()));

const parsed = (written: string): unknown => {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return undefined;
  }
};

/** The JSON in the field Body; null if it is empty. */
const jsonOf = (input: unknown): unknown => {
  const written = text(input)?.trim() ?? '';
  if (written === '') return isData(input) ? input : null;
  const value = parsed(written);
  if (value === null || isData(value)) return value;
  throw haltedError(NO_JSON);
};

/** The top-level keys, some of which Dash reads itself. */
const topKeys = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : []);

/** The value as an envelope, or an envelope around it. */
const envelopeOf = (value: unknown): Required<ApiBody> => {
  if (!isEnvelope(value)) return { data: value, envelope: {} };
  const beside = Object.entries(value).filter(([key]) => BESIDE_DATA.includes(key));
  refuseReserved(
    'Body',
    Object.keys(value).filter((key) => key.toLowerCase() === 'verb'),
  );
  return { data: value.data, envelope: Object.fromEntries(beside) };
};

/**
 * What the field Body sends, in Dash's envelope unless it already has one. Dash expects an envelope with every method except
 * GET and DELETE, even an empty one. Invalid JSON, or a body that would override the method, stops the step. Pure.
 */
export const parseApiBody = (method: Verb, input: unknown): ApiBody => {
  const value = jsonOf(input);
  if (value === null) return method === 'GET' || method === 'DELETE' ? {} : { data: {} };
  if (method === 'GET') throw haltedError(NOT_FOR_GET);
  if (isDeeperThan(value, MAX_DEPTH)) throw haltedError(TOO_DEEP);
  const body = envelopeOf(value);
  refuseReserved('Body', topKeys(body.data));
  return body;
};
