import { textOf } from '../day/expectedResults.ts';
import type { FieldValue, StepResult } from '../zapier/platform.ts';
import type { Seen } from './watch.ts';

type Fields = StepResult['fields'];

/** A card, message, note, or file. */
type Item = { title: string; lines: string[]; file?: string };

/** `place` is where its panel stands: across both stacks of panels, or in one of them. */
type App = { app: string; title: string; none: string; place: 'wide' | 'left' | 'right' };

/** An app that shows items, in groups such as the channels of Slack. `shown` limits each group. */
type Items = App & { group?: (fields: Fields) => string; item: (fields: Fields) => Item; shown?: number };

/** An app that shows a table. */
type Table = App & { columns: string[] };

const fileIn = (value: FieldValue | undefined): string | undefined => {
  const file = Array.isArray(value) ? value[0] : value;
  return typeof file === 'object' ? `${file.name}, ${String(Math.ceil(file.bytes.length / 1024))} KB` : undefined;
};

const item = (title: FieldValue | undefined, text?: FieldValue, file?: FieldValue): Item => {
  const name = fileIn(file);
  const lines = textOf(text).split('\n').filter(Boolean);
  return { title: textOf(title), lines, ...(name === undefined ? {} : { file: name }) };
};

const apps: (Items | Table)[] = [
  {
    app: 'Trello',
    place: 'left',
    title: 'Trello board',
    none: 'No cards yet',
    item: ({ name, description, attachment }) => item(name, description, attachment),
  },
  {
    app: 'Google Sheets',
    place: 'wide',
    title: 'Google sheet',
    none: 'No rows yet',
    columns: ['Time', 'Direction', 'Outcome', 'From', 'Person', 'Talk'],
  },
  {
    app: 'Airtable',
    place: 'wide',
    title: 'Airtable base',
    none: 'No records yet',
    columns: ['From', 'Name', 'Text', 'Picture'],
  },
  {
    app: 'CRM',
    place: 'left',
    title: 'CRM',
    none: 'No notes yet',
    item: ({ contact, note, recording }) => item(contact, note, recording),
  },
  {
    app: 'Google Drive',
    place: 'left',
    title: 'Google Drive',
    none: 'No files yet',
    group: ({ folder }) => textOf(folder),
    item: ({ 'file name': name, file }) => item(name, '', file),
  },
  {
    app: 'Slack',
    place: 'right',
    title: 'Slack',
    none: 'No messages yet',
    group: ({ channel }) => textOf(channel),
    item: ({ message }) => item('', message),
    shown: 2,
  },
  {
    app: 'Email by Zapier',
    place: 'right',
    title: 'Inbox',
    none: 'No emails yet',
    item: ({ subject, body }) => item(subject, body),
  },
  {
    app: 'Help Desk',
    place: 'right',
    title: 'Help desk',
    none: 'No tickets yet',
    item: ({ subject, ticket, description, comment, attachment }) =>
      subject === undefined ? item(`Comment on ${textOf(ticket)}`, comment, attachment) : item(subject, description),
  },
  { app: 'Asana', place: 'right', title: 'Asana', none: 'No tasks yet', item: ({ name, notes }) => item(name, notes) },
];

const SHOWN = 3;

const newest = <T>(all: readonly T[], shown = SHOWN): T[] => all.slice(-shown).reverse();

const groupsOf = (results: readonly Fields[], { group = () => '', item: read, shown }: Items) =>
  [...Map.groupBy(results, group)].map(([name, members]) => ({
    name,
    count: members.length,
    items: newest(members, shown).map(read),
  }));

const rowsOf = (results: readonly Fields[], columns: readonly string[]): string[][] =>
  newest(results, SHOWN * 2).map((fields) => columns.map((column) => fileIn(fields[column]) ?? textOf(fields[column])));

/** Actions that only look something up leave nothing to see. */
const isSeen = ({ step }: StepResult): boolean => 'app' in step && !step.action.startsWith('Find');

/** What the Zaps left in an app. */
const fieldsIn = ({ results }: Seen, app: string): Fields[] =>
  [...results]
    .filter((result) => isSeen(result) && 'app' in result.step && result.step.app === app)
    .map(({ fields }) => fields);

/** How many things are in each app. */
export const countsByApp = (seen: Seen): Map<string, number> =>
  new Map(apps.map(({ app }) => [app, fieldsIn(seen, app).length]));

/** The other apps as they fill, the newest first. */
export const appsView = (seen: Seen) =>
  apps.map((one) => {
    const results = fieldsIn(seen, one.app);
    const { title, none, place } = one;
    const shown =
      'columns' in one
        ? { columns: one.columns, rows: rowsOf(results, one.columns), groups: [] }
        : { columns: [], rows: [], groups: groupsOf(results, one) };
    return { title, none, place, count: results.length, ...shown };
  });
