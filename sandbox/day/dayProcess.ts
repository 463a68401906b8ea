/** Plays a part of the day at the office on a version of KAZOO, and sends its report to the process that started it. */
import { playDay } from './day.ts';
import type { Part } from './day.ts';
import { createReport } from './report.ts';
import type { KazooVersion } from '../dash/settings.ts';
import type { DayMessage } from './playInProcess.ts';

const send = (message: DayMessage): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, {}, () => {
      resolve();
    });
  });

/** Ends the process, because no one would read its report. */
const leave = (): void => {
  process.exit(1);
};
process.once('disconnect', leave);

const [kazoo, part] = process.argv.slice(2) as [KazooVersion, Part];
const { default: app } = (await import(new URL('../../dist/index.js', import.meta.url).href)) as { default: object };
const report = createReport((line) => void send({ line }));
try {
  await playDay(app, report, kazoo, part);
} catch (error) {
  // The report has printed the failed step already.
  if (report.counts.wrong === 0) throw error;
}
await send({ counts: report.counts });
// A listener on the channel to the other process would keep this one running.
process.off('disconnect', leave);
