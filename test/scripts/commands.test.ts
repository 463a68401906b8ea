import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(__dirname, '../..');
const cli = join(root, 'node_modules/zapier-platform-cli/src/oclif/commands');

const pages = globSync(['*.md', 'docs/*.md', '.github/*.md'], { cwd: root })
  .sort()
  .map((path): [string, string] => [path, readFileSync(join(root, path), 'utf8')]);

const found = (pattern: RegExp): { path: string; name: string }[] =>
  pages.flatMap(([path, page]) => [...page.matchAll(pattern)].map(([, name = '']) => ({ path, name })));

test('every script that a page names is in package.json', () => {
  const named = found(/npm run (?:--silent )?([a-z][\w:-]*)/g);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ name }) => !(name in packageJson.scripts))).toEqual([]);
});

test('every command of the Zapier CLI that a page names exists', () => {
  const named = found(/(?:npm run zapier --|zapier-platform) ([a-z][a-z:]*[a-z])\b/g);
  const exists = (name: string): boolean => {
    const path = join(cli, ...name.split(':'));
    return existsSync(`${path}.js`) || existsSync(join(path, 'index.js'));
  };
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !exists(name))).toEqual([]);
});
