/**
 * Builds the upload, build/build.zip and build/source.zip, without an account and without network. Fails if build.zip has
 * anything that must not ship, or if source.zip lacks a file of the repository. By itself, the CLI copies its working folder
 * together with node_modules and opens all files at once, which is more than many systems allow. So it works in a copy that
 * has only the packages that ship. The copy is inside this folder, where the build finds its tools.
 */
import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf } from './upload/contents.ts';
import { filesIn } from './upload/files.ts';
import { trackedFiles } from './upload/git.ts';
import { shippedPackages } from './upload/packages.ts';
import { sourceFaults } from './upload/source.ts';

const STAGE = join('build', 'stage');
const LEFT_OUT = ['.git', 'build', 'coverage', 'dist', 'node_modules'];

await rm('build', { recursive: true, force: true });
const copied = (await readdir('.')).filter((entry) => !LEFT_OUT.includes(entry) && !entry.startsWith('.env'));
for (const entry of copied) await cp(entry, join(STAGE, entry), { recursive: true });
const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));
for (const folder of shippedPackages(lock)) await cp(folder, join(STAGE, folder), { recursive: true });
const built = spawnSync('zapier-platform', ['build', '--skip-validation', '--skip-dep-install'], {
  cwd: STAGE,
  stdio: 'inherit',
});
// The CLI has said why.
if (built.status !== 0) process.exit(1);
for (const zip of ['build.zip', 'source.zip']) await cp(join(STAGE, 'build', zip), join('build', zip));
await rm(STAGE, { recursive: true });

const files = new Map(
  [...filesIn(join('build', 'build.zip'))].map(([name, content]) => [name, content.toString('utf8')]),
);
const faults = [
  ...faultsOf(files, lock, [process.cwd(), homedir(), tmpdir()]),
  ...sourceFaults(filesIn(join('build', 'source.zip')), trackedFiles()),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
