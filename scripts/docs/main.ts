/** `npm run docs`: updates the tables of docs/use-cases. A page whose Zap does not match the app stays unchanged. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import app from '../../src/index.ts';
import { zaps } from '../../sandbox/zaps/index.ts';
import type { App } from './app.ts';
import { withTables } from './page.ts';

const folder = new URL('../../docs/use-cases/', import.meta.url);

for (const name of readdirSync(folder)) {
  const file = new URL(name, folder);
  const page = readFileSync(file, 'utf8');
  try {
    const written = withTables(page, app as unknown as App, zaps);
    if (written === page) continue;
    writeFileSync(file, written);
    process.stdout.write(`${name} is written anew.\n`);
  } catch (error) {
    process.stderr.write(`${name} cannot be written: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
