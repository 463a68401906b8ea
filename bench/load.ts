import { execFileSync } from 'node:child_process';

export type LoadTimes = { core: number[]; app: number[] };

/** Loads core, then the app, and prints how long each took, in milliseconds. */
const script = `
  const start = performance.now();
  await import('zapier-platform-core');
  const core = performance.now();
  await import('./dist/index.js');
  console.log(JSON.stringify([core - start, performance.now() - core]));
`;

/** A fresh process each time, as on Lambda. Each process loads core and the app, so both see the same load. */
export const measureLoad = (runs: number): LoadTimes => {
  const times = Array.from({ length: runs }, () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    return JSON.parse(output) as [number, number];
  });
  return { core: times.map(([core]) => core), app: times.map(([, app]) => app) };
};
