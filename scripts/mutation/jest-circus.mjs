import { createEmptyTestResult } from '@jest/test-result';
import circus from 'jest-circus/runner';

/** Jest takes a file without any test for a mistake. */
const SKIPPED = {
  ...createEmptyTestResult(),
  numPendingTests: 1,
  testResults: [{ title: 'skipped', fullName: 'skipped', ancestorTitles: [], status: 'pending', failureMessages: [] }],
};

let noticed;

/** Runs a test file, unless another one has noticed the change that is on. */
export default async (...run) => {
  const change = process.env.__STRYKER_ACTIVE_MUTANT__;
  if (change !== undefined && change === noticed) return { ...SKIPPED };
  const result = await circus.default(...run);
  if (result.numFailingTests > 0) noticed = change;
  return result;
};
