/** `npm run soak`: many events on bad days, none of which may be lost or doubled. `--events` and `--seed` change the run. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { shortened } from '../../sandbox/day/textTable.ts';
import { complaints, costLine, countLines, memoryLines, timeLines, type Results } from './report.ts';
import { soak } from './soak.ts';
import { startLambda } from './startLambda.ts';

/** How many deliveries run at the same time. */
const lanes = 20;

/** Enough for all code to be loaded and compiled. */
const WARM_UP_EVENTS = 300;

const { values } = parseArgs({
  options: { events: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const events = Number(values.events) / 2;
const seed = Number(values.seed);

const print = (...lines: readonly string[]) => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

const began = performance.now();
const lambda = startLambda(new URL('../../dist/index.js', import.meta.url).href);
for (const kazoo of ['4.2', '4.3'] as const)
  await soak(lambda, { kazoo, events: WARM_UP_EVENTS / 2, seed: seed + 1, lanes });
const start = await lambda.memory();
const results: Results = {
  'KAZOO 4.2 (forms)': await soak(lambda, { kazoo: '4.2', events, seed, lanes }),
  'KAZOO 4.3 (JSON)': await soak(lambda, { kazoo: '4.3', events, seed, lanes }),
};
const end = await lambda.memory();
lambda.stop();

const seconds = ((performance.now() - began) / 1000).toFixed(0);
const wrong = complaints(results, start, end);
print(
  `Seed ${seed}, ${seconds} seconds, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  ...['', ...countLines(results), '', costLine(results), '', ...timeLines(results), '', ...memoryLines(start, end), ''],
  ...(wrong.length > 0 ? shortened(wrong, 40) : ['Nothing was lost or doubled, and the memory is flat.']),
);
process.exitCode = wrong.length > 0 ? 1 : 0;
