import { cases } from '../sandbox/dash/cases/cases.ts';
import { credentials } from '../sandbox/dash/company/office.ts';
import type { CallScript, DashSandbox } from '../sandbox/dash/server.ts';
import type { VirtualTextSandbox } from '../sandbox/virtualText/server.ts';
import type { Connection, LiveZap, ZapDefinition, ZapierSandbox } from '../sandbox/zapier/platform.ts';

/** Where the operations run. What one of them leaves is what the next finds. */
export type Office = {
  dash: DashSandbox;
  virtualText: VirtualTextSandbox;
  zapier: ZapierSandbox;
  connection: Connection;
  /** The address of a PDF. */
  documentUrl: string;
  zap?: LiveZap;
  /** The ID of what an operation created or found, by what it is, such as `call`. */
  ids: Record<string, string>;
};

/** An operation, whose name begins with its key. `prepare` comes before and is not counted. */
export type Operation = {
  name: string;
  prepare?: (office: Office) => unknown;
  run: (office: Office) => Promise<unknown>;
};

type Input = Record<string, unknown>;

/** The input of an operation, or what makes it of what the office has. */
type InputOf = Input | ((office: Office) => Input);

/** What the cache knows belongs to a connection: a new one knows nothing. */
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

/** An operation with a cold cache, with what is prepared before. */
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

/** A Zap without a step. */
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

/** Turns a Zap on with a cold cache, in place of the one before. */
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

/** An instant trigger with a cold and with a warm cache; what has to be there before it happens is not counted. */
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

/** A polling trigger when nothing is new, and when something is. */
export const polling = (key: string, happen: (office: Office) => unknown): Operation[] => [
  { name: `${key}, nothing new`, prepare: turnOnAnew(listening(key)), run: poll },
  { name: `${key}, a new one, cold cache`, prepare: happen, run: poll },
];

/** The script of the case whose name has this part. */
export const scriptOf = (part: string): CallScript => {
  const found = cases.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`No case is named ${part}`);
  return found.script();
};

/** The ID of the first of several things that has this in one of its values. */
export const idOf = (things: readonly { id: string }[], value: string): string => {
  const found = things.find((thing) => Object.values(thing).includes(value));
  if (!found) throw new Error(`The office has no ${value}`);
  return found.id;
};
