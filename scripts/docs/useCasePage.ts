import type { UseCase } from '../../sandbox/zaps/useCase.ts';
import type { App, InputField } from '../words/definition.ts';
import { mappingTables } from './mappingTable.ts';
import { markdownTable } from './markdown.ts';
import { altText } from './picture.ts';
import { stepsOf } from './zapSteps.ts';

const markedStep = /<!-- zap: (.+?), step (\d+) -->\n[^]*?<!-- \/zap -->/g;
const markedConnection = /<!-- connection -->\n[^]*?<!-- \/connection -->/g;

/** A step of a Zap that a page shows. */
export type Shown = { zap: string; step: number };

/** The steps that the markers of a page name. */
export const shownIn = (page: string): Shown[] =>
  [...page.matchAll(markedStep)].map(([, zap = '', step]) => ({ zap, step: Number(step) }));

/** The name of the picture of a step. */
export const pictureName = (zap: string, step: number): string => `${zap}-${String(step)}.svg`;

const stepBlocks = (app: App, useCases: readonly UseCase[], key: string, number: number): string[] => {
  const zap = useCases.find((one) => one.key === key);
  if (!zap) throw new Error(`No Zap has the key “${key}”.`);
  const step = stepsOf(app, zap)[number - 1];
  if (!step) throw new Error(`“${zap.name}” has no step ${String(number)}.`);
  return [...mappingTables(step), `![${altText(step)}](pictures/${pictureName(key, number)})`];
};

const connectionTable = (fields: readonly InputField[]): string =>
  markdownTable(
    ['Field', 'What to fill in'],
    fields.map(({ key, label, helpText }) => [`**${label ?? key}**`, helpText ?? '']),
  );

/** The page with what the app and the Zaps say between each pair of markers. */
export const withGenerated = (page: string, app: App, useCases: readonly UseCase[]): string =>
  page
    .replace(markedStep, (_whole, key: string, step: string) => {
      const blocks = stepBlocks(app, useCases, key, Number(step));
      return [`<!-- zap: ${key}, step ${step} -->`, ...blocks, '<!-- /zap -->'].join('\n\n');
    })
    .replace(markedConnection, () =>
      ['<!-- connection -->', connectionTable(app.authentication.fields), '<!-- /connection -->'].join('\n\n'),
    );
