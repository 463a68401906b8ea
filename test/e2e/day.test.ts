import './longRuns.ts';
import app from '../../src/index.ts';
import { playDay } from '../../sandbox/day/day.ts';
import { COLUMNS, createReport } from '../../sandbox/day/report.ts';
import { columnsOf } from '../../sandbox/day/textTable.ts';

// The day is played at the pace of the sandbox.
jest.unmock('../../src/zapier/wait.ts');

test.each(['4.2', '4.3'] as const)('the day at the office goes as it should on KAZOO %s', async (kazoo) => {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  await playDay(app, report, kazoo);
  expect(report.counts.wrong).toBe(0);
  expect(lines.filter((line) => line.includes('✓')).length).toBeGreaterThan(10);
  expect(lines.filter((line) => columnsOf(line) > COLUMNS)).toEqual([]);
});
