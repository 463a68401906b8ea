/**
 * Builds the upload, build/build.zip and build/source.zip, without an account, and fails if build.zip has anything that must
 * not ship. The CLI copies its working folder together with node_modules and opens all files at once, which is more than many
 * systems allow. So it gets a copy without node_modules. The copy is inside this folder, where the build finds its tools.
 */
import { execFileSync } from 'node:child_process';
import { appendFile, cp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { faultsOf } from './upload/contents.ts';

const STAGE = join('build', 'stage');
const LEFT_OUT = ['.git', 'build', 'coverage', 'dist', 'node_modules'];

await rm('build', { recursive: true, force: true });
const copied = (await readdir('.')).filter((entry) => !LEFT_OUT.includes(entry) && !entry.startsWith('.env'));
for (const entry of copied) await cp(entry, join(STAGE, entry), { recursive: true });
// Optional packages of development tools would be installed too, and would be a fifth of the upload.
await appendFile(join(STAGE, '.npmrc'), 'omit[]=optional\n');
execFileSync('zapier-platform', ['build', '--skip-validation'], { cwd: STAGE, stdio: 'inherit' });
for (const zip of ['build.zip', 'source.zip']) await cp(join(STAGE, 'build', zip), join('build', zip));
await rm(STAGE, { recursive: true });

const entries = new AdmZip(join('build', 'build.zip')).getEntries().filter(({ isDirectory }) => !isDirectory);
const files = new Map(entries.map((entry) => [entry.entryName, entry.getData().toString('utf8')]));
const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));
const faults = faultsOf(files, lock, [process.cwd(), homedir(), tmpdir()]);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
