import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zaps } from '../../sandbox/zaps/index.ts';
import { generatedFiles, GENERATED_FOLDERS } from '../../scripts/docs/generated.ts';
import { brokenLinks } from '../../scripts/docs/links.ts';
import { shownIn, withGenerated } from '../../scripts/docs/useCasePage.ts';
import type { App } from '../../scripts/words/definition.ts';
import app from '../../src/index.ts';
import { phrasesForPeople } from '../words/phrases.ts';

const root = join(__dirname, '../..');
const docs = join(root, 'docs');
const definition = app as App;

const pagesAt = (cwd: string, ...globs: string[]): Map<string, string> =>
  new Map(
    globSync(globs, { cwd })
      .sort()
      .map((path) => [path, readFileSync(join(cwd, path), 'utf8')]),
  );

const guide = pagesAt(docs, 'guide/**/*.md');

describe('the generated files', () => {
  const wanted = generatedFiles(definition, zaps);
  const present = pagesAt(docs, ...GENERATED_FOLDERS.map((folder) => `${folder}/*`));

  test('are all there, and no others', () => {
    expect([...present.keys()].sort()).toEqual([...wanted.keys()].sort());
  });

  test('are what npm run docs writes', () => {
    const stale = [...wanted].filter(([path, content]) => present.get(path) !== content);
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  test('are the same each time', () => {
    expect([...generatedFiles(definition, zaps)]).toEqual([...wanted]);
  });
});

describe('the guide', () => {
  test.each([...guide])('%s is what npm run docs writes', (_path, page) => {
    expect(withGenerated(page, definition, zaps)).toBe(page);
  });

  test.each([...guide])('each marker of %s has its end', (_path, page) => {
    expect(page.match(/<!-- \/?zap/g) ?? []).toHaveLength(2 * shownIn(page).length);
  });

  test('shows every step of every Zap once', () => {
    const steps = zaps.flatMap(({ key, steps: later }) =>
      [1, ...later.map((_step, index) => index + 2)].map((n) => `${key}, step ${n}`),
    );
    const shown = [...guide.values()].flatMap((page) => shownIn(page).map(({ zap, step }) => `${zap}, step ${step}`));
    expect(shown.sort()).toEqual(steps.sort());
  });

  test('is in the words of people who build Zaps', () => {
    const namesOfOthers = /Send Channel Message|Slack channel|\| Channel +\||Webhooks app/g;
    const faults = [...guide].flatMap(([path, page]) =>
      page.split('\n').flatMap((line, index) => {
        const own = line.replace(/<!--.*?-->|!\[.*?\]\(.*?\)/g, '').replace(namesOfOthers, '');
        return phrasesForPeople(own).map((fault) => `${path}:${index + 1} ${fault}`);
      }),
    );
    expect(faults).toEqual([]);
  });
});

test('the names and the texts of the Zap templates fit into the directory', () => {
  expect(new Set(zaps.map(({ key }) => key)).size).toBe(zaps.length);
  for (const { template } of zaps) {
    expect(template.title).toMatch(/VirtualPBX/);
    expect(template.title.length).toBeLessThanOrEqual(70);
    expect(template.description).toMatch(/\.$/);
  }
});

test('every link between the pages leads somewhere', () => {
  const pages = pagesAt(root, '*.md', 'docs/**/*.md');
  expect(brokenLinks(pages, (path) => existsSync(join(root, path)))).toEqual([]);
});
