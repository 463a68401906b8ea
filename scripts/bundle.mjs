/**
 * Bundles the app into one file, dist/index.js, which loads several times faster than many files. The licenses of the packages
 * in it are in dist/NOTICES.txt.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { noticesOf } from './upload/notices.ts';

/** The world's numbering plans as JSON text, which is parsed with the first number instead of when the app loads. */
const numberingPlansAsJson = {
  name: 'numbering plans as JSON',
  setup: ({ onLoad }) => {
    onLoad({ filter: /metadata\.min\.json\.js$/ }, async ({ path }) => {
      const json = await readFile(path.replace(/\.js$/, ''), 'utf8');
      const getters = Object.keys(JSON.parse(json)).map((key) => `get ${key}() { return plans().${key}; }`);
      const contents = `
        let read;
        const plans = () => (read ??= JSON.parse(${JSON.stringify(json)}));
        export default { ${getters.join(', ')} };
      `;
      return { contents, loader: 'js' };
    });
  },
};

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['zapier-platform-core'],
  plugins: [numberingPlansAsJson],
  sourcemap: true,
  metafile: true,
  // Fewer bytes to upload and to compile in every run. The source map keeps the names.
  minify: true,
  logLevel: 'warning',
});
await writeFile('dist/NOTICES.txt', noticesOf(Object.keys(metafile.inputs)));
