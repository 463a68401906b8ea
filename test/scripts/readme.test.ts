import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import app from '../../src/index.ts';

type Operations = Record<string, { display: { label?: string; hidden?: boolean } }>;

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

/** The label and the key in each row of the table under a heading. */
const listedUnder = (heading: string): [label: string | undefined, key: string][] => {
  const [, section = ''] = readme.split(`\n### ${heading}\n`);
  const [own = ''] = section.split('\n### ');
  return [...own.matchAll(/^\| (.+?) +\| `(\w+)` +\|/gm)].map(([, label = '', key = '']) => [label, key]);
};

const kinds: [heading: string, operations: Operations][] = [
  ['Triggers', app.triggers],
  ['Actions', app.creates],
  ['Searches', app.searches],
];

test.each(kinds)('the README lists the %s that people see, in the order of the app', (heading, operations) => {
  const visible = Object.entries(operations).filter(([, { display }]) => display.hidden !== true);
  expect(listedUnder(heading)).toEqual(visible.map(([key, { display }]) => [display.label, key]));
});
