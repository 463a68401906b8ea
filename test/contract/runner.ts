import http from 'node:http';
import https from 'node:https';
import { setImmediate } from 'node:timers/promises';
import nock from 'nock';
import zapier from 'zapier-platform-core';
import { quotedFields } from './exceptions.ts';
import { findInput, findLeaks, textsIn, type Outlet, type Secret } from './guard.ts';
import { TARGET_URL } from './marks.ts';
import { NEW_TOKEN, secrets, type Connection } from './secrets.ts';
import { ownWordsOf, type Situation } from './operations.ts';
import { serviceAt, type Answer, type Asked, type World } from './worlds.ts';

export const RPC = 'https://rpc.platform.test';

// Core calls the platform back only with one of these; its name is none that the log scrubber takes for a secret.
process.env.ZAPIER_DEPLOY_KEY = 'platform-of-the-tests';

// An earlier test file of this process may have left core's mark here, without the patch that it stands for.
for (const module of [http, https]) Reflect.deleteProperty(module, 'patchedByZapier');

// Core ends a process that has grown after many runs, which here is the process of the tests.
jest.spyOn(process, 'memoryUsage').mockReturnValue({ ...process.memoryUsage(), rss: 0 });

type Handler = (event: object) => Promise<{ results: unknown }>;
const createAppHandler = (zapier as unknown as { createAppHandler: (app: object) => Handler }).createAppHandler;

/** All that one run of an operation gave away. */
export type Run = {
  method: string;
  logs: unknown[];
  asked: Asked[];
  output?: unknown;
  error?: unknown;
  input: unknown;
  /** What the operation itself offers to choose from. */
  ownWords: ReadonlySet<string>;
};

type RpcCall = { id: string; method: string };

/** The platform as an empty cache and a place for files. */
const rpcResults: Record<string, unknown> = {
  zcache_get: null,
  zcache_set: true,
  get_cursor: 'the next page',
  get_presigned_upload_post_data: { url: `${RPC}/files`, fields: { key: 'stash' } },
};

const rpcAnswer = ({ url, body }: Asked): nock.ReplyFnResult => {
  if (url.pathname === '/files') return [204, ''];
  const { id, method } = JSON.parse(body) as RpcCall;
  return [200, { id, result: rpcResults[method] ?? null }, { 'content-type': 'application/json' }];
};

const worldAnswer = ({ status, body, type, headers }: Answer): nock.ReplyFnResult => [
  status,
  body,
  { ...(type !== undefined && { 'content-type': type }), ...headers },
];

const VERBS = ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE'];

type Request = { method: string; path: string; headers: Record<string, string> };

const readRequest = ({ method, path, headers }: Request, body: unknown): Asked => ({
  method,
  url: new URL(`https://${String(headers.host)}${path}`),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A new one each time: core writes into an error what happened before it. */
const broken = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Answers every request to every host, and notes it. */
const answerAll = (world: World): Asked[] => {
  const all: Asked[] = [];
  for (const verb of VERBS) {
    nock(/^https?:/)
      .persist()
      .intercept(/.*/, verb)
      .optionally()
      .reply(function (_path, body, answer) {
        const asked = readRequest(this.req, body);
        const earlier = [...all];
        all.push(asked);
        if (asked.url.origin === RPC) answer(null, rpcAnswer(asked));
        else {
          const given = world.answer(asked, earlier);
          if (given) answer(null, worldAnswer(given));
          else answer(broken(), [0]);
        }
      });
  }
  return all;
};

/** So many turns of the event loop are more than lie between an answer and the next request. */
const TURNS = 20;

/** Waits for what a run that failed still asks beside the request that failed: it must not reach the next run. */
const isQuiet = async (asked: readonly Asked[]): Promise<void> => {
  for (let seen = -1; seen < asked.length;) {
    seen = asked.length;
    for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
  }
};

/** Runs a method of the app through core's real handler, with its log and its patches of the network on. */
export const run = async (
  app: object,
  method: string,
  { bundle }: Situation,
  authData: Connection,
  world: World,
): Promise<Run> => {
  const handler = createAppHandler(app);
  const asked = answerAll(world);
  const logs: unknown[] = [];
  const whole = structuredClone({ authData, inputData: {}, meta: {}, targetUrl: TARGET_URL, ...bundle });
  const input = structuredClone(whole.inputData);
  const done: Run = { method, logs, asked, input, ownWords: ownWordsOf(app, method) };
  try {
    const { results } = await handler({
      command: 'execute',
      method,
      bundle: whole,
      customLogger: (message: string, data: unknown) => logs.push({ message, data }),
      rpc_base: RPC,
      storeKey: 'zap',
    });
    done.output = results;
  } catch (error) {
    done.error = error;
    await isQuiet(asked);
  }
  nock.cleanAll();
  return done;
};

/** Webhook secrets that were made during the run. */
const madeInRun = ({ output, asked }: Run): Secret[] => {
  const texts = [JSON.stringify(output ?? null), ...asked.map(({ body }) => body)];
  const found = texts.flatMap((text) =>
    [...text.matchAll(/"zapier_token":"([^"]+)"/g)].map(([, value]) => String(value)),
  );
  const isNew = (value: string) => !secrets.some((secret) => secret.value === value);
  return [...new Set(found.filter(isNew))].map((value) => ({ name: 'a new webhook secret', value, home: 'dash' }));
};

/** What the platform keeps of an operation and gives back to it, and so may be in its output. */
const keptByPlatform: [RegExp, (secret: Secret) => boolean][] = [
  [/\.performSubscribe$/, ({ name }) => name.endsWith('webhook secret')],
  [/^authentication\.sessionConfig\.perform$/, ({ value }) => value === NEW_TOKEN],
];

const outletsOf = ({ method, logs, asked, output, error }: Run): Outlet[] => [
  { name: 'a log record', texts: textsIn(logs) },
  { name: 'the error', texts: textsIn(error) },
  {
    name: 'the output',
    texts: textsIn(output),
    mayHold: (secret) => keptByPlatform.some(([methods, isKept]) => methods.test(method) && isKept(secret)),
  },
  ...asked.map(({ url }) => ({
    name: 'an address',
    texts: [url.href],
    mayHold: ({ home, isInAddress }: Secret) => isInAddress === true && home === serviceAt(url),
  })),
  ...asked.map(({ url, headers, body }) => ({
    name: `a request to ${url.host}`,
    texts: [...textsIn(headers), body],
    mayHold: ({ home }: Secret) => home !== null && home === serviceAt(url),
  })),
];

/** What was filled in, without the fields whose sentence may quote it. */
const unquotedInput = ({ input }: Run): object =>
  Object.fromEntries(Object.entries(input ?? {}).filter(([key]) => !quotedFields.test(key)));

/** One line for each secret that the run gave away, and for each input value in its error. */
export const leaksOf = (run: Run): string[] => [
  ...new Set([
    ...findLeaks(outletsOf(run), [...secrets, ...madeInRun(run)]),
    ...findInput(run.error, unquotedInput(run), run.ownWords),
  ]),
];
