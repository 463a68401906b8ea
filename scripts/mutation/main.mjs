/**
 * `npm run mutation`: changes the core modules one small piece at a time and counts the changes that no test notices. With
 * names of cores, only these. docs/mutation.md has the scores and answers for the changes that survive.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import jestConfig from '../../jest.config.mjs';

/**
 * What each core is, and the tests that must notice a change of it. All other tests would only make it slow. `ignoreStatic`
 * leaves out what runs when a module loads, where that is only texts and fields, which test/definition checks.
 */
const CORES = {
  scrub: { mutate: ['src/fields/scrub.ts'], tests: ['fields/scrub'] },
  answer: { mutate: ['src/dash/answer.ts'], tests: ['dash/answer'] },
  requests: { mutate: ['src/dash/{http,client,lists}.ts'], tests: ['dash/*'] },
  token: { mutate: ['src/authentication/token.ts'], tests: ['authentication/token'] },
  session: { mutate: ['src/authentication/session.ts'], tests: ['authentication/*'] },
  pollCheckpoint: { mutate: ['src/zapier/pollCheckpoint.ts'], tests: ['zapier/pollCheckpoint'] },
  catchUp: { mutate: ['src/zapier/catchUp.ts'], tests: ['zapier/catchUp'] },
  failures: { mutate: ['src/zapier/failures.ts'], tests: ['zapier/{failures,errors,errorBoundary,operation}'] },
  cache: { mutate: ['src/zapier/cache.ts'], tests: ['zapier/{cache,lookUp}'] },
  hooks: {
    mutate: ['src/zapier/{hookTrigger,instantTrigger}.ts'],
    tests: ['zapier/{hookTrigger,webhookPayload,nameLookUp,namedFields}'],
    ignoreStatic: true,
  },
  blocklists: {
    mutate: ['src/blocklists/{*.api,blockedNumbers,blocklist.record}.ts'],
    tests: ['blocklists/{blockNumber,failures,findBlocklists,manageBlocklists,unblockNumber}'],
    ignoreStatic: true,
  },
  legs: {
    mutate: ['src/calls/legs/*.ts'],
    tests: ['calls/{leg,legFields,outside,grouping,legOwners,legInProgress,cases,callAnswered,finishedCalls}'],
    ignoreStatic: true,
  },
  assembly: {
    mutate: ['src/calls/assemble.ts', 'src/calls/assembly/*.ts'],
    tests: ['calls/{assemble,assembly,leg,cases,anyLegs,callRecord}'],
    ignoreStatic: true,
  },
  callFilters: {
    mutate: ['src/calls/{callFilters,endingFilters}.ts'],
    tests: ['calls/{callFilters,callEnded,missedCall}'],
    ignoreStatic: true,
  },
  officeHours: { mutate: ['src/officeHours/{recurrence,coverage,temporalRule}.ts'], tests: ['officeHours/*'] },
  callCenter: {
    mutate: [
      'src/callCenter/{status,pause,sentences}.ts',
      'src/callCenter/qubicle/{event,leaveReason,queueWatch,statusWatch}.ts',
    ],
    tests: ['callCenter/{status,agentActions}', 'callCenter/qubicle/*'],
    ignoreStatic: true,
  },
};

/** The unit tests, which end as soon as one of them notices the change. */
const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

const run = async (name) => {
  const { mutate, tests, ignoreStatic = false } = CORES[name];
  const stryker = new Stryker({
    mutate,
    ignoreStatic,
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    // A request that goes wrong because of a change may fail after its test, and must not end the process.
    testRunnerNodeArgs: ['--import', 'data:text/javascript,process.on("uncaughtException",()=>undefined)'],
    timeoutMS: 30_000,
    // Jest keeps what it has loaded in each run, and becomes slower.
    maxTestRunnerReuse: 20,
    // A later run looks only at what has changed since, and at what survived where there are more tests.
    incremental: true,
    incrementalFile: `coverage/mutation/${name}.json`,
    reporters: ['clear-text', 'progress-append-only'],
    // Outside of this folder, where jest would find a second package of the same name.
    tempDirName: join(tmpdir(), 'mutation'),
    jest: {
      enableFindRelatedTests: false,
      config: {
        ...unit,
        projects: [],
        testMatch: tests.map((path) => `<rootDir>/test/${path}.test.ts`),
        testEnvironment: './scripts/mutation/environment.mjs',
        testRunner: '<rootDir>/scripts/mutation/jest-circus.mjs',
        testSequencer: '<rootDir>/scripts/mutation/sequencer.mjs',
        setupFilesAfterEnv: [...unit.setupFilesAfterEnv, '<rootDir>/scripts/mutation/noShrinking.ts'],
        testTimeout: 10_000,
      },
    },
  });
  await stryker.runMutationTest();
};

const [, , ...wanted] = process.argv;
for (const name of wanted.length > 0 ? wanted : Object.keys(CORES)) await run(name);
