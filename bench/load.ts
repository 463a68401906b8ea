import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a fresh process took: milliseconds on the clock and of the processor, and megabytes of memory. */
export type Load = { wall: number; cpu: number; heap: number; rss: number };

/** Loads core, then the app, and prints what each took. */
const script = `
  const now = () => {
    const { user, system } = process.cpuUsage();
    const { heapUsed, rss } = process.memoryUsage();
    return { wall: performance.now(), cpu: (user + system) / 1000, heap: heapUsed / 1e6, rss: rss / 1e6 };
  };
  const app = process.argv.at(-1);
  const times = [now()];
  await import('zapier-platform-core');
  times.push(now());
  if (app !== 'none') await import(app);
  times.push(now());
  const since = (nth) => Object.fromEntries(Object.entries(times[nth]).map(([key, value]) => [key, value - times[nth - 1][key]]));
  console.log(JSON.stringify([since(1), since(2)]));
`;

/** The address of the file that Lambda loads of the app in a folder. */
const entryOf = (folder: string): string => {
  const { exports, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  return pathToFileURL(resolve(folder, exports ?? main ?? 'index.js')).href;
};

/** A fresh process in the folder of an app, as on Lambda. It finds the core of that app. */
const load = (folder: string, app: string): [core: Load, app: Load] => {
  const command = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script, '--', app];
  const lines = execFileSync(process.execPath, command, { cwd: folder, encoding: 'utf8' }).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as [Load, Load];
};

/**
 * Loads core alone and each app on top of it, in turn, so that what else the machine does hits all of them. What an app
 * costs is measured within its own process.
 */
export const measureLoads = (folders: readonly string[], runs: number): { core: Load[]; apps: Load[][] } => {
  const core: Load[] = [];
  const apps: Load[][] = folders.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    core.push(load('.', 'none')[0]);
    for (const [nth, folder] of folders.entries()) apps[nth]?.push(load(folder, entryOf(folder))[1]);
  }
  return { core, apps };
};
