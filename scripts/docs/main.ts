/**
 * `npm run docs`: writes what the app and the Zaps of the use cases say into docs. It replaces the generated folders, and
 * what is between the markers of the guide. A page whose Zap does not match the app stays unchanged.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import definition from '../../src/index.ts';
import { zaps } from '../../sandbox/zaps/index.ts';
import type { App } from '../words/definition.ts';
import { generatedFiles, GENERATED_FOLDERS } from './generated.ts';
import { withGenerated } from './useCasePage.ts';

const app = definition as App;
const folder = fileURLToPath(new URL('../../docs/', import.meta.url));

const write = (path: string, content: string, before: string | null): void => {
  if (content === before) return;
  mkdirSync(dirname(folder + path), { recursive: true });
  writeFileSync(folder + path, content);
  process.stdout.write(`${path} is written.\n`);
};

const contentOf = (path: string): string => readFileSync(folder + path, 'utf8');

for (const path of globSync('guide/**/*.md', { cwd: folder })) {
  const before = contentOf(path);
  try {
    write(path, withGenerated(before, app, zaps), before);
  } catch (error) {
    process.stderr.write(`${path} can't be written: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

const wanted = generatedFiles(app, zaps);
const present = new Set(
  globSync(
    GENERATED_FOLDERS.map((name) => `${name}/*`),
    { cwd: folder },
  ),
);
for (const path of present) {
  if (wanted.has(path)) continue;
  rmSync(folder + path);
  process.stdout.write(`${path} is deleted.\n`);
}
for (const [path, content] of wanted) write(path, content, present.has(path) ? contentOf(path) : null);
