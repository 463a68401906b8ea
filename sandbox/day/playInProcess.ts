import { fork } from 'node:child_process';
import type { KazooVersion } from '../dash/settings.ts';
import type { Part } from './day.ts';
import type { Report } from './report.ts';

type Counts = Report['counts'];

/** What the process of a part of a day sends: each line of its report, and at the end the counts. */
export type DayMessage = { line: string } | { counts: Counts };

/** A part of a day in progress. `printTo` prints past lines at once and later ones as they come, all in order. */
export type PlayedDay = { printTo: (print: (line: string) => void) => void; over: Promise<Counts> };

/**
 * Plays a part of a day in its own process, since the app reads the address of the phone system from the environment.
 */
export const playInProcess = (kazoo: KazooVersion, part: Part): PlayedDay => {
  const early: string[] = [];
  let print = (line: string): void => {
    early.push(line);
  };
  const day = fork(new URL('./dayProcess.ts', import.meta.url), [kazoo, part]);
  let counts: Counts | undefined;
  day.on('message', (message: DayMessage) => {
    if ('line' in message) print(message.line);
    else ({ counts } = message);
  });
  const over = new Promise<Counts>((resolve) => {
    day.once('exit', (code, signal) => {
      if (!counts) print(`\nThe day on KAZOO ${kazoo} ended unexpectedly (${String(signal ?? code)}).`);
      resolve(counts ?? { right: 0, wrong: 1 });
    });
  });
  return {
    printTo: (write) => {
      print = write;
      early.splice(0).forEach(write);
    },
    over,
  };
};
