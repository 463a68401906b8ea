/**
 * Builds the upload, build/build.zip and build/source.zip, without an account. Fails if build.zip has anything that must not
 * ship, or if source.zip lacks a file of the repository. The CLI copies its working folder together with node_modules and
 * opens all files at once, which is more than many systems allow. So it gets a copy without node_modules. The copy is inside
 * this folder, where the build finds its tools.
 */
import { spawnSync } from 'node:child_process';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsOf } from './upload/contents.ts';
import { filesIn } from './upload/files.ts';
import { trackedFiles } from './upload/git.ts';
import { sourceFaults } from './upload/source.ts';

const STAGE = join('build', 'stage');
const LEFT_OUT = ['.git', 'build', 'coverage', 'dist', 'node_modules'];

await rm('build', { recursive: true, force: true });
const copied = (await readdir('.')).filter((entry) => !LEFT_OUT.includes(entry) && !entry.startsWith('.env'));
for (const entry of copied) await cp(entry, join(STAGE, entry), { recursive: true });
const built = spawnSync('zapier-platform', ['build', '--skip-validation'], {
  cwd: STAGE,
  stdio: 'inherit',
  // Node.js and optional packages of development tools would be installed too, and would be a fifth of the upload.
  env: { ...process.env, npm_config_omit: 'optional', npm_config_prefer_offline: 'true' },
});
// The CLI has said why.
if (built.status !== 0) process.exit(1);
for (const zip of ['build.zip', 'source.zip']) await cp(join(STAGE, 'build', zip), join('build', zip));
await rm(STAGE, { recursive: true });

const files = new Map(
  [...filesIn(join('build', 'build.zip'))].map(([name, content]) => [name, content.toString('utf8')]),
);
const lock = JSON.parse(await readFile('package-lock.json', 'utf8'));
const faults = [
  ...faultsOf(files, lock, [process.cwd(), homedir(), tmpdir()]),
  ...sourceFaults(filesIn(join('build', 'source.zip')), trackedFiles()),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
