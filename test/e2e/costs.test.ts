import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import zapier from 'zapier-platform-core';
import { FLOORS, REQUESTS, SIZES, type Size } from '../../bench/costs.ts';
import app from '../../src/index.ts';

type Counted = {
  definition: unknown;
  faults: unknown[];
  sizes: Record<Size, number>;
  costs: { operation: string; requests: number }[];
};

type Handler = (event: object) => Promise<{ results: unknown }>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };

const BUNDLE = 'coverage/bundle';

const run = async (...command: string[]): Promise<string> => {
  const options = { maxBuffer: 50_000_000 };
  return (await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], options))
    .stdout;
};

/** Every operation of the bundle runs once against the sandboxes. */
const counted = (async (): Promise<Counted> => {
  await run('scripts/bundle.mjs', BUNDLE);
  return JSON.parse(await run('bench/count.ts', BUNDLE)) as Counted;
})();

test('the bundle has the same definition as the source', async () => {
  const { results } = await createAppHandler(app)({ command: 'definition', calledFromCli: true, bundle: {} });
  expect((await counted).definition).toEqual(results);
});

test('neither the bundle nor its source maps name the folder where it was built, so its files are the same from every folder', async () => {
  await counted;
  const names = readdirSync(BUNDLE);
  expect(names.filter((name) => readFileSync(join(BUNDLE, name), 'utf8').includes(resolve()))).toEqual([]);
});

test('core finds no fault in the bundle', async () => {
  expect((await counted).faults).toEqual([]);
});

test.each(Object.entries(SIZES))('the bundle has no more %s than it may', async (name, { limit }) => {
  expect((await counted).sizes[name as Size]).toBeLessThanOrEqual(limit);
});

test('no operation makes more requests than it may', async () => {
  const tooMany = (await counted).costs.filter(
    ({ operation, requests }) => requests > (REQUESTS[operation]?.requests ?? -1),
  );
  expect(tooMany).toEqual([]);
});

test('each operation of the list is counted', async () => {
  const names = (await counted).costs.map(({ operation }) => operation);
  expect(names.toSorted()).toEqual(Object.keys(REQUESTS).toSorted());
});

test('more requests than the floor have a reason, and others have none', () => {
  const wrong = Object.entries(REQUESTS).filter(
    ([, { kind, requests, why }]) => requests > FLOORS[kind] !== (why !== undefined),
  );
  expect(wrong).toEqual([]);
});
