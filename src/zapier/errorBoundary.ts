import type { ZObject } from 'zapier-platform-core';
import { failedError, isUserError } from './errors.ts';

const UNEXPECTED =
  'Something went wrong in this app, not in what you filled in. Try again; if it goes on, tell VirtualPBX support.';

type Run = (z: ZObject, ...rest: never[]) => unknown;

/** Where an error arose, without its message, which may hold what somebody filled in. */
const placesOf = (error: unknown): string =>
  error instanceof Error
    ? String(error.stack)
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n')
    : '';

/**
 * The same function, except that each of its errors is one of ours: core writes the step's input, and what a trigger
 * subscribed with, into any other. Where it arose goes to the log.
 */
export const withErrorBoundary =
  <Rest extends unknown[], Result>(run: (z: ZObject, ...rest: Rest) => Result) =>
  async (z: ZObject, ...rest: Rest): Promise<Awaited<Result>> => {
    try {
      return await run(z, ...rest);
    } catch (error) {
      if (isUserError(error)) throw error;
      z.console.error(`An unexpected error arose:\n${placesOf(error)}`);
      throw failedError(UNEXPECTED);
    }
  };

type Operations = Record<string, { operation: object }>;

const guarded = (operation: object): object =>
  Object.fromEntries(
    Object.entries(operation).map(([key, value]) => [
      key,
      typeof value === 'function' ? withErrorBoundary(value as Run) : value,
    ]),
  );

/** The operations of the app, each function of theirs with errors of ours only. */
export const operationsWithOwnErrors = <O extends Operations>(operations: O): O =>
  Object.fromEntries(
    Object.entries(operations).map(([key, one]) => [key, { ...one, operation: guarded(one.operation) }]),
  ) as O;
