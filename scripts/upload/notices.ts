import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageOf } from './packages.ts';

const LICENSE_FILE = /^(licen[cs]e|notice|copying)/i;

type Manifest = { name: string; version: string; license: string };

/** The license texts of one package. Throws if it has none, because it could not be bundled then. */
const noticeOf = (root: string, folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
  const files = readdirSync(join(root, folder)).filter((file) => LICENSE_FILE.test(file));
  if (files.length === 0) throw new Error(`${name} has no license text to ship.`);
  const texts = files.sort().map((file) =>
    readFileSync(join(root, folder, file), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim(),
  );
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
};

/** The license notices of all packages that the bundle's inputs come from. The same inputs give the same text. */
export const noticesOf = (inputs: string[], root = '.'): string => {
  const folders = [...new Set(inputs.map(packageOf).filter((folder) => folder !== undefined))].sort();
  const notices = folders.map((folder) => noticeOf(root, folder));
  return `${['These files contain parts of these packages.', ...notices].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};
