import { cases } from '../sandbox/dash/cases/cases.ts';
import { credentials } from '../sandbox/dash/company/office.ts';
import type { CallScript, DashSandbox } from '../sandbox/dash/server.ts';
import type { VirtualTextSandbox } from '../sandbox/virtualText/server.ts';
import type { Connection, LiveZap, ZapDefinition, ZapierSandbox } from '../sandbox/zapier/platform.ts';

/** Where the operations run. Each one finds what the previous ones left. */
export type Office = {
  dash: DashSandbox;
  virtualText: VirtualTextSandbox;
  zapier: ZapierSandbox;
  connection: Connection;
  /** The address of a PDF. */
  documentUrl: string;
  zap?: LiveZap;
  /** The IDs of what operations created or found, by kind, such as `call`. */
  ids: Record<string, string>;
};

/** An operation. Its name begins with its key. `prepare` runs first and is not counted. */
export type Operation = {
  name: string;
  prepare?: (office: Office) => unknown;
  run: (office: Office) => Promise<unknown>;
};

type Input = Record<string, unknown>;

/** The input of an operation, or a function that makes it from the office. */
type InputOf = Input | ((office: Office) => Input);

/** Starts with a cold cache: cached values belong to a connection, and a new one has none. */
export const connect = async (office: Office): Promise<void> => {
  office.connection = await office.zapier.connect({ api_key: credentials.apiKey });
};

const inputFor = (office: Office, input: InputOf): Input => (typeof input === 'function' ? input(office) : input);

const runner =
  (kind: 'searches' | 'creates' | 'triggers') =>
  (key: string, input: InputOf = {}) =>
  (office: Office): Promise<unknown> =>
    office.zapier.run(office.connection, `${kind}.${key}`, inputFor(office, input));

export const search = runner('searches');
export const create = runner('creates');
export const list = runner('triggers');

/** An operation with a cold cache. */
export const cold = (
  run: typeof search,
  key: string,
  input: InputOf = {},
  prepare?: (office: Office) => unknown,
): Operation => ({
  name: key,
  prepare: async (office) => {
    await connect(office);
    await prepare?.(office);
  },
  run: run(key, input),
});

/** A Zap without steps. */
export const listening = (key: string, input: Input = {}): ZapDefinition => ({
  name: key,
  trigger: { key, input },
  steps: [],
});

export const turnOn = (definition: ZapDefinition) => async (office: Office) => {
  office.zap = await office.zapier.turnOn(office.connection, definition);
};

export const turnOff = async ({ zapier, zap }: Office): Promise<void> => {
  if (zap) await zapier.turnOff(zap);
};

/** Turns on a Zap with a cold cache, in place of the previous one. */
export const turnOnAnew = (definition: ZapDefinition) => async (office: Office) => {
  await turnOff(office);
  await connect(office);
  await turnOn(definition)(office);
};

export const poll = async ({ zapier, zap }: Office): Promise<void> => {
  if (zap) await zapier.poll(zap);
};

/** Makes something happen and waits until every event is processed. */
export const happening =
  (happen: (office: Office) => unknown) =>
  async (office: Office): Promise<void> => {
    await happen(office);
    await office.zapier.settled();
  };

/** An instant trigger with a cold and with a warm cache. `before` prepares each and is not counted. */
export const hook = (
  key: string,
  happen: (office: Office) => unknown,
  { input = {}, before = () => undefined }: { input?: Input; before?: (office: Office) => unknown } = {},
): Operation[] => [
  {
    name: `${key}, cold cache`,
    prepare: async (office) => {
      await turnOnAnew(listening(key, input))(office);
      await before(office);
    },
    run: happening(happen),
  },
  { name: `${key}, warm cache`, prepare: before, run: happening(happen) },
];

/** A polling trigger without and with a new item. */
export const polling = (key: string, happen: (office: Office) => unknown): Operation[] => [
  { name: `${key}, nothing new`, prepare: turnOnAnew(listening(key)), run: poll },
  { name: `${key}, a new one, cold cache`, prepare: happen, run: poll },
];

/** The script of the case whose name contains this text. */
export const scriptOf = (part: string): CallScript => {
  const found = cases.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`No case is named ${part}`);
  return found.script();
};

/** The ID of the first item with this value. */
export const idOf = (things: readonly { id: string }[], value: string): string => {
  const found = things.find((thing) => Object.values(thing).includes(value));
  if (!found) throw new Error(`The office has no ${value}`);
  return found.id;
};
