/**
 * Bundles the app into one file, dist/index.js, which loads several times faster than many files. The licenses of the packages
 * in it are in NOTICES.txt beside it. With an argument, into that file instead.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { noticesOf } from './upload/notices.ts';

/** The world's numbering plans as JSON text, which is parsed several times faster than an object in code. */
const numberingPlansAsJson = {
  name: 'numbering plans as JSON',
  setup: ({ onLoad }) => {
    onLoad({ filter: /metadata\.min\.json\.js$/ }, async ({ path }) => {
      const json = await readFile(path.replace(/\.js$/, ''), 'utf8');
      return { contents: `export default JSON.parse(${JSON.stringify(json)});`, loader: 'js' };
    });
  },
};

/** What stands in for an export: an operation with its key, or a function. It loads the module when used. Data is repeated. */
const standIn = (value, source) => {
  if (typeof value === 'function') return `(...values) => ${source}(...values)`;
  if (Array.isArray(value)) return `[${value.map((one, nth) => standIn(one, `${source}[${nth}]`)).join(', ')}]`;
  if (!('operation' in value)) return JSON.stringify(value);
  return `lazyOperation(${JSON.stringify(value.key)}, () => ${source})`;
};

const standIns = async (path) => {
  const exports = Object.entries(await import(pathToFileURL(path).href));
  return `
    import { lazyOperation } from ${JSON.stringify(resolve('src/zapier/lazyOperation.ts'))};
    const load = () => require(${JSON.stringify(path)});
    ${exports.map(([name, value]) => `export const ${name} = ${standIn(value, `load().${name}`)};`).join('\n')}
  `;
};

/** Operations for the index of their feature, and the numbering plans. A run needs one operation, and seldom a number. */
const isLazy = (path, importer) => /numberingPlans\.ts$/.test(path) || importer.endsWith('index.ts');

/** Loads modules when a run needs them. */
const lazyModules = {
  name: 'lazy modules',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /(\.(trigger|create|search|dropdown)|numberingPlans)\.ts$/ }, (imported) =>
      imported.kind === 'import-statement' && isLazy(imported.path, imported.importer)
        ? { path: relative('.', join(imported.resolveDir, imported.path)), namespace: 'lazy' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ path }) => ({
      contents: await standIns(resolve(path)),
      loader: 'js',
      resolveDir: dirname(resolve(path)),
    }));
  },
};

const [outfile = 'dist/index.js'] = process.argv.slice(2);
if (outfile === 'dist/index.js') await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/index.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['zapier-platform-core'],
  plugins: [numberingPlansAsJson, lazyModules],
  sourcemap: true,
  metafile: true,
  // Fewer bytes to upload and to compile in every run. The source map keeps the names.
  minify: true,
  // Node parses arrow functions in full when the file loads, but other functions only when they are called.
  supported: { arrow: false },
  logLevel: 'warning',
});
await writeFile(join(dirname(outfile), 'NOTICES.txt'), noticesOf(Object.keys(metafile.inputs)));
