import type { MiddlewareHandler } from 'hono';

const headers = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

const isOwn = (host: string | undefined, port: string): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

/** Whether a request comes from this computer's own address of the page, and not from another website. */
export const isOwnRequest = (request: { host?: string; origin?: string; site?: string }, port: string): boolean => {
  const { host, origin, site } = request;
  if (!isOwn(host, port) || site === 'cross-site') return false;
  return origin === undefined || origin === `http://${host ?? ''}`;
};

/** Refuses other websites, also those whose name leads to this computer, and limits what the page may load. */
export const guard =
  (port: () => string): MiddlewareHandler =>
  async (c, next) => {
    const { host, origin, 'sec-fetch-site': site } = c.req.header();
    if (isOwnRequest({ ...(host && { host }), ...(origin && { origin }), ...(site && { site }) }, port())) await next();
    else c.res = c.text('This page is only for this computer. Open it at the address that npm run day prints.', 403);
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
