import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import app from '../../src/index.ts';

type Named = { app_change_type: string; action_type: string; action_key: string };
type Changelog = { changelog: string; appMetadata?: Named[]; issueMetadata?: { issue_id: number }[] };

/** What the CLI reads for `promote`. */
const { getVersionChangelog } = jest.requireActual<{
  getVersionChangelog: (version: string, folder: string) => Promise<Changelog>;
}>('zapier-platform-cli/src/utils/changelog');

const root = join(__dirname, '../..');

const visible = (kind: string, operations: Record<string, { display: object }>): string[] =>
  Object.entries(operations)
    .filter(([, { display }]) => !('hidden' in display && display.hidden === true))
    .map(([key]) => `${kind}/${key}`);

test('promote finds the part of this version', async () => {
  const { changelog } = await getVersionChangelog(packageJson.version, root);
  expect(changelog).not.toBe('');
  expect(changelog).not.toContain('## ');
});

test('promote finds every step of the first version as new, and no issue', async () => {
  const { appMetadata = [], issueMetadata } = await getVersionChangelog('1.0.0', root);
  const named = appMetadata.map(({ action_type, action_key }) => `${action_type}/${action_key}`);
  const all = [...visible('read', app.triggers), ...visible('write', app.creates), ...visible('search', app.searches)];
  expect(new Set(appMetadata.map(({ app_change_type }) => app_change_type))).toEqual(new Set(['FEATURE_UPDATE']));
  expect(all.filter((one) => !named.includes(one))).toEqual([]);
  expect(named.filter((one, index) => named.indexOf(one) !== index)).toEqual([]);
  expect(issueMetadata).toBeUndefined();
});

test('what is not released yet comes first', () => {
  const headings = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').match(/^## .+$/gm) ?? [];
  expect(headings.slice(0, 2)).toEqual(['## Unreleased', `## ${packageJson.version}`]);
});
