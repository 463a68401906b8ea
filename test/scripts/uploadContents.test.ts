import { faultsOf } from '../../scripts/upload/contents.ts';

const HERE = '/home/ann/app';

const LOCK = {
  packages: {
    'node_modules/core': { version: '19.1.0' },
    'node_modules/core/node_modules/@types/node': { version: '20.1.0' },
    'node_modules/linter': { version: '1.0.0', dev: true },
  },
};

const GOOD = {
  LICENSE: 'MIT',
  'definition.json': '{}',
  'dist/NOTICES.txt': 'Notices',
  'dist/app.cjs': 'require("./chunk-7C2ZDLM4.cjs");',
  'dist/chunk-7C2ZDLM4.cjs': 'module.exports = {};',
  'dist/index.js': 'export default {};',
  'dist/numberingPlans.cjs': 'module.exports = {};',
  'dist/operations.cjs': 'require("./chunk-7C2ZDLM4.cjs");',
  'package.json': '{ "version": "1.0.0" }',
  'zapierwrapper.js': 'import core;',
  'node_modules/core/package.json': '{ "version": "19.1.0" }',
  'node_modules/core/esm/package.json': '{ "type": "module" }',
  'node_modules/core/node_modules/@types/node/package.json': '{ "version": "v20.1.0" }',
};

const faults = (changes: Record<string, string>) =>
  faultsOf(new Map(Object.entries({ ...GOOD, ...changes })), LOCK, [HERE]);

test('an upload of the app, its licenses, and its packages has no fault', () => {
  expect(faults({})).toEqual([]);
});

const REQUIRED = Object.keys(GOOD).filter((name) => !name.includes('node_modules'));

test.each(REQUIRED)('%s can’t be missing', (name) => {
  const files = new Map(Object.entries(GOOD));
  files.delete(name);
  expect(faultsOf(files, LOCK, [HERE])).toEqual([`${name} is missing.`]);
});

test.each([
  ['.env', 'KEY=1', '.env has no reason to ship.'],
  ['src/index.ts', '', 'src/index.ts has no reason to ship.'],
  ['dist/other.cjs', '', 'dist/other.cjs has no reason to ship.'],
  ['dist/chunk-OLDER123.cjs', '', 'dist/chunk-OLDER123.cjs has no reason to ship.'],
  ['dist/index.js.map', '{}', 'dist/index.js.map is a source map.'],
  ['node_modules/core/lib/main.js.map', '{}', 'node_modules/core/lib/main.js.map is a source map.'],
  ['node_modules/linter/main.js', '', 'node_modules/linter/main.js is of a package that the app doesn’t need.'],
  ['node_modules/stray/main.js', '', 'node_modules/stray/main.js is of a package that the app doesn’t need.'],
  ['dist/index.js', `"${HERE}/src"`, `dist/index.js names ${HERE}.`],
  [
    'node_modules/core/package.json',
    '{ "version": "19.2.0" }',
    'node_modules/core is 19.2.0, and the lock file has 19.1.0.',
  ],
])('%s can’t be %j', (name, text, fault) => {
  expect(faults({ [name]: text })).toEqual([fault]);
});
