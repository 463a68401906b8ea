import { packageOf } from './packages.ts';
import type { Lock } from './packages.ts';

/** What is ours in the upload, besides the chunks that these load. All else is a package. */
const OURS = [
  'LICENSE',
  'definition.json',
  'dist/NOTICES.txt',
  'dist/app.cjs',
  'dist/index.js',
  'dist/numberingPlans.cjs',
  'dist/operations.cjs',
  'package.json',
  'zapierwrapper.js',
];
const CHUNK = /chunk-[A-Z0-9]+\.cjs/g;

/** What is ours with the chunks, whose names say what is in them. */
const oursIn = (files: ReadonlyMap<string, string>): string[] => {
  const loaded = [...files].filter(([name]) => name.startsWith('dist/')).flatMap(([, text]) => text.match(CHUNK) ?? []);
  return [...OURS, ...new Set(loaded.map((chunk) => `dist/${chunk}`))];
};

const namesFault = (name: string, ours: readonly string[], { packages }: Lock): string[] => {
  const folder = packageOf(name);
  if (name.endsWith('.map')) return [`${name} is a source map.`];
  if (folder === undefined) return ours.includes(name) ? [] : [`${name} has no reason to ship.`];
  const locked = packages[folder];
  return locked === undefined || locked.dev ? [`${name} is of a package that the app doesn’t need.`] : [];
};

/** A package's own manifest is directly in its folder, and only that has its version. */
const versionFault = (name: string, text: string, { packages }: Lock): string[] => {
  const folder = packageOf(name);
  if (folder === undefined || name !== `${folder}/package.json`) return [];
  const { version } = JSON.parse(text) as { version: string };
  const locked = packages[folder]?.version;
  return version.replace(/^v/, '') === locked
    ? []
    : [`${folder} is ${version}, and the lock file has ${String(locked)}.`];
};

/**
 * What is wrong with the upload: files that must not ship or that are missing, versions that the lock file doesn't have, and
 * paths of the computer that built it.
 */
export const faultsOf = (files: ReadonlyMap<string, string>, lock: Lock, foldersHere: string[]): string[] => {
  const ours = oursIn(files);
  return [
    ...ours.filter((name) => !files.has(name)).map((name) => `${name} is missing.`),
    ...[...files].flatMap(([name, text]) => [
      ...namesFault(name, ours, lock),
      ...versionFault(name, text, lock),
      ...foldersHere.filter((folder) => text.includes(`${folder}/`)).map((folder) => `${name} names ${folder}.`),
    ]),
  ];
};
