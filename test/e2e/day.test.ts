import './longRuns.ts';
import app from '../../src/index.ts';
import { playDay } from '../../sandbox/day/day.ts';
import { createReport } from '../../sandbox/report.ts';

test('the day at the office goes as it should', async () => {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  await playDay(app, report);
  expect(report.counts.wrong).toBe(0);
  expect(lines.filter((line) => line.includes('✓')).length).toBeGreaterThan(10);
});
