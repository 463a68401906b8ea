/** The upload commands against a local stand-in for zapier.com. The ZIP files are small; `npm run build:zip` makes the real ones. */
import './longRuns.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import AdmZip from 'adm-zip';
import { startDeveloperSite } from '../../sandbox/zapier/developer.ts';

type Site = Awaited<ReturnType<typeof startDeveloperSite>>;

const CLI = resolve('node_modules/.bin/zapier-platform');

let site: Site;
let folder: string;

const zipOf = (files: Record<string, string>) => {
  const zip = new AdmZip();
  for (const [name, text] of Object.entries(files)) zip.addFile(name, Buffer.from(text));
  return zip.toBuffer();
};

beforeEach(async () => {
  site = await startDeveloperSite({ deployKey: 'key-nobody-may-see' });
  folder = mkdtempSync(join(tmpdir(), 'upload-'));
  mkdirSync(join(folder, 'build'));
  writeFileSync(
    join(folder, 'build/build.zip'),
    zipOf({ 'definition.json': '{ "version": "1.2.3" }', LICENSE: 'MIT' }),
  );
  writeFileSync(join(folder, 'build/source.zip'), zipOf({ 'src/index.ts': 'export {};' }));
  writeFileSync(join(folder, '.zapierapprc'), JSON.stringify({ id: site.appId }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', version: '1.2.3' }));
  writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## 1.2.3\n\nIt can fax.\n\n## 1.2.2\n\nIt can call.\n');
});

afterEach(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** Runs a program in the folder, with everything that points the CLI at the stand-in. */
const run = async (program: string, args: string[], environment = {}) => {
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...site.environment, ...environment } });
  let printed = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (piece: Buffer) => (printed += piece.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, printed };
};

const cli = (...args: string[]) => run(CLI, args);

const namesIn = (zip: Buffer | undefined) => new AdmZip(zip).getEntries().map(({ entryName }) => entryName);

test('an upload sends both ZIP files, and the version can be listed and promoted with its part of the changelog', async () => {
  await expect(cli('upload')).resolves.toMatchObject({ status: 0 });
  const [upload] = site.uploads;
  expect(upload?.version).toBe('1.2.3');
  expect(namesIn(upload?.buildZip)).toEqual(['definition.json', 'LICENSE']);
  expect(namesIn(upload?.sourceZip)).toEqual(['src/index.ts']);
  const listed = await cli('versions', '--all', '--format', 'raw');
  expect(listed.printed).toContain('"status": "private"');
  await expect(cli('promote', '1.2.3', '--yes')).resolves.toMatchObject({ status: 0 });
  expect(site.promotions).toMatchObject([{ to_version: '1.2.3', changelog: 'It can fax.' }]);
});

test.each([
  ['a wrong key', { ZAPIER_DEPLOY_KEY: 'wrong' }, 'credentials are present, but invalid'],
  ['an app of someone else', { ZAPIER_CURRENT_APP_FILE: 'other.json' }, 'have access to integration ID 2'],
])('%s is refused', async (_, environment, sentence) => {
  writeFileSync(join(folder, 'other.json'), JSON.stringify({ id: 2 }));
  const { status, printed } = await run(CLI, ['upload'], environment);
  expect(status).not.toBe(0);
  expect(printed.replace(/[\s›]+/g, ' ')).toContain(sentence);
  expect(site.uploads).toEqual([]);
});

test.each(['main', 'release'])(
  '%s.ts stops before anything is sent, without a stack and without the key',
  async (name) => {
    const script = resolve(`scripts/upload/${name}.ts`);
    const { status, printed } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script]);
    expect(status).toBe(1);
    expect(printed.split('\n')[0]).toBe(
      'This folder isn’t a git repository: upload from a clone, so that it’s known what was sent.',
    );
    expect(printed).not.toMatch(/key-nobody-may-see|^ +at /m);
    expect(site.uploads).toEqual([]);
  },
);
