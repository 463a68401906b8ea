/**
 * Comes first in the npm scripts: says in one sentence what to do if Node.js or a package that they need is not installed.
 * npm ci brings Node.js along, and npm scripts use that one. npm 10 doesn't link it by itself, because the packages for other
 * systems have a program of the same name; `npm run prepare`, which npm ci runs, does. This is plain JavaScript, which old
 * versions of Node.js run, too.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/** Whether the development tools are installed, and the program of one that comes as an optional package. */
const isInstalled = () => {
  try {
    require.resolve('zapier-platform-cli/package.json');
    const scope = dirname(dirname(require.resolve('@swc/core/package.json')));
    return readdirSync(scope).some((name) => name.startsWith('core-'));
  } catch {
    return false;
  }
};

const INSTALL = 'run "npm ci --include=dev --include=optional"';

const fault = () => {
  if (!isInstalled()) return `The packages of this project are not installed: ${INSTALL}.`;
  // Node.js 22.18 is the first that runs TypeScript.
  if (!process.features.typescript) {
    return `This project needs Node.js 22.18 or newer, and this is ${process.versions.node}: run "npm rebuild", which puts it in place, or install it from https://nodejs.org.`;
  }
  return undefined;
};

const found = fault();
if (found !== undefined) {
  console.error(found);
  process.exitCode = 1;
}
