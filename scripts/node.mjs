/**
 * Comes first in every npm script: says in one sentence what to do if this is not the Node.js that the scripts need. npm ci
 * brings it along and npm scripts use it, so another one means that it could not be installed. Plain JavaScript without
 * imports, because it must run on every Node.js.
 */
const NEEDED = 22;

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  console.error(
    'These scripts need Node.js ' +
      NEEDED +
      ' or newer, and this is ' +
      process.versions.node +
      ': run "npm ci --include=optional", which brings it along, or install it from https://nodejs.org.',
  );
  process.exitCode = 1;
}
