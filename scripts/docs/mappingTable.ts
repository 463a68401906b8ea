import { markdownTable, plain } from './markdown.ts';
import { filledIn, type Form, type Part, type ShownStep } from './zapSteps.ts';

/** What a field holds, as Markdown. A mapped field is bold, with the number of its step, like in the editor. */
export const partsAsMarkdown = (parts: readonly Part[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? plain(part) : `**${String(part.step)}. ${plain(part.label)}**`))
    .join('');

const tableOf = ({ app }: ShownStep, form: Form): string => {
  const fields = filledIn(form);
  if (fields.length === 0) return '';
  const rows = fields.map(({ label, parts }) => [label, partsAsMarkdown(parts)]);
  return markdownTable([`${app}: ${form.title}`, 'What to fill in'], rows);
};

/** What to fill in at a step: a table for each of its forms, or nothing. */
export const mappingTables = (step: ShownStep): string[] =>
  step.forms.map((form) => tableOf(step, form)).filter(Boolean);
