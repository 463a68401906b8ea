/** `npm start`: the app's main job, on the sandbox. The exit code is 0 only if exactly the expected things happened. */
import { playDay } from './day/day.ts';
import { createReport } from './day/report.ts';

const { default: app } = (await import(new URL('../dist/index.js', import.meta.url).href)) as { default: object };
const print = (line: string) => {
  process.stdout.write(`${line}\n`);
};
const report = createReport(print);

print('VirtualPBX for Zapier, between a phone system and a Zapier that run on this computer.');
try {
  for (const kazoo of ['4.3', '4.2'] as const) {
    report.chapter(`A day at the office, on a phone system of KAZOO ${kazoo}`);
    await playDay(app, report, kazoo);
  }
} catch (error) {
  // The report has printed the failed step already.
  if (report.counts.wrong === 0) throw error;
}
const { right, wrong } = report.counts;
print(
  wrong === 0 ? `\nAll ${String(right)} checks came out right.` : `\n${String(wrong)} of the checks came out wrong.`,
);
process.exitCode = wrong === 0 ? 0 : 1;
