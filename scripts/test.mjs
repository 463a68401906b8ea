/**
 * `npm test` and its parts. Without arguments, runs all stages in order, up to the first that fails. With the name of a
 * stage, runs only that stage. `unit` and `e2e` accept jest arguments such as a path, and then don't check coverage.
 * `count` prints how many tests the last full run had.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const REPORTS = 'coverage';

const reportOf = (project) => `${REPORTS}/${project}.json`;

/** `--selectProjects` takes all arguments that follow it, so paths come first. */
const jest = (project, ...whole) => [
  'jest',
  (args) =>
    args.length > 0
      ? [...args, '--selectProjects', project]
      : [...whole, '--json', `--outputFile=${reportOf(project)}`, '--selectProjects', project],
];

const stages = {
  format: ['npm', () => ['run', '--silent', 'format']],
  lint: ['npm', () => ['run', '--silent', 'lint']],
  imports: ['npm', () => ['run', '--silent', 'imports']],
  types: ['npm', () => ['run', '--silent', 'types']],
  unit: jest('unit', '--coverage'),
  e2e: jest('e2e'),
  validate: ['npm', () => ['run', '--silent', 'validate']],
};

const runStage = (name, args = []) => {
  mkdirSync(REPORTS, { recursive: true });
  const [command, argumentsFor] = stages[name];
  return spawnSync(command, argumentsFor(args), { stdio: 'inherit' }).status ?? 1;
};

const readReport = (project) => {
  try {
    return JSON.parse(readFileSync(reportOf(project), 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 };
  }
};

/** The test counts of both projects, from jest's own reports. */
const count = () => {
  const reports = ['unit', 'e2e'].map(readReport);
  const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
  return `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`;
};

/** The exit code of the first stage that fails, or 0. */
const runAll = () => {
  for (const project of ['unit', 'e2e']) rmSync(reportOf(project), { force: true });
  const names = Object.keys(stages);
  for (const [place, name] of names.entries()) {
    console.log(`\n[${place + 1}/${names.length}] ${name}`);
    const status = runStage(name);
    if (status !== 0) {
      console.log(`\n${name} failed. Tests so far: ${count()}`);
      return status;
    }
  }
  console.log(`\nAll ${names.length} stages passed. Tests: ${count()}`);
  return 0;
};

const [name, ...args] = process.argv.slice(2);
if (name === 'count') console.log(count());
else process.exitCode = name === undefined ? runAll() : runStage(name, args);
