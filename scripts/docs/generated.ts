import type { UseCase } from '../../sandbox/zaps/useCase.ts';
import type { App } from '../words/definition.ts';
import { operationPages } from './operationPages.ts';
import { picture } from './picture.ts';
import { templatePages } from './templatePages.ts';
import { pictureName } from './useCasePage.ts';
import { stepsOf } from './zapSteps.ts';

/** The folders of docs that hold nothing but generated files. */
export const GENERATED_FOLDERS = ['operations', 'templates', 'guide/use-cases/pictures'] as const;

const pictures = (app: App, useCases: readonly UseCase[]) =>
  useCases.flatMap((zap) =>
    stepsOf(app, zap).map((step): [string, string] => [pictureName(zap.key, step.number), picture(step)]),
  );

/** All files of these folders, by their paths in docs. */
export const generatedFiles = (app: App, useCases: readonly UseCase[]): Map<string, string> => {
  const inFolder = (folder: (typeof GENERATED_FOLDERS)[number], files: Iterable<[string, string]>) =>
    [...files].map(([name, content]): [string, string] => [`${folder}/${name}`, content]);
  return new Map([
    ...inFolder('operations', operationPages(app)),
    ...inFolder('templates', templatePages(app, useCases)),
    ...inFolder('guide/use-cases/pictures', pictures(app, useCases)),
  ]);
};
