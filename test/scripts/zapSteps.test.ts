import type { UseCase } from '../../sandbox/zaps/useCase.ts';
import { mappingTables } from '../../scripts/docs/mappingTable.ts';
import { withGenerated } from '../../scripts/docs/useCasePage.ts';
import { stepsOf } from '../../scripts/docs/zapSteps.ts';
import { leads, smallApp, withField } from './smallApp.ts';

const tablesOf = (zap: UseCase, number: number): string[] =>
  stepsOf(smallApp, zap)
    .filter((step) => step.number === number)
    .flatMap(mappingTables);

test('a table shows labels, and a search that may create has a second one', () => {
  expect(tablesOf(leads, 2).join('\n').split('\n')).toEqual([
    '| VirtualPBX: Find Lead | What to fill in   |',
    '| --------------------- | ----------------- |',
    '| Name                  | **1. First Name** |',
    '| VirtualPBX: Add Lead | What to fill in       |',
    '| -------------------- | --------------------- |',
    '| Whole Name           | The **1. First Name** |',
  ]);
});

test('a table says which step a value is of, and keeps line breaks and bars', () => {
  expect(tablesOf(leads, 3).join('')).toContain('| Message   | Call<br>**2. Phone Number** \\| \\<now\\> |');
});

test('a trigger has the labels of its choices, and its lists; the defaults are not in the table', () => {
  expect(tablesOf(withField(''), 1).join('').split('\n').slice(2)).toEqual([
    '| Lists                | Fair<br>Web     |',
    '| Late Leads           | Leave Out       |',
  ]);
  expect(tablesOf(leads, 1)).toEqual([]);
});

test.each([
  ['an output of our trigger', '{{name}}', '**1. Lead Name**'],
  ['a field of line items', '{{rows[]day}}', '**1. Rows Day**'],
])('%s has its label', (_what, template, shown) => {
  expect(tablesOf(withField(template), 2).join('')).toContain(shown);
});

test('what a step of another app returns is shown by its key', () => {
  const { steps, ...zap } = withField('{{ticket.ID}}');
  const ticket = {
    app: 'Desk',
    action: 'Create Ticket',
    fields: {},
    returns: { key: 'ticket', record: { ID: '1' } },
  };
  expect(tablesOf({ ...zap, steps: [ticket, ...steps] }, 3).join('')).toContain('**2. ID**');
  const wrong = { ...zap, steps: [{ ...ticket, returns: { key: 'ticket', record: {} } }, ...steps] };
  expect(() => tablesOf(wrong, 3)).toThrow('The step in Desk returns no “ID”.');
});

test.each([
  ['New Lead has no output “rows[]month”.', withField('{{rows[]month}}')],
  ['New Lead has no output “nmae”.', withField('{{nmae}}')],
  ['The app has no trigger “old”.', { ...withField('{{a}}'), trigger: { key: 'old', input: {} } }],
  ['The record that starts “Leads” has no “Name”.', { ...leads, steps: withField('{{Name}}').steps }],
  ['Add Lead has no field “nmae”.', { ...leads, steps: [{ create: 'add_lead', fields: { nmae: '' } }] }],
  ['The app has no action “gone”.', { ...leads, steps: [{ create: 'gone', fields: {} }] }],
])('%s', (sentence, wrong) => {
  expect(() => stepsOf(smallApp, wrong)).toThrow(sentence);
});

describe('a marker', () => {
  const marked = (zap: string, step: number) => `<!-- zap: ${zap}, step ${step} -->\n<!-- /zap -->`;

  test('gets the tables and the picture of its step', () => {
    expect(withGenerated(marked('leads', 2), smallApp, [leads])).toContain(
      '![Step 2, Find Lead in VirtualPBX, with Name and Whole Name filled in](pictures/leads-2.svg)',
    );
  });

  test.each([
    ['No Zap has the key “none”.', marked('none', 2)],
    ['“Leads” has no step 4.', marked('leads', 4)],
  ])('%s', (sentence, page) => {
    expect(() => withGenerated(page, smallApp, [leads])).toThrow(sentence);
  });

  test('of the connection gets its fields', () => {
    const page = withGenerated('<!-- connection -->\n<!-- /connection -->', smallApp, []);
    expect(page).toContain('| **API Key** | Ask your administrator. |');
  });
});
