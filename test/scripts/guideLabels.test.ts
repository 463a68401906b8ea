import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zaps } from '../../sandbox/zaps/index.ts';
import { stepsOf } from '../../scripts/docs/zapSteps.ts';
import { choicesOf, inputFieldsOf, type App } from '../../scripts/words/definition.ts';
import app from '../../src/index.ts';

const guide = join(__dirname, '../../docs/guide');
const { authentication, triggers, searches, creates } = app as App;

const operations = [triggers, searches, creates].flatMap((kind) => Object.values(kind));

const labelsOfApp = [
  'VirtualPBX',
  ...authentication.fields.map(({ label }) => label),
  ...operations.flatMap((operation) => [
    operation.display.label,
    ...inputFieldsOf(operation).flatMap((field) => [field.label, ...choicesOf(field).map(([, label]) => label)]),
    ...(operation.operation.outputFields ?? []).map(({ label }) => label),
  ]),
];

/** The apps, steps, and fields of the use cases. */
const labelsOfZaps = zaps.flatMap((zap) => [
  ...zap.examples,
  ...('record' in zap.trigger ? Object.keys(zap.trigger.record) : []),
  ...stepsOf(app as App, zap).flatMap((step) => [
    step.app,
    step.app.replace(' by Zapier', ''),
    step.title,
    ...step.forms.flatMap(({ fields }) => fields.map(({ label }) => label)),
  ]),
]);

/** What Zapier and other apps call things. */
const labelsOfOthers = [
  ...['Create', 'Zaps', 'Sign in', 'Publish', 'Reconnect', 'Exists', 'ID'],
  ...['Create Multiple Spreadsheet Rows', 'Format', 'New Appointment', 'New Record in View'],
];

/** The columns of the sheet, and words that stand for several fields. */
const shortNames = ['Wait', 'Ringing', 'Talk'];

const known = new Set<string | undefined>([...labelsOfApp, ...labelsOfZaps, ...labelsOfOthers, ...shortNames]);

const SMALL_WORDS = 'a|and|as|at|by|for|in|of|or|per|that|the|to|with|after';
const TITLE_CASE = new RegExp(`^(?:[A-Z0-9(][^ ]*|${SMALL_WORDS})(?: (?:[A-Z0-9(][^ ]*|${SMALL_WORDS}))*$`);

/** The labels that a page names: fields are bold, perhaps with the number of a step, and choices are code. */
const labelsIn = (page: string): string[] =>
  [...page.replace(/<!-- (zap|connection)[^]*?<!-- \/\1 -->/g, '').matchAll(/\*\*([^*]+)\*\*|`([A-Z][A-Za-z ]+)`/g)]
    .map(([, bold, choice = '']) => (bold ?? choice).replace(/\s+/g, ' ').replace(/^\d+\. /, ''))
    .filter((bold) => TITLE_CASE.test(bold) && !bold.endsWith('.'));

test.each(globSync('**/*.md', { cwd: guide }).sort())('the labels in %s are those of the app', (path) => {
  const unknown = labelsIn(readFileSync(join(guide, path), 'utf8')).filter((label) => !known.has(label));
  expect([...new Set(unknown)]).toEqual([]);
});

test('a label that is not there is found', () => {
  const page =
    'Choose **Call Ended** and **1. Old Label**, or `Old Choice`, and click **Test trigger**. **No marketing.**';
  expect(labelsIn(page).filter((label) => !known.has(label))).toEqual(['Old Label', 'Old Choice']);
});
