import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Linked, Version } from './checks.ts';

const require = createRequire(import.meta.url);

/** Ends the process because of something that was already printed. */
const stop = (): never => process.exit(1);

/** Prints the faults and ends the process if there are any. */
export const stopFor = (faults: string[]): void => {
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) stop();
};

/** Runs a command that prints for itself. Ends the process if it fails. */
export const run = (command: string, ...args: string[]): void => {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) stop();
};

/** The JSON of a file, or an empty object if there is none. */
const jsonOf = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
};

/** The version of the app. */
export const appVersion = () => (jsonOf('package.json') as { version: string }).version;

/** The integration that `register` or `link` wrote down. */
export const linkedApp = () => jsonOf(process.env.ZAPIER_CURRENT_APP_FILE || '.zapierapprc') as Linked;

/** The deploy key where the CLI looks for it. It must never be printed. */
export const deployKey = (): string | undefined =>
  process.env.ZAPIER_DEPLOY_KEY ||
  (jsonOf(process.env.ZAPIER_AUTH_LOCATION || join(homedir(), '.zapierrc')) as { deployKey?: string }).deployKey;

/** The versions that Zapier has. Ends the process if the CLI can't list them, after it said why. */
export const existingVersions = (): Version[] => {
  const args = ['versions', '--all', '--format', 'raw'];
  const { status, stdout } = spawnSync('zapier-platform', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) stop();
  return stdout.trim() === '' ? [] : (JSON.parse(stdout) as Version[]);
};

/** What CHANGELOG.md says about a version, as `promote` reads it. Empty if it says nothing. */
export const changelogOf = async (version: string): Promise<string> => {
  const { getVersionChangelog } = require('zapier-platform-cli/src/utils/changelog.js') as {
    getVersionChangelog: (version: string) => Promise<{ changelog: string }>;
  };
  return (await getVersionChangelog(version)).changelog;
};
