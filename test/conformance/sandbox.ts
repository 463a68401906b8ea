import nock from 'nock';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import { isObject } from '../../src/dash/schema.ts';
import { golden } from './golden.ts';
import type { DashSandbox, Settings } from '../../sandbox/dash/server.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';

export const VERSIONS = ['4.2', '4.3'] as const satisfies KazooVersion[];

/** An answer of KAZOO's own code; `http_status` is null where the request succeeded. */
export type GoldenAnswer = {
  request: string;
  http_status: number | null;
  data: unknown;
  envelope?: Record<string, unknown>;
  resp_headers?: Record<string, string>;
};

/** The golden answers of one file, by their request. */
export const answersOf = (name: string): ((request: string) => GoldenAnswer) => {
  const { answers } = golden(name) as { answers: GoldenAnswer[] };
  return (request) => {
    const found = answers.find((answer) => answer.request === request);
    if (!found) throw new Error(`${name} has no answer to ${request}`);
    return found;
  };
};

/** An answer of the sandbox: its envelope, or the text where it is none. */
export type SandboxAnswer = { status: number; body: Record<string, unknown>; text: string; headers: Headers };

export type Asking = { data?: unknown; headers?: Record<string, string>; method?: string };

/** A running sandbox of one version, asked as a client would, with a session of the account's API key. */
export const openSandbox = async (kazoo: KazooVersion, settings: Partial<Settings> = {}) => {
  nock.enableNetConnect('127.0.0.1');
  const dash: DashSandbox = await startDash({ settings: { kazoo, ...settings } });
  const ask = async (path: string, { data, headers = {}, method = 'GET' }: Asking = {}): Promise<SandboxAnswer> => {
    const body = data === undefined ? {} : { body: JSON.stringify({ data }) };
    const response = await fetch(dash.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...body,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const envelope: unknown = isJson ? JSON.parse(text) : {};
    return { status: response.status, body: isObject(envelope) ? envelope : {}, text, headers: response.headers };
  };
  const login = await ask('/api_auth', { method: 'PUT', data: { api_key: credentials.apiKey } });
  const token = String(login.body.auth_token);
  return {
    dash,
    token,
    ask,
    inAccount: (path: string, { headers = {}, ...more }: Asking = {}) =>
      ask(`/accounts/${dash.company.account.id}${path}`, { headers: { 'x-auth-token': token, ...headers }, ...more }),
    close: dash.close,
  };
};

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;
