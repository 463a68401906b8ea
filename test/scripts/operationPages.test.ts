import { operationPages } from '../../scripts/docs/operationPages.ts';
import { templatePages } from '../../scripts/docs/templatePages.ts';
import { leads, smallApp } from './smallApp.ts';

const pages = operationPages(smallApp);

test('each visible operation has a page, and a row in the index', () => {
  expect([...pages.keys()]).toEqual(['README.md', 'new_lead.md', 'add_lead.md', 'find_lead.md']);
  expect(pages.get('README.md')).toMatch(
    /\[New Lead\]\(new_lead\.md\) +\| `new_lead` +\| trigger +\| Instant +\| Triggers when a lead comes in\./,
  );
});

test('a page has the notes, the fields by heading, and the result with its samples', () => {
  const page = pages.get('new_lead.md') ?? '';
  expect(page).toContain('> One **Zap** only.');
  expect(page).toContain('| Lists | Leave empty for all \\| any. | From your account | Yes            |');
  expect(page).toContain('### More Options');
  expect(page).toContain('| Late Leads | Include<br>Leave Out | Include |');
  expect(page).toContain('| Rows Day  | `rows[]day` | `1`     |');
});

test('a search says what it can create; fields that appear only in some cases are marked', () => {
  expect(pages.get('find_lead.md')).toContain('with [Add Lead](add_lead.md)');
  expect(pages.get('add_lead.md')).toContain('| Color      | _Appears only where it applies._ |');
});

test('a template has its steps and fields, and leaves out what is only an example', () => {
  const page = templatePages(smallApp, [leads]).get('leads.md') ?? '';
  expect(page).toContain('| 2    | VirtualPBX | Search  | Find Lead, or Add Lead | `find_lead` |');
  expect(page).toContain('Leave empty: each office fills in its own, such as #leads');
  expect(page).toContain('CRM stands for a CRM, such as HubSpot or Pipedrive.');
});
