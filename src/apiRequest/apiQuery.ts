import { isObject, text } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';

type Pairs = Readonly<Record<string, string>>;

/**
 * What Dash reads from a query or a body instead of a header or the method (`cb_context:req_value`): `verb` would turn a
 * request that reads into one that deletes (`api_util:get_http_verb`).
 */
const RESERVED = /^(verb|auth_token|authorization|accept|jsonp)$/i;

/** Stops the step if a field, named by its label, would override what the step itself decides. */
export const refuseReserved = (label: string, keys: readonly string[]): void => {
  if (keys.some((key) => RESERVED.test(key.trim())))
    throw haltedError(
      `${label} can't include verb, accept, or auth_token. Choose what to do in Method; signing in is automatic.`,
    );
};

const valueOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : text(value);

/** The pairs of the field Query, which may also be a text such as `page_size=5&start_key=…`. */
const pairsOf = (input: unknown): [string, unknown][] =>
  isObject(input) ? Object.entries(input) : [...new URLSearchParams(text(input) ?? '')];

/** The query of a request: the query string after the path, overridden by the field Query, without empty values. Pure. */
export const parseApiQuery = (behindPath: Pairs, input: unknown): Record<string, string> => {
  const pairs = [...Object.entries(behindPath), ...pairsOf(input)].flatMap(([key, given]) => {
    const value = valueOf(given);
    return key.trim() === '' || value === null ? [] : [[key.trim(), value] as const];
  });
  const query = Object.fromEntries(pairs);
  refuseReserved('Query', Object.keys(query));
  return query;
};
