import { FILTER_APP } from './definition.ts';
import type { CreateStep, Fields, OtherStep, SearchStep, ZapStep } from './definition.ts';
import { createFillIn, createOwnFillIn } from './fillIn.ts';
import type { FieldValue } from './fillIn.ts';
import type { Hydrate } from './hydration.ts';
import type { Connection, Runner } from './runner.ts';
import type { StoredFile } from './server.ts';
import type { RepeatWhenThrottled } from './throttling.ts';

/** The fields of a step, and the record that it returned. */
export type StepOutcome = {
  /** Those of the action, if a search found nothing and the action ran. */
  fields: Record<string, FieldValue>;
  /** Undefined for a step of another app that returns nothing. */
  result?: unknown;
};

/**
 * Runs a step; `values` are the trigger's record and the results of earlier steps. Undefined: a search found nothing, or a
 * filter stopped the Zap.
 */
export type RunStep = (connection: Connection, step: ZapStep, values: unknown) => Promise<StepOutcome | undefined>;

/** What another app returns for the fields of a step: undefined if it finds nothing. */
export type OtherAnswer = (fields: Record<string, FieldValue>) => Record<string, string> | undefined;

/** What steps need of the rest of the platform. */
export type StepPlatform = {
  runner: Runner;
  hydrate: Hydrate;
  repeatWhenThrottled: RepeatWhenThrottled;
  files: Map<string, StoredFile>;
  /** Whether a field of an operation such as `creates.send_message` takes several values. */
  takesList: (operation: string, key: string) => boolean;
  /** By app and action, such as `CRM: Find Contact`. By default, an app returns the typical record of the step. */
  answers: Map<string, OtherAnswer>;
};

/** The key by which later steps read the result of a step; undefined for a step of another app that returns nothing. */
export const resultKey = (step: ZapStep): string | undefined => {
  if ('app' in step) return step.returns?.key;
  return 'search' in step ? step.search : step.create;
};

/** Runs steps of this app and of others. */
export const createRunStep = (platform: StepPlatform): RunStep => {
  const { runner, hydrate, repeatWhenThrottled, files, takesList, answers } = platform;
  const fillIn = createFillIn(hydrate, files);

  const runOperation = async (connection: Connection, operation: string, fields: Fields, values: unknown) => {
    const ownFillIn = createOwnFillIn(hydrate, (key) => takesList(operation, key));
    const filled = await repeatWhenThrottled(() => ownFillIn(connection, fields, values));
    const method = `${operation}.operation.perform`;
    const result = await repeatWhenThrottled(() => runner.run(connection, method, { inputData: filled }));
    return { fields: filled, result };
  };

  const runOther = async (connection: Connection, { app, action, fields, returns }: OtherStep, values: unknown) => {
    const filled = await repeatWhenThrottled(() => fillIn(connection, fields, values));
    if (app === FILTER_APP && Object.values(filled).includes('')) return undefined;
    if (!returns) return { fields: filled };
    const answer = answers.get(`${app}: ${action}`) ?? (() => returns.record);
    const result = answer(filled);
    return result && { fields: filled, result };
  };

  const runCreate = (connection: Connection, { create, fields }: CreateStep, values: unknown) =>
    runOperation(connection, `creates.${create}`, fields, values);

  const runSearch = async (connection: Connection, { search, fields, orCreate }: SearchStep, values: unknown) => {
    const found = await runOperation(connection, `searches.${search}`, fields, values);
    const [first] = found.result as unknown[];
    if (first !== undefined) return { ...found, result: first };
    return orCreate && runCreate(connection, orCreate, values);
  };

  return (connection, step, values) => {
    if ('app' in step) return runOther(connection, step, values);
    return 'search' in step ? runSearch(connection, step, values) : runCreate(connection, step, values);
  };
};
