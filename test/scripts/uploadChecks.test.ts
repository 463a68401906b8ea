import { folderFaults, migrateCommand, releaseFaults, takenFaults } from '../../scripts/upload/checks.ts';
import type { Folder } from '../../scripts/upload/checks.ts';

const READY: Folder = { changed: [], linked: { id: 7 }, deployKey: 'a key that nobody may see' };

test('a clean clone with a linked integration and a deploy key can upload', () => {
  expect(folderFaults(READY)).toEqual([]);
});

test.each<[string, Partial<Folder>, string]>([
  [
    'no repository',
    { changed: undefined },
    'This folder isn’t a git repository: upload from a clone, so that it’s known what was sent.',
  ],
  ['a change', { changed: ['a.ts'] }, 'Commit or remove your changes first (a.ts).'],
  ['four changes', { changed: ['a', 'b', 'c', 'd'] }, 'Commit or remove your changes first (a, b, c, and more).'],
  [
    'no integration',
    { linked: {} },
    'No integration is linked: run "npm run zapier -- register VirtualPBX" the first time, or "npm run zapier -- link".',
  ],
  [
    'no deploy key',
    { deployKey: undefined },
    'There is no deploy key: run "npm run zapier -- login", or set ZAPIER_DEPLOY_KEY to a key from developer.zapier.com.',
  ],
])('with %s, there is one sentence that says what to do', (_, change, fault) => {
  expect(folderFaults({ ...READY, ...change })).toEqual([fault]);
});

const versions = (states: Record<string, string>) =>
  Object.entries(states).map(([version, status]) => ({ version, lifecycle: { status } }));

test.each([
  ['a new version', versions({ '0.9.0': 'promoted' }), false, []],
  [
    'a version that Zapier has',
    versions({ '1.0.0': 'private' }),
    false,
    ['Zapier already has a private version 1.0.0: raise the version in package.json, or add -- --overwrite.'],
  ],
  ['a private version to overwrite', versions({ '1.0.0': 'private' }), true, []],
  [
    'a version that users have',
    versions({ '1.0.0': 'promoted' }),
    true,
    ['Version 1.0.0 is already promoted: raise the version in package.json.'],
  ],
])('%s', (_, existing, overwrite, faults) => {
  expect(takenFaults('1.0.0', existing, overwrite)).toEqual(faults);
});

test('a release needs the tag of its version, and its part of the changelog', () => {
  expect(releaseFaults('1.0.0', 'The first version.', ['latest', 'v1.0.0'])).toEqual([]);
  expect(releaseFaults('1.0.0', '', ['v0.9.0'])).toEqual([
    'CHANGELOG.md has nothing under "## 1.0.0", which Zapier shows to users.',
    'The current commit doesn’t have the tag of its version: run "git tag v1.0.0".',
  ]);
});

test('the users of the version before can be moved', () => {
  const existing = versions({ '0.8.0': 'legacy', '0.9.0': 'promoted' });
  expect(migrateCommand('1.0.0', existing)).toBe('npm run zapier -- migrate 0.9.0 1.0.0');
  expect(migrateCommand('0.9.0', existing)).toBeUndefined();
  expect(migrateCommand('1.0.0', [])).toBeUndefined();
});
