/**
 * Bundles the app into a few files, which load several times faster than many. dist/index.js loads what every run needs. The
 * operations are in a file of their own, and so are the numbering plans. What these have in common is in chunks. The licenses
 * of the packages in all of them are in NOTICES.txt. With an argument, into that folder instead of dist.
 */
import { glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
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

/** The files that load when a run needs them. Of the modules in each, it runs only the one that is asked for, with its imports. */
const LAZY = {
  operations: (await Array.fromAsync(glob('src/**/*.{trigger,create,search,dropdown}.ts'))).sort(),
  numberingPlans: ['src/fields/numberingPlans.ts'],
};

const standIns = async (file, path) => {
  const exports = Object.entries(await import(pathToFileURL(resolve(path)).href));
  return `
    import { lazyOperation } from './src/zapier/lazyOperation.ts';
    const load = () => require('./${file}.cjs').default[${JSON.stringify(path)}]();
    ${exports.map(([name, value]) => `export const ${name} = ${standIn(value, `load().${name}`)};`).join('\n')}
  `;
};

/** Puts stand-ins in place of operations, in the index of their feature, and of the numbering plans. A run seldom needs those. */
const lazyModules = {
  name: 'lazy modules',
  setup: ({ onResolve, onLoad }) => {
    for (const [file, modules] of Object.entries(LAZY)) {
      const namespace = `lazy ${file}`;
      onResolve({ filter: /\.ts$/, namespace: 'file' }, ({ path, resolveDir, importer }) => {
        const module = relative('.', join(resolveDir, path));
        const isLazy = modules.includes(module) && (file !== 'operations' || importer.endsWith('index.ts'));
        return isLazy ? { path: module, namespace } : undefined;
      });
      onLoad({ filter: /.*/, namespace }, async ({ path }) => ({
        contents: await standIns(file, path),
        loader: 'js',
        resolveDir: resolve(),
      }));
      onResolve({ filter: new RegExp(`^${file}$`) }, () => ({ path: file, namespace: 'file of modules' }));
    }
    onLoad({ filter: /.*/, namespace: 'file of modules' }, ({ path }) => ({
      contents: `export default { ${LAZY[path].map((module) => `${JSON.stringify(module)}: () => require(${JSON.stringify(`./${module}`)})`).join(', ')} };`,
      resolveDir: resolve(),
    }));
  },
};

/** Settings of both steps. */
const settings = {
  target: 'node22',
  platform: 'node',
  // Fewer bytes to upload and to compile in every run. The source maps keep the names.
  minify: true,
  // Node parses arrow functions in full when a file loads, but other functions only when they are called.
  supported: { arrow: false },
  logLevel: 'warning',
};

const [outdir = 'dist'] = process.argv.slice(2);
await mkdir(outdir, { recursive: true });
// The name of a chunk says what is in it, so older ones would stay.
for await (const old of glob(join(outdir, '*.{js,cjs,map}'))) await rm(old);
const { metafile, outputFiles } = await build({
  ...settings,
  entryPoints: [{ in: 'src/index.ts', out: 'app' }, ...Object.keys(LAZY).map((file) => ({ in: file, out: file }))],
  outdir,
  outExtension: { '.js': '.cjs' },
  chunkNames: 'chunk-[hash]',
  bundle: true,
  // Only ES modules can be split, and only CommonJS loads at once, on every Node.
  splitting: true,
  format: 'esm',
  external: ['zapier-platform-core', './*.cjs'],
  plugins: [numberingPlansAsJson, lazyModules],
  sourcemap: 'inline',
  metafile: true,
  write: false,
});
for (const { path, text } of outputFiles) {
  const { code, map } = await transform(text, {
    ...settings,
    format: 'cjs',
    sourcemap: true,
    sourcefile: basename(path),
  });
  await writeFile(path, `${code}//# sourceMappingURL=${basename(path)}.map\n`);
  await writeFile(`${path}.map`, map);
}
// Node takes 20 ms of the processor longer to import CommonJS than to require it.
await writeFile(
  join(outdir, 'index.js'),
  "import { createRequire } from 'node:module';\nexport default createRequire(import.meta.url)('./app.cjs').default;\n",
);
await writeFile(join(outdir, 'NOTICES.txt'), noticesOf(Object.keys(metafile.inputs)));
