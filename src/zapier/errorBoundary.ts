import type { ZObject } from 'zapier-platform-core';
import { failedError, toUserError } from './errors.ts';
import { NO_FIELDS, type StepFields } from './failures.ts';

const UNEXPECTED =
  'Something went wrong in this app, not in what you filled in. Try again. If this keeps happening, contact VirtualPBX support.';

/** Where an error was thrown, without its message, which may contain the step's input. */
const placesOf = (error: unknown): string =>
  error instanceof Error
    ? String(error.stack)
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n')
    : '';

/**
 * The same function, but every error it throws is one for users: core adds the step's input, and a trigger's subscription
 * data, to any other. `step` is what the reader of an error can change. For an unexpected error, the log gets the place
 * where it was thrown.
 */
export const withErrorBoundary =
  <Rest extends unknown[], Result>(run: (z: ZObject, ...rest: Rest) => Result, step: StepFields = NO_FIELDS) =>
  async (z: ZObject, ...rest: Rest): Promise<Awaited<Result>> => {
    try {
      return await run(z, ...rest);
    } catch (error) {
      const known = toUserError(error, step);
      if (known) throw known;
      z.console.error(`An unexpected error occurred:\n${placesOf(error)}`);
      throw failedError(UNEXPECTED);
    }
  };
