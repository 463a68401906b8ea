/**
 * `npm run bench`: what the app costs in load time, memory, runs, size, and requests. The folders of other apps, as
 * arguments, are loaded beside it.
 */
import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { version as coreVersion } from 'zapier-platform-core';
import { tableLines } from '../sandbox/day/textTable.ts';
import { FLOORS, REQUESTS, SIZES, ZIP, type Size } from './costs.ts';
import { measureLoads, type Load } from './load.ts';
import { countRequests } from './requests.ts';
import { sizesOf } from './sizes.ts';
import { median } from './statistics.ts';
import { measureWarmRuns } from './warm.ts';

const PROCESSES = 15;
const BATCHES = 15;
const RUNS = 100;

const print = (title: string, rows: readonly (readonly string[])[]) => {
  process.stdout.write(`\n${title}\n`);
  for (const line of tableLines(rows)) process.stdout.write(`  ${line.trimEnd()}\n`);
};

const medianOf = (loads: readonly Load[], key: keyof Load): number => median(loads.map((load) => load[key]));
const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
const megabytes = (value: number) => `${value.toFixed(1)} MB`;
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

const printLoads = (others: readonly string[]) => {
  const { core, apps } = measureLoads(['.', ...others], PROCESSES);
  const [cpu, wall] = [medianOf(core, 'cpu'), medianOf(core, 'wall')];
  const row = (name: string, loads: readonly Load[]) => [
    name,
    milliseconds(medianOf(loads, 'cpu')),
    percent(medianOf(loads, 'cpu') / cpu),
    milliseconds(medianOf(loads, 'wall')),
    percent(medianOf(loads, 'wall') / wall),
    megabytes(medianOf(loads, 'heap')),
    megabytes(medianOf(loads, 'rss')),
  ];
  const missing = Array.from({ length: Math.max(0, 2 - others.length) }, () => ['another app', 'not given']);
  print(`Load, median of ${PROCESSES} fresh processes in turn; an app on top of core`, [
    ['', 'Processor', 'of core', 'Clock', 'of core', 'Heap', 'Memory'],
    row('core alone', core),
    ...['this app', ...others.map((folder) => basename(folder))].map((name, nth) => row(name, apps[nth] ?? [])),
    ...missing,
  ]);
};

const printWarmRuns = () => {
  const { empty, surrounded, dropped, alone, delivered } = measureWarmRuns(BATCHES, RUNS);
  const row = (name: string, times: readonly number[], base: readonly number[]) => [
    name,
    `${median(times).toFixed(2)} ms`,
    (median(times) / median(base)).toFixed(2),
  ];
  print(`A warm run, processor time, median of ${BATCHES} batches of ${RUNS} in turn`, [
    ['', 'Processor', 'times'],
    row('an empty app', empty, empty),
    row('the same trigger among all operations of this app', surrounded, empty),
    row('an event without the secret, dropped', dropped, empty),
    row('an event delivered, in an app with this trigger alone', alone, alone),
    row('an event delivered, in this app', delivered, alone),
  ]);
};

const printSizes = (sizes: Record<Size, number>) => {
  print('Size', [
    ['', 'Now', 'Limit', 'Why so many'],
    ...Object.entries(SIZES).map(([name, { limit, why }]) => [name, String(sizes[name as Size]), String(limit), why]),
    ['bytes of build/build.zip', String(statSync('build/build.zip').size), String(ZIP.limit), ZIP.why],
  ]);
};

const printRequests = async (app: object) => {
  const costs = await countRequests(app);
  print('Requests to Dash and VirtualText, calls to Zapier’s cache, and runs of the app', [
    ['Operation', 'Floor', 'Requests', 'Cache', 'Runs', 'Why more'],
    ...costs.map(({ operation, requests, cacheCalls, runs }) => {
      const { kind, why = '' } = REQUESTS[operation] ?? {};
      return [operation, kind ? String(FLOORS[kind]) : '?', ...[requests, cacheCalls, runs].map(String), why];
    }),
  ]);
};

const [processor] = cpus();
process.stdout.write(
  `Node ${process.version}, core ${coreVersion}, ${cpus().length} × ${processor?.model ?? 'unknown processor'}\n`,
);
type App = Parameters<typeof sizesOf>[1];
const { default: app } = (await import(new URL('../dist/index.js', import.meta.url).href)) as { default: App };
printLoads(process.argv.slice(2));
printWarmRuns();
printSizes(sizesOf('dist', app));
await printRequests(app);
