import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

type Locked = {
  version: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
};
type Rule = { matchPackageNames?: string[]; allowedVersions?: string; description?: string };

const read = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');

const { '': root, ...locked } = (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> })
  .packages;
const { packageRules } = JSON.parse(read('renovate.json')) as { packageRules: Rule[] };

const nameIn = (folder: string): string => folder.split('node_modules/').at(-1) ?? '';
const copiesOf = (name: string): string[] =>
  Object.entries(locked).flatMap(([folder, { version }]) => (nameIn(folder) === name ? [version] : []));

const { dependencies, devDependencies, optionalDependencies } = packageJson;
const direct: Record<string, string> = { ...dependencies, ...devDependencies, ...optionalDependencies };

/** The version of each override: its own, that of a nested one, or that of the direct dependency. */
const overrides = Object.entries(packageJson.overrides).flatMap(([name, version]): [string, string][] =>
  typeof version === 'string'
    ? [[name, version.startsWith('$') ? (direct[version.slice(1)] ?? '') : version]]
    : Object.entries(version).map(([inner, one]) => [inner === '.' ? name : inner, one]),
);

test('every version is exact, and each package in the lock file has a checksum and no registry', () => {
  expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(root).toBeDefined();
  expect(Object.keys(locked).length).toBeGreaterThan(500);
  expect(Object.entries(locked).filter(([, { integrity, resolved }]) => !integrity || resolved)).toEqual([]);
});

test('each package is installed in the version of its override', () => {
  for (const [name, version] of overrides) expect([name, ...new Set(copiesOf(name))]).toEqual([name, version]);
});

test('the upload has one table of file types, in the version that core asks for', () => {
  const { dependencies: ofCore = {} } = locked['node_modules/zapier-platform-core'] ?? {};
  expect(Object.fromEntries(overrides)['mime-types']).toBe(ofCore['mime-types']);
});

test('docs/dependencies.md has every override with its version and a reason', () => {
  const rows = read('docs/dependencies.md')
    .split('## Overrides')[1]
    ?.matchAll(/^\| `(?<name>[^`]+)` +\| (?<version>[\d.]+) +\| (?:yes|no) +\| .+? \| .{20,} \|$/gm);
  const listed = [...(rows ?? [])].map(({ groups = {} }) => [groups.name, groups.version]);
  expect(listed.sort()).toEqual(overrides.sort());
});

test('no package needs its install script', () => {
  const withScript = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = new Set(withScript.map(([folder]) => nameIn(folder)));
  expect(packageJson.allowScripts).toEqual(Object.fromEntries([...names].map((name) => [name, false])));
});

describe('the policy for updates', () => {
  const names = [...Object.keys(direct), ...overrides.map(([name]) => name)];
  const matches = (pattern: string) => {
    const expression = /^\/(.+)\/$/.exec(pattern)?.[1];
    return names.filter((name) => (expression ? new RegExp(expression).test(name) : name === pattern));
  };
  const versionOf = (name: string): string => direct[name] ?? Object.fromEntries(overrides)[name] ?? '';

  test('has a reason for each rule, and each names a package that is used', () => {
    for (const { description, matchPackageNames = [] } of packageRules) {
      expect(description).toMatch(/^.{20,}\.$/);
      for (const pattern of matchPackageNames) expect([pattern, matches(pattern)]).not.toEqual([pattern, []]);
    }
  });

  /** Whether a rule such as `<23` or `1.3.0` allows a version. */
  const allows = (rule: string, version: string): boolean =>
    rule.startsWith('<') ? Number(version.split('.')[0]) < Number(rule.slice(1)) : version === rule;

  test('allows the versions that are used', () => {
    const refused = packageRules.flatMap(({ matchPackageNames = [], allowedVersions }) =>
      matchPackageNames
        .flatMap(matches)
        .filter((name) => allowedVersions !== undefined && !allows(allowedVersions, versionOf(name))),
    );
    expect(refused).toEqual([]);
  });
});
