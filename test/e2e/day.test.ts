import './longRuns.ts';
import app from '../../src/index.ts';
import { parts, playDay } from '../../sandbox/day/day.ts';
import { COLUMNS, createReport } from '../../sandbox/day/report.ts';
import { columnsOf } from '../../sandbox/day/textTable.ts';

// The day needs the app's real waits.
jest.unmock('../../src/zapier/wait.ts');

const days = (['4.2', '4.3'] as const).flatMap((kazoo) => parts.map((part) => [kazoo, part] as const));

test.each(days)('every check of the day comes out right on KAZOO %s, part: %s', async (kazoo, part) => {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  await playDay(app, report, kazoo, part);
  expect(report.counts.wrong).toBe(0);
  expect(lines.filter((line) => line.includes('✓')).length).toBeGreaterThan(5);
  expect(lines.filter((line) => columnsOf(line) > COLUMNS)).toEqual([]);
});
