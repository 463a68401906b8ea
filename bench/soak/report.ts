import { tableLines } from '../../sandbox/day/textTable.ts';
import { median, percentile } from '../statistics.ts';
import type { SoakResult } from './soak.ts';
import type { Memory } from './startLambda.ts';

/** The results of the systems, by the heading of their column. */
export type Results = Readonly<Record<string, SoakResult>>;

const ROWS: readonly [title: string, count: (result: SoakResult) => number][] = [
  ['Zaps', ({ zaps }) => zaps],
  ['Events', ({ deliveries }) => deliveries.first],
  ['Sent again', ({ deliveries }) => deliveries.again],
  ['Forged', ({ deliveries }) => deliveries.forged],
  ['Delivered', ({ delivered }) => delivered],
  ['Lost', ({ lost }) => lost.length],
  ['Doubled', ({ doubled }) => doubled.length],
  ['Forged refused', ({ refused }) => refused],
  ['Errors', ({ errors }) => errors.length],
  ['Requests to Dash', ({ requests }) => requests],
  ['Cache calls', ({ cacheCalls }) => cacheCalls],
];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What happened at each system, and in total. */
export const countLines = (results: Results): string[] => {
  const columns = Object.values(results);
  const rows = ROWS.map(([title, count]) => {
    const counts = columns.map(count);
    return [title, ...[...counts, sum(counts)].map(String)];
  });
  return tableLines([['', ...Object.keys(results), 'Together'], ...rows]);
};

/** Requests and cache calls of all runs, for each run that was not forged. */
export const costLine = (results: Results): string => {
  const all = Object.values(results);
  const runs = sum(all.map(({ deliveries: { first, again } }) => first + again));
  const each = (count: (result: SoakResult) => number) => (sum(all.map(count)) / runs).toFixed(2);
  return `${each(({ requests }) => requests)} requests and ${each(({ cacheCalls }) => cacheCalls)} cache calls per event`;
};

/** The time of an event, by trigger and in total, in milliseconds. */
export const timeLines = (results: Results): string[] => {
  const times = new Map<string, number[]>();
  for (const [trigger, values] of Object.values(results).flatMap((result) => [...result.times]))
    times.set(trigger, [...(times.get(trigger) ?? []), ...values]);
  const row = (title: string, values: readonly number[]) => [
    title,
    ...[values.length, median(values), percentile(values, 99)].map((value) => value.toFixed(0)),
  ];
  const triggers = [...times].map(([trigger, values]) => row(trigger, values));
  return tableLines([
    ['Trigger', 'Events', 'Median (ms)', 'p99 (ms)'],
    ...triggers,
    row('All', [...times.values()].flat()),
  ]);
};

const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

export const memoryLines = (start: Memory, end: Memory): string[] =>
  tableLines([
    ['Memory (MB)', 'Start', 'End'],
    ['Whole process', inMegabytes(start.rss), inMegabytes(end.rss)],
    ['Heap', inMegabytes(start.heapUsed), inMegabytes(end.heapUsed)],
  ]);

/** How much memory may grow, in bytes: a run that leaks a kilobyte per event grows by more. The process varies more than the heap. */
const MAX_GROWTH: Memory = { heapUsed: 4e6, rss: 40e6 };

/** What is wrong, in a few lines; none if all is well. */
export const complaints = (results: Results, start: Memory, end: Memory): string[] => {
  const wrong = Object.entries(results).flatMap(([name, { lost, doubled, errors, deliveries, refused }]) => [
    ...lost.map((line) => `${name}, lost: ${line}`),
    ...doubled.map((line) => `${name}, doubled: ${line}`),
    ...errors.map((line) => `${name}, error: ${line}`),
    ...(refused === deliveries.forged ? [] : [`${name}: a forged delivery started a Zap`]),
  ]);
  const hasGrown = (key: keyof Memory) => end[key] - start[key] > MAX_GROWTH[key];
  return [...wrong, ...(hasGrown('heapUsed') || hasGrown('rss') ? ['The memory grows'] : [])];
};
