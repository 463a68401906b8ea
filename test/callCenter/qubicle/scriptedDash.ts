import { createDash } from '../../../src/dash/client.ts';
import { ACCOUNT, refusal, ROOT, success } from '../../support/dash.ts';

export type Answer = { status: number; text: string };

export const answers = (data: unknown): Answer => ({ status: 200, text: JSON.stringify(success(data)) });

export const refuses = (status: number, message = 'no', data: unknown = {}): Answer => ({
  status,
  text: JSON.stringify(refusal(status, message, data)),
});

/** Dash's two answers when the phone system doesn't have a part of the API. */
export const missing = refuses(404, 'not_found');
export const missingEmpty: Answer = { status: 404, text: '' };
export const unknownId = refuses(404, 'bad_identifier');

/**
 * Dash with the answers to each request (`GET /path?query`), in turn; the last one is repeated. `requests` has what was
 * requested, with the body's data.
 */
export const scriptedDash = (script: Readonly<Record<string, Answer | readonly Answer[]>>) => {
  const requests: string[] = [];
  const counts = new Map<string, number>();
  const dash = createDash(ACCOUNT, {
    send: ({ method, url, body }) => {
      const request = `${method} ${url.replace(`${ROOT}/v2/accounts/${ACCOUNT}`, '')}`;
      const count = counts.get(request) ?? 0;
      counts.set(request, count + 1);
      const data = body === undefined ? '' : ` ${JSON.stringify((JSON.parse(body) as { data: unknown }).data)}`;
      requests.push(`${request}${data}`);
      const scripted = [script[request] ?? refuses(500, `not scripted: ${request}`)].flat();
      return Promise.resolve(scripted[Math.min(count, scripted.length - 1)] ?? null);
    },
    fetchFile: () => Promise.resolve(null),
  });
  return { dash, requests };
};
