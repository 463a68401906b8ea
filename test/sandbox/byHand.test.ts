import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import app from '../../src/index.ts';
import { instantTriggers, problemOf } from '../../sandbox/hand/delivery.ts';
import { writeEnvironment } from '../../sandbox/hand/environment.ts';
import { happenings } from '../../sandbox/hand/happenings.ts';
import { portsFrom } from '../../sandbox/hand/ports.ts';

test('something can happen for every instant trigger, and for nothing else', () => {
  expect(Object.keys(happenings).sort()).toEqual([...instantTriggers(app).keys()].sort());
});

test.each([
  ['new_voicemail', null],
  ['new_voicmail', 'There is no trigger new_voicmail. Did you mean new_voicemail, new_message, missed_call?'],
  ['', expect.stringContaining('There is no trigger')],
  ['new_fax', expect.stringContaining('new_fax is not an instant trigger')],
  ['constructor', expect.stringContaining('There is no trigger constructor.')],
])('the key %p is answered with %p', (typed, problem) => {
  expect(problemOf(app, typed)).toEqual(problem);
});

test.each([
  [undefined, 8017],
  ['', 8017],
  ['9017', 9017],
])('SANDBOX_PORT=%p is the first port: %p', (given, dash) => {
  expect(portsFrom(given)).toEqual({ dash, virtualText: dash + 1, qubicle: dash + 2, control: dash + 3 });
});

test.each(['80', '65535', 'high', '9017.5', '-1'])('SANDBOX_PORT=%s is refused', (given) => {
  expect(portsFrom(given)).toBeNull();
});

describe('the environment file', () => {
  let folder = '';
  let path = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'environment-'));
    path = join(folder, '.env');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const read = () => readFile(path, 'utf8');

  test('is new, and for its owner alone', async () => {
    await writeEnvironment(path, { A: '1' });
    expect(await read()).toMatch(/^#.*\nA='1'\n#.*\n$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['.env']);
  });

  test.each(['MINE=1', 'MINE=1\n', '# Mine\nA=other\n\nMINE=1\n'])('keeps %j before the own lines', async (mine) => {
    await writeFile(path, mine, { mode: 0o644 });
    await writeEnvironment(path, { A: '1' });
    expect((await read()).startsWith(mine)).toBe(true);
    expect(await read()).toMatch(/\n#.*\nA='1'\n#.*\n$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('has only the newest own lines, after what was added since', async () => {
    await writeEnvironment(path, { A: '1', B: '2' });
    await writeFile(path, `${await read()}C=added\n`);
    await writeEnvironment(path, { A: '3' });
    expect(await read()).toMatch(/^C=added\n#.*\nA='3'\n#.*\n$/);
  });

  test('that cannot be read is an error, and nothing is written', async () => {
    await expect(writeEnvironment(folder, { A: '1' })).rejects.toThrow('EISDIR');
  });
});
