import './longRuns.ts';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import app from '../../src/index.ts';
import { columnsOf } from '../../sandbox/day/textTable.ts';
import { findOffices, type OfficesElsewhere } from '../../sandbox/hand/control.ts';
import { asPrinted, deliver, instantTriggers } from '../../sandbox/hand/delivery.ts';
import { round } from '../../sandbox/hand/filledOffice.ts';
import { portsFrom } from '../../sandbox/hand/ports.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import { startZapier, type Connection, type ZapierSandbox } from '../../sandbox/zapier/platform.ts';

const command = ['--disable-warning=ExperimentalWarning', resolve('sandbox/serve.ts')];

const STOP = 'Press Ctrl+C to stop.';

let folder = '';
let first: number;
let sandbox: ChildProcess;
let printed: string[];
let zapier: ZapierSandbox;

const environmentFile = () => join(folder, '.env');

/** Where the sandbox runs, and at which ports it looks. */
const place = (port: number) => ({ cwd: folder, env: { PATH: process.env.PATH, SANDBOX_PORT: String(port) } });

/** The first of four ports that no other test uses: they are below those that the system hands out. */
const firstPort = (): number => 10_000 + (process.pid % 5000) * 4;

/** What the sandbox prints until it is ready. */
const linesUntilReady = async (child: ChildProcess): Promise<string[]> => {
  const lines: string[] = [];
  if (!child.stdout) throw new Error('The sandbox prints nothing');
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line === STOP) return lines;
  }
  throw new Error(`The sandbox ended: ${lines.join('\n')}`);
};

const startAgain = async (port: number): Promise<string> => {
  const again = execFile(process.execPath, command, place(port));
  const said = again.stderr ? again.stderr.toArray() : [];
  const [code] = (await once(again, 'close')) as [number];
  expect(code).toBe(1);
  return (await said).join('');
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  await writeFile(environmentFile(), 'MINE=kept');
  first = firstPort();
  sandbox = spawn(process.execPath, command, place(first));
  printed = await linesUntilReady(sandbox);
  zapier = await startZapier(app);
});

afterAll(async () => {
  await zapier.close();
  sandbox.kill();
  await rm(folder, { recursive: true });
});

afterEach(() => {
  delete process.env.DASH_API_URL;
});

/** The variables of the file, as the Zapier CLI reads them. */
const environment = async (): Promise<Map<string, string>> => {
  const content = await readFile(environmentFile(), 'utf8');
  return new Map([...content.matchAll(/^(\w+)='?([^'\n]*)/gm)].map(([, name = '', value = '']) => [name, value]));
};

/** The connection that the file describes. */
const connectionByHand = async (): Promise<Connection> => {
  const variables = await environment();
  process.env.DASH_API_URL = variables.get('DASH_API_URL');
  const prefix = 'authData_';
  const fields = [...variables].filter(([name]) => name.startsWith(prefix));
  const authData = Object.fromEntries(fields.map(([name, value]) => [name.slice(prefix.length), value]));
  return { id: 'by hand', authData, label: '', exchanges: 0 };
};

/** What the sandbox says to fill in, by the key of the operation. */
const inputs = (): Map<string, Record<string, unknown>> =>
  new Map(
    printed.flatMap((line) => {
      const [, key, json] = /^ {2}(\w+) +(\{.*\})$/.exec(line) ?? [];
      return key && json ? [[key, JSON.parse(json) as Record<string, unknown>]] : [];
    }),
  );

const polling = Object.values(app.triggers).flatMap(({ key, operation }) =>
  operation.type === 'polling' ? [key] : [],
);

test('the sandbox writes .env for its owner alone, keeps other lines, and prints no wide line', async () => {
  expect((await environment()).get('MINE')).toBe('kept');
  expect((await environment()).get('DASH_API_URL')).toBe(`http://127.0.0.1:${String(first)}/v2`);
  expect((await stat(environmentFile())).mode & 0o777).toBe(0o600);
  expect(printed.filter((line) => columnsOf(line) > 80)).toEqual([]);
});

test('a second start says which process runs, ends, and leaves .env as it is', async () => {
  const before = await readFile(environmentFile(), 'utf8');
  expect(await startAgain(first)).toContain(`The sandbox is already running, as process ${String(sandbox.pid)}`);
  expect(await readFile(environmentFile(), 'utf8')).toBe(before);
});

test('a start at ports that something else uses says which one, and leaves .env as it is', async () => {
  const before = await readFile(environmentFile(), 'utf8');
  expect(await startAgain(first - 1)).toContain(`Another program uses port ${String(first + 2)}.`);
  expect(await startAgain(80)).toBe('SANDBOX_PORT must be a number from 1024 to 65000.\n');
  expect(await readFile(environmentFile(), 'utf8')).toBe(before);
});

test.each(polling)('%s shows something, run with the connection of .env', async (trigger) => {
  const items = await zapier.run(await connectionByHand(), `triggers.${trigger}`, inputs().get(trigger));
  expect(items).toContainEqual(expect.objectContaining({ id: expect.anything() as unknown }));
});

test.each(Object.keys(app.searches))('%s finds something with the input that is printed', async (search) => {
  const input = inputs().get(search);
  expect(input).toBeDefined();
  const found = await zapier.run(await connectionByHand(), `searches.${search}`, input);
  expect(found).toContainEqual(expect.objectContaining({ id: expect.anything() as unknown }));
});

test.each(['find_agent', 'find_queue', 'find_user'])(
  '%s finds something in the office with Qubicle, too',
  async (search) => {
    const { directory } = await running();
    process.env.DASH_API_URL = directory.offices.qubicle.dashUrl;
    const authData = { ...directory.offices.qubicle.authData };
    const connection = { id: 'Qubicle', authData, label: '', exchanges: 0 };
    expect(await zapier.run(connection, `searches.${search}`, inputs().get(search))).toHaveLength(1);
  },
);

const running = async (): Promise<OfficesElsewhere> => {
  const offices = await findOffices(portsFrom(String(first))?.control ?? 0);
  if (!offices) throw new Error('The sandbox does not run');
  return offices;
};

test('what happens over and over keeps the office busy, and no voicemail box gets full', async () => {
  const dash = await startDash({ settings: { cdrLagMs: 0 } });
  for (let nth = 0; nth < 50; nth++) for (const happen of round) await happen(dash);
  const { state, company } = dash;
  await dash.close();
  expect(state.channels.length).toBeGreaterThan(0);
  expect(company.messages).toHaveLength(41);
  const lists = [state.recordings, company.faxes, company.pivotRequests, company.callCenter.statistics];
  expect(lists.map((list) => list.length)).toEqual([50, 50, 50, 100]);
});

test.each([...instantTriggers(app).keys()])('%s is delivered from the running sandbox', async (trigger) => {
  const [record, ...more] = await deliver(app, await running(), trigger);
  expect(more).toEqual([]);
  expect(JSON.parse(asPrinted(record ?? {}))).toMatchObject({ id: expect.anything() as unknown });
  expect(asPrinted(record ?? {})).not.toContain('hydrate|||');
});
