import type { ZObject } from 'zapier-platform-core';
import { failedError, toUserError } from './errors.ts';

const UNEXPECTED =
  'Something went wrong in this app, not in what you filled in. Try again; if it goes on, tell VirtualPBX support.';

/** Where an error was thrown, without its message, which may hold what somebody filled in. */
const placesOf = (error: unknown): string =>
  error instanceof Error
    ? String(error.stack)
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n')
    : '';

/**
 * The same function, but every error it throws is one for users: core writes the step's input, and what a trigger subscribed
 * with, into any other. For an unexpected error, the log gets the place where it was thrown.
 */
export const withErrorBoundary =
  <Rest extends unknown[], Result>(run: (z: ZObject, ...rest: Rest) => Result) =>
  async (z: ZObject, ...rest: Rest): Promise<Awaited<Result>> => {
    try {
      return await run(z, ...rest);
    } catch (error) {
      const known = toUserError(error);
      if (known) throw known;
      z.console.error(`An unexpected error arose:\n${placesOf(error)}`);
      throw failedError(UNEXPECTED);
    }
  };
