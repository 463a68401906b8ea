import type { UseCase } from '../../sandbox/zaps/useCase.ts';
import type { App } from '../words/definition.ts';
import { partsAsMarkdown } from './mappingTable.ts';
import { code, listed, markdownTable, page } from './markdown.ts';
import { filledIn, stepsOf, type Form, type ShownField, type ShownStep } from './zapSteps.ts';

/** Apps that stand for any app of their kind in a use case. */
const KINDS_OF_APPS: Readonly<Record<string, string>> = {
  CRM: 'a CRM, such as HubSpot or Pipedrive',
  'Help Desk': 'a help desk, such as Zendesk or Freshdesk',
};

const stepRow = ({ number, app, kind, title, key, forms }: ShownStep): string[] => {
  const created = forms.slice(1).map((form) => `, or ${form.title}`);
  return [String(number), app, kind, title + created.join(''), key === null ? '' : code(key)];
};

const isExample = ({ parts }: ShownField, examples: readonly string[]): boolean =>
  parts.some((part) => typeof part === 'string' && examples.includes(part));

const valueCell = (field: ShownField, examples: readonly string[]): string => {
  const value = partsAsMarkdown(field.parts);
  return isExample(field, examples) ? `Leave empty: each office fills in its own, such as ${value}` : value;
};

const formRows = ({ number }: ShownStep, form: Form, examples: readonly string[]): string[][] =>
  filledIn(form).map((field) => [`${String(number)}. ${form.title}`, field.label, valueCell(field, examples)]);

const standIns = (steps: readonly ShownStep[]): string => {
  const kinds = [...new Set(steps.map(({ app }) => app))].filter((app) => app in KINDS_OF_APPS);
  if (kinds.length === 0) return '';
  const sentences = kinds.map((app) => `${app} stands for ${KINDS_OF_APPS[app] ?? app}.`);
  return `${sentences.join(' ')} Make a template for each app, and put its name into the title.`;
};

const templatePage = (app: App, { name, template, examples, ...zap }: UseCase): string => {
  const steps = stepsOf(app, { name, ...zap });
  const apps = [...new Set(steps.map((step) => step.app))];
  return page([
    `# ${template.title}`,
    template.description,
    `Apps: ${listed(apps)}. ${standIns(steps)}`.trim(),
    '## Steps',
    markdownTable(['Step', 'App', 'Kind', 'Event', 'Key'], steps.map(stepRow)),
    '## Fields',
    markdownTable(
      ['Step', 'Field', 'Value'],
      steps.flatMap((step) => step.forms.flatMap((form) => formRows(step, form, examples))),
    ),
    '[All Zap templates](README.md)',
  ]);
};

const indexPage = (useCases: readonly UseCase[]): string =>
  page([
    '# Zap templates',
    'Each page has what a Zap template needs: a title, a description, the steps, and the fields to map. Zapier takes templates once the app is public. **1. Summary** means the field Summary of step 1.',
    markdownTable(
      ['Template', 'Steps'],
      useCases.map(({ key, template, steps }) => [`[${template.title}](${key}.md)`, String(steps.length + 1)]),
    ),
  ]);

/** The pages about the Zap templates, and their index, by file name. */
export const templatePages = (app: App, useCases: readonly UseCase[]): Map<string, string> =>
  new Map([
    ['README.md', indexPage(useCases)],
    ...useCases.map((useCase): [string, string] => [`${useCase.key}.md`, templatePage(app, useCase)]),
  ]);
