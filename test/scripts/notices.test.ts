import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noticesOf } from '../../scripts/upload/notices.ts';

let root: string;

const install = (folder: string, files: Record<string, string>) => {
  mkdirSync(join(root, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
};

const manifest = (name: string) => JSON.stringify({ name, version: '1.2.3', license: 'MIT' });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'notices-'));
  install('node_modules/zeta', { 'package.json': manifest('zeta'), 'LICENSE.txt': 'Zeta’s terms\r\nSecond line\n' });
  install('node_modules/@scope/alpha', {
    'package.json': manifest('@scope/alpha'),
    'NOTICE.md': 'Alpha’s notice',
    LICENCE: 'Alpha’s terms',
    'readme.md': 'LICENSE: see elsewhere',
  });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test('each package in the bundle has its name, version, and license texts once', () => {
  const inputs = ['src/index.ts', 'node_modules/zeta/a.js', 'node_modules/zeta/b.js', 'node_modules/@scope/alpha/c.js'];
  expect(noticesOf(inputs, root).split(`\n\n${'-'.repeat(80)}\n\n`)).toEqual([
    'These files contain parts of these packages.',
    '@scope/alpha 1.2.3 (MIT)\n\nAlpha’s terms\n\nAlpha’s notice',
    'zeta 1.2.3 (MIT)\n\nZeta’s terms\nSecond line\n',
  ]);
});

test('the order of the inputs makes no difference', () => {
  const inputs = ['node_modules/zeta/a.js', 'node_modules/@scope/alpha/c.js'];
  expect(noticesOf(inputs, root)).toBe(noticesOf(inputs.toReversed(), root));
});

test('a package inside another one has its own notice', () => {
  install('node_modules/zeta/node_modules/inner', { 'package.json': manifest('inner'), license: 'Inner’s terms' });
  expect(noticesOf(['node_modules/zeta/node_modules/inner/a.js'], root)).toContain(
    'inner 1.2.3 (MIT)\n\nInner’s terms',
  );
});

test('a package without a license text can’t be bundled', () => {
  install('node_modules/unlicensed', { 'package.json': manifest('unlicensed') });
  expect(() => noticesOf(['node_modules/unlicensed/a.js'], root)).toThrow('unlicensed has no license text to ship.');
});

test('the packages that the app bundles have a license text', () => {
  const notices = noticesOf(['node_modules/libphonenumber-js/core/es6/index.js', 'node_modules/picoquery/lib/main.js']);
  expect(notices).toMatch(/^libphonenumber-js [\d.]+ \(MIT\)$[^]*^picoquery [\d.]+ \(MIT\)$/m);
  expect(notices).toContain('Apache License');
});
