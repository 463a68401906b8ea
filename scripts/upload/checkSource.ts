/** `npm run check:source`: unpacks build/source.zip into a new folder, and installs and tests there. It takes as long as that. */
import { mkdtempSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { run } from './cli.ts';

run('npm', 'run', '--silent', 'build:zip');
const folder = mkdtempSync(join(tmpdir(), 'source-'));
new AdmZip('build/source.zip').extractAllTo(folder);
const passed = [['ci'], ['test']].every(
  (args) => spawnSync('npm', args, { cwd: folder, stdio: 'inherit' }).status === 0,
);
rmSync(folder, { recursive: true });
console.log(passed ? 'source.zip installs and passes all tests.' : 'source.zip doesn’t install or pass its tests.');
process.exitCode = passed ? 0 : 1;
