/** A request in the form that a trigger gets it, not parsed. */
export type RawRequest = {
  method: string;
  /** Without the question mark. */
  querystring: string;
  /** Camel-Case, with `Http-` in front of all but Content-Type and Content-Length. */
  headers: Record<string, string>;
  content: string;
};

/** A delivery to a hook URL, in both forms that `perform` sees. */
export type Delivery = { cleanedRequest: unknown; rawRequest: RawRequest };

const bareHeaders = new Set(['Content-Type', 'Content-Length']);

const headerName = (name: string): string => {
  const camel = name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('-');
  return bareHeaders.has(camel) ? camel : `Http-${camel}`;
};

/** Names stay as they are (`vars[account_id]`) and values stay text: the platform does not parse brackets. */
const readForm = (content: string): Record<string, string> => Object.fromEntries(new URLSearchParams(content));

const readJson = (content: string): unknown => {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
};

const bodyReaders: [mediaType: RegExp, read: (content: string) => unknown][] = [
  [/json/i, readJson],
  [/^application\/x-www-form-urlencoded/i, readForm],
];

/**
 * Parses a request as the platform does: the keys of the body, with the parsed query beside them; a JSON array alone.
 */
export const readDelivery = (request: {
  method: string;
  querystring: string;
  headers: Iterable<[string, string]>;
  content: string;
}): Delivery => {
  const headers = Object.fromEntries([...request.headers].map(([name, value]) => [headerName(name), value]));
  const read = bodyReaders.find(([mediaType]) => mediaType.test(headers['Content-Type'] ?? ''))?.[1];
  const body = read?.(request.content);
  const cleanedRequest = Array.isArray(body)
    ? body
    : { ...(typeof body === 'object' ? body : {}), querystring: readForm(request.querystring) };
  const { method, querystring, content } = request;
  return { cleanedRequest, rawRequest: { method, querystring, headers, content } };
};
