import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import app from '../../src/index.ts';
import { zaps } from '../../sandbox/zaps/index.ts';
import { houseRules } from '../definition/houseRules.ts';
import { zapierChecks } from '../definition/zapierChecks.ts';

const docs = join(__dirname, '../../docs');
const textOf = (page: string): string => readFileSync(join(docs, page), 'utf8');

type Row = { code: string; where: string };

/** The rows of the tables that begin with the number of a check. */
const rows: Row[] = textOf('checks.md')
  .split('\n')
  .flatMap((line) => {
    const [, code, , where = ''] = line.split('|').map((cell) => cell.trim());
    return code !== undefined && /^[A-Z]\d{3}$/.test(code) ? [{ code, where }] : [];
  });

const numbered = (letter: string, ...numbers: number[]): string[] =>
  numbers.map((one) => `${letter}${String(one).padStart(3, '0')}`);

describe('the page about the checks', () => {
  test('has each check of Zapier once', () => {
    const others = [
      ...numbered('T', 1, 2, 3, 4, 5, 6),
      ...numbered('Z', 1),
      ...numbered('C', 1, 2, 3),
      ...numbered('E', 1),
      ...numbered('M', 1, 2, 3, 4, 5, 6, 7),
      ...numbered('A', 1),
      ...numbered('S', 1, 2, 3),
      ...numbered('L', 1, 2, 3, 4),
      ...numbered('U', 1),
    ];
    expect(rows.map(({ code }) => code)).toEqual([...zapierChecks.map(({ code }) => code), ...others]);
  });

  test.each(rows)('says of $code where it is tested, or why it is not', ({ code, where }) => {
    const isOfDefinition = code.startsWith('D');
    const names = [...where.matchAll(/\]\(\.\.\/test\/[\w/.]+\)/g)];
    const whyNot = /^(Only|They are|It is a)|Zapier’s site|Zapier's site/;
    expect(isOfDefinition || names.length > 0 || whyNot.test(where)).toBe(true);
  });

  test('names only rules that there are', () => {
    const pages = textOf('checks.md') + textOf('deployment.md');
    const named = [...pages.matchAll(/[Tt]he rule `([^`]+)`/g)].map(([, rule]) => rule);
    const known = houseRules.map(({ code }) => code);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((rule) => rule === undefined || !known.includes(rule))).toEqual([]);
  });
});

describe('what to hide for the first submission', () => {
  const [, section = ''] = textOf('deployment.md').split('### What to hide');
  const firstCells = (section.split('\n### ')[0] ?? '').match(/^\| \*\*[^|]+\|/gm) ?? [];
  const hidden = firstCells.flatMap((cell) => [...cell.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label]) => label));
  const operations = Object.entries({ ...app.triggers, ...app.searches, ...app.creates });
  const labels = new Map(operations.map(([key, { display }]) => [key, display.label]));

  test('is called by its label, each step once', () => {
    expect(hidden.length).toBeGreaterThan(20);
    expect(hidden.filter((label) => ![...labels.values()].includes(label ?? ''))).toEqual([]);
    expect(new Set(hidden).size).toBe(hidden.length);
  });

  test('is needed by no use case, but for text messages', () => {
    const used = zaps.flatMap((zap) => JSON.stringify(zap).match(/[a-z]+(?:_[a-z]+)+/g) ?? []);
    const hiddenKeys = [...labels].filter(([, label]) => hidden.includes(label)).map(([key]) => key);
    const ofTexts = ['new_message', 'send_message', 'create_contact', 'find_contact'];
    expect(hiddenKeys.filter((key) => used.includes(key) && !ofTexts.includes(key))).toEqual([]);
    expect(used).toContain('send_message');
  });
});
