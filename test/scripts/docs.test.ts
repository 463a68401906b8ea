import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../scripts/docs/app.ts';
import { mappingTable } from '../../scripts/docs/mappingTable.ts';
import { shownIn, withTables } from '../../scripts/docs/page.ts';
import type { ZapDefinition } from '../../sandbox/zapier/platform.ts';
import { zaps } from '../../sandbox/zaps/index.ts';
import app from '../../src/index.ts';

const folder = join(__dirname, '../../docs/use-cases');
const pages = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
const definition = app as unknown as App;

test.each(pages)('%s is what npm run docs writes', (_name, page) => {
  expect(withTables(page, definition, zaps)).toBe(page);
});

test.each(pages)('each marker of %s has its end', (_name, page) => {
  expect(page.match(/<!-- \/?mapping/g) ?? []).toHaveLength(2 * shownIn(page).length);
});

test('every step of every Zap is on a page, once', () => {
  const steps = zaps.flatMap(({ name, steps: all }) => all.map((_step, index) => `${name}, step ${index + 2}`));
  const shown = pages.flatMap(([, page]) => shownIn(page).map(({ zap, step }) => `${zap}, step ${step}`));
  expect(shown.sort()).toEqual(steps.sort());
});

describe('a table', () => {
  const small: App = {
    triggers: {
      new_lead: {
        display: { label: 'New Lead' },
        operation: {
          outputFields: [
            { key: 'name', label: 'Lead Name' },
            { key: 'rows', label: 'Rows', children: [{ key: 'day', label: 'Day' }] },
          ],
        },
      },
    },
    searches: {
      find_lead: {
        display: { label: 'Find Lead' },
        operation: {
          inputFields: [{ key: 'name', label: 'Name' }],
          outputFields: [{ key: 'phone', label: 'Phone Number' }],
        },
      },
    },
    creates: {
      add_lead: { display: { label: 'Add Lead' }, operation: { inputFields: [{ key: 'name', label: 'Whole Name' }] } },
    },
  };

  const zap: ZapDefinition = {
    name: 'Leads',
    trigger: { app: 'Fair', event: 'New Visitor', record: { 'First Name': 'Ann' } },
    steps: [
      {
        search: 'find_lead',
        fields: { name: '{{First Name}}' },
        orCreate: { create: 'add_lead', fields: { name: 'The {{First Name}}' } },
      },
      { app: 'Slack', action: 'Send', fields: { message: 'Call\n{{find_lead.phone}} | now' } },
    ],
  };

  const withField = (template: string): ZapDefinition => ({
    name: 'Leads',
    trigger: { key: 'new_lead', input: {} },
    steps: [{ app: 'Slack', action: 'Send', fields: { message: template } }],
  });

  test('shows labels, and the fields of the action beneath those of a search', () => {
    expect(mappingTable(small, zap, 2).split('\n')).toEqual([
      '| Field of Find Lead | What to map    |',
      '| ------------------ | -------------- |',
      '| Name               | **First Name** |',
      '',
      '| Field of Add Lead | What to map        |',
      '| ----------------- | ------------------ |',
      '| Whole Name        | The **First Name** |',
    ]);
  });

  test('says which step a value is of, and keeps line breaks and bars', () => {
    expect(mappingTable(small, zap, 3).split('\n').at(-1)).toBe(
      '| Message        | Call<br>**Phone Number** (of Find Lead) \\| now |',
    );
  });

  test('shows the label of an output of our trigger', () => {
    expect(mappingTable(small, withField('{{name}}'), 2)).toContain('**Lead Name**');
  });

  test('shows the label of a field of line items beside that of the items', () => {
    expect(mappingTable(small, withField('{{rows[]day}}'), 2)).toContain('**Rows Day**');
  });

  test('shows what a step of another app returns by its key', () => {
    const { steps, ...leads } = withField('{{ticket.ID}}');
    const ticket = {
      app: 'Desk',
      action: 'Create Ticket',
      fields: {},
      returns: { key: 'ticket', record: { ID: '1' } },
    };
    expect(mappingTable(small, { ...leads, steps: [ticket, ...steps] }, 3)).toContain('**ID** (of Create Ticket)');
    const wrong = { ...leads, steps: [{ ...ticket, returns: { key: 'ticket', record: {} } }, ...steps] };
    expect(() => mappingTable(small, wrong, 3)).toThrow('The step in Desk returns no “ID”.');
  });

  test.each([
    ['New Lead has no output “rows[]month”.', withField('{{rows[]month}}'), 2],
    ['New Lead has no output “nmae”.', withField('{{nmae}}'), 2],
    ['The app has no trigger “old”.', { ...withField('{{a}}'), trigger: { key: 'old', input: {} } }, 2],
    ['“Leads” has no step 3 with fields to map.', withField('{{name}}'), 3],
    ['The record that starts “Leads” has no “Name”.', { ...zap, steps: withField('{{Name}}').steps }, 2],
    ['Add Lead has no field “nmae”.', { ...zap, steps: [{ create: 'add_lead', fields: { nmae: '' } }] }, 2],
    ['The app has no action “gone”.', { ...zap, steps: [{ create: 'gone', fields: {} }] }, 2],
  ])('%s', (sentence, wrong, step) => {
    expect(() => mappingTable(small, wrong, step)).toThrow(sentence);
  });

  test('a marker has to name a Zap', () => {
    const page = '<!-- mapping: None, step 2 -->\n<!-- /mapping -->';
    expect(() => withTables(page, small, [zap])).toThrow('No Zap is called “None”.');
  });
});
