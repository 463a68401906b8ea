/** `npm run bench`: what the app costs in load time, size, and requests. */
import { statSync } from 'node:fs';
import { tableLines } from '../sandbox/day/textTable.ts';
import { measureLoad } from './load.ts';
import { countRequests } from './requests.ts';
import { median } from './statistics.ts';

const RUNS = 15;

const print = (line: string) => {
  process.stdout.write(`${line}\n`);
};

const milliseconds = (values: number[]) =>
  `median ${median(values).toFixed(1)} ms, fastest ${Math.min(...values).toFixed(1)} ms`;
const kilobytes = (file: string) => `${(statSync(file).size / 1000).toFixed(0)} kB`;

const { core, app } = measureLoad(RUNS);
print(`Load time, ${String(RUNS)} fresh processes`);
print(`  zapier-platform-core        ${milliseconds(core)}`);
print(`  the app without core        ${milliseconds(app)}   (goal: below 10 ms)`);
print('\nSize');
print(`  dist/index.js               ${kilobytes('dist/index.js')}`);
print(`  build/build.zip             ${kilobytes('build/build.zip')}   (limit: 800 kB)`);

const { default: definition } = (await import(new URL('../dist/index.js', import.meta.url).href)) as {
  default: object;
};
print('\nWhat operations cost: requests to Dash and VirtualText, calls to the platform’s cache, and runs of the app');
const costs = (await countRequests(definition)).map(({ operation, requests, cacheCalls, runs }) =>
  [operation, requests, cacheCalls, runs].map(String),
);
for (const line of tableLines([['Operation', 'Requests', 'Cache', 'Runs'], ...costs])) print(`  ${line}`);
