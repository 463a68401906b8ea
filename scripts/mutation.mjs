/**
 * `npm run mutation`: changes the core modules one small piece at a time and counts the changes that no test notices. With
 * names of cores, only these. docs/mutation.md has the scores and answers for the changes that survive.
 */
import { Stryker } from '@stryker-mutator/core';
import jestConfig from '../jest.config.mjs';

/** What each core is, and the tests that must notice a change of it. All other tests would only make it slow. */
const CORES = {
  scrub: { mutate: ['src/fields/scrub.ts'], tests: ['fields/scrub'] },
  answer: { mutate: ['src/dash/answer.ts'], tests: ['dash/answer'] },
  pollCheckpoint: {
    mutate: ['src/zapier/pollCheckpoint.ts'],
    tests: ['zapier/pollCheckpoint', 'zapier/pollingTrigger'],
  },
  catchUp: { mutate: ['src/zapier/catchUp.ts'], tests: ['zapier/catchUp'] },
  token: { mutate: ['src/authentication/token.ts'], tests: ['authentication/token'] },
  blocklists: { mutate: ['src/blocklists/*.ts'], tests: ['blocklists/*'] },
};

const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

const run = async (name) => {
  const { mutate, tests } = CORES[name];
  const stryker = new Stryker({
    mutate,
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    reporters: ['clear-text', 'json'],
    jsonReporter: { fileName: `coverage/mutation/${name}.json` },
    tempDirName: 'coverage/mutation/tmp',
    jest: {
      enableFindRelatedTests: false,
      config: { ...unit, testMatch: tests.map((path) => `<rootDir>/test/${path}.test.ts`) },
    },
  });
  await stryker.runMutationTest();
};

const [, , ...wanted] = process.argv;
for (const name of wanted.length > 0 ? wanted : Object.keys(CORES)) await run(name);
