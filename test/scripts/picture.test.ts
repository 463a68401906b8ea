import { flow } from '../../scripts/docs/flow.ts';
import { picture } from '../../scripts/docs/picture.ts';
import { textWidth, wrapText } from '../../scripts/docs/textWidth.ts';
import { stepsOf } from '../../scripts/docs/zapSteps.ts';
import type { UseCase } from '../../sandbox/zaps/useCase.ts';
import { leads, smallApp, withField } from './smallApp.ts';

const pictureOf = (zap: UseCase, number: number): string => {
  const step = stepsOf(smallApp, zap)[number - 1];
  return step ? picture(step) : '';
};

const WIDTH = 200;

test('a picture has a title and a description, and what people typed is escaped', () => {
  const svg = pictureOf(leads, 3);
  expect(svg).toContain('<title>3. Send (CRM)</title>');
  expect(svg).toContain('<desc>Channel: #leads; Message: Call / [2. Phone Number] | &lt;now&gt;</desc>');
  expect(svg).not.toContain('<now>');
});

test('it marks what is required, and shows what a search creates', () => {
  const svg = pictureOf(leads, 2);
  expect(svg).toContain('>Whole Name<tspan fill="#b3261e"> (required)</tspan></text>');
  expect(svg).toContain('>If nothing is found: Add Lead</text>');
  expect(svg).not.toContain('Color');
});

test('it shows notes, headings, and empty fields', () => {
  const svg = pictureOf({ ...withField('a'), trigger: { key: 'new_lead', input: {} } }, 1);
  expect(svg).toContain('>One Zap only.</text>');
  expect(svg).toContain('>MORE OPTIONS</text>');
  expect(svg).toContain('>Choose value…</text>');
  expect(svg).toContain('>Include</text>');
  expect(pictureOf(leads, 1)).toContain('>Nothing to fill in here.</text>');
});

test.each([
  'Sorry we missed your call! How can we help? Just reply to this text.',
  'W'.repeat(100),
  '😀'.repeat(40),
  `a ${'b'.repeat(60)} c`,
])('no line of “%s” is too long, and no character is lost', (text) => {
  const lines = wrapText(text, 14, WIDTH);
  expect(lines.filter((line) => textWidth(line, 14) > WIDTH)).toEqual([]);
  expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
});

test('pills and texts stay in their lines', () => {
  const label = 'Customer Number That Has a Very Long Label for Once';
  const lines = flow(
    ['Hello ', { step: 1, label: 'First Name' }, ', this is a text.\n\nBye', { step: 2, label }],
    14,
    WIDTH,
  );
  const ends = lines.flatMap((line) =>
    line.map(({ x, width, text, isPill }) => x + (isPill ? width : textWidth(text.trimEnd(), 14))),
  );
  expect(Math.max(...ends)).toBeLessThanOrEqual(WIDTH);
  expect(lines.map((line) => line.map(({ text }) => text).join('|'))).toContain('');
  const pills = lines.flat().filter(({ isPill }) => isPill);
  expect(pills.map(({ text }) => text).join(' ')).toBe(`1. First Name 2. ${label}`);
});
