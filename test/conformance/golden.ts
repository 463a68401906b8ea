import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file of golden wire data with this name, which `test/golden/README.md` explains. */
export const golden = (name: string): unknown =>
  JSON.parse(readFileSync(join('test', 'golden', `${name}.json`), 'utf8'));
