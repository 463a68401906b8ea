const shared = {
  testEnvironment: 'node',
  // These packages are ES modules, which jest has to compile.
  transformIgnorePatterns: ['/node_modules/(?!(libphonenumber-js|picoquery)/)'],
  moduleNameMapper: { '^libphonenumber-js/core/es6$': '<rootDir>/node_modules/libphonenumber-js/core/es6/index.js' },
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
};

/** `unit` closes the network (test/closedNetwork.ts) and alone counts for coverage; `e2e` runs the app against the sandbox. */
export default {
  // A busy machine is no failure.
  testTimeout: 60_000,
  maxWorkers: '100%',
  collectCoverageFrom: ['src/**/*.ts'],
  // Only what is not covered.
  coverageReporters: [['text', { skipFull: true }]],
  coverageThreshold: {
    global: { statements: 100, branches: 100, functions: 100, lines: 100 },
  },
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
      setupFilesAfterEnv: ['leanCore', 'noWaits', 'closedNetwork'].map((name) => `<rootDir>/test/${name}.ts`),
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/e2e/shortWaits.ts'],
    },
  ],
};
