import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Host } from './host.ts';

/** What a process takes, in bytes. `heapUsed` is measured after a garbage collection. */
export type Memory = { rss: number; heapUsed: number };

/** A host in a process of its own. */
export type Lambda = Host & { memory: () => Promise<Memory>; stop: () => void };

/** A method of the host, and what it is given. */
export type Call = {
  [Name in keyof Omit<Lambda, 'stop'>]: { name: Name; given: Parameters<Lambda[Name]> };
}[keyof Omit<Lambda, 'stop'>];

export type Answer = { id: number; result?: unknown; error?: { name: string; message: string } };

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void };

/** Starts a process that runs the app, as Zapier does: what the rest of the soak test takes is not in its memory. */
export const startLambda = (appUrl: string): Lambda => {
  const file = fileURLToPath(new URL('lambda.ts', import.meta.url));
  const child = fork(file, [appUrl], { execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'] });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  child.on('message', ({ id, result, error }: Answer) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(Object.assign(new Error(error.message), { name: error.name }));
    else resolve?.(result);
  });
  // Core ends a process that has grown too large.
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The app's process ended with code ${String(code)}`));
  });
  const send = (call: Call): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      child.send({ id: calls, call });
    });
  return {
    enter: (...given) => send({ name: 'enter', given }) as Promise<void>,
    leave: (...given) => send({ name: 'leave', given }) as Promise<void>,
    exchange: (...given) => send({ name: 'exchange', given }) as Promise<void>,
    run: (...given) => send({ name: 'run', given }),
    memory: (...given) => send({ name: 'memory', given }) as Promise<Memory>,
    stop: () => child.kill(),
  };
};
