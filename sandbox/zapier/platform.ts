import type { ZapDefinition } from './definition.ts';
import { createHydrate } from './hydration.ts';
import { createRpc } from './rpc.ts';
import { createRunner } from './runner.ts';
import type { Connection, LogRecord, Runner } from './runner.ts';
import { startServer } from './server.ts';
import type { RunningServer, StoredFile } from './server.ts';
import { createRunStep } from './steps.ts';
import type { OtherAnswer } from './steps.ts';
import { lookUp, renderTemplate } from './template.ts';
import { createRepeatWhenThrottled } from './throttling.ts';
import { createZaps } from './zaps.ts';
import type { LiveZap, ResubscribeOrder, StepResult, ZapCounts } from './zaps.ts';

export type { OtherTrigger, OwnTrigger, ZapDefinition, ZapStep } from './definition.ts';
export type { Delivery } from './delivery.ts';
export type { FieldValue } from './fillIn.ts';
export type { Connection, LogRecord } from './runner.ts';
export type { StoredFile } from './server.ts';
export type { LiveZap, ReceivedDelivery, ResubscribeOrder, StepResult, ZapError } from './zaps.ts';

/** Counts since the start. */
export type Counts = ZapCounts & {
  /** Methods of the app that core ran, refreshes and repetitions included. */
  runs: number;
  /** Exchanges after a RefreshAuthError; the exchange of `connect` is none. */
  refreshes: number;
  /** Hydrators run for a mapped pointer. */
  hydrations: number;
  /** Calls to the platform's cache. */
  cacheCalls: number;
};

/** A local Zapier that serves one app over real HTTP. */
export type ZapierSandbox = {
  /** Exchanges the fields for a session, tests it and names it. Rejects with the app's error. */
  connect: (fields: Record<string, string>) => Promise<Connection>;
  /**
   * Runs a trigger, search or create by a name such as `creates.send_message`. `meta` overrides the usual
   * `bundle.meta`. Rejects with the app's error, which its `name` identifies.
   */
  run: (
    connection: Connection,
    operation: string,
    input?: Record<string, unknown>,
    meta?: Record<string, unknown>,
  ) => Promise<unknown>;
  /** The samples of the editor's test: a hook trigger's performList, or a polling trigger's perform. */
  list: (connection: Connection, trigger: string, input?: Record<string, unknown>) => Promise<unknown[]>;
  /**
   * Subscribes a hook trigger to the Zap's own URL; polls a polling trigger once, so that only later items count.
   * Nothing happens for another app's trigger.
   */
  turnOn: (connection: Connection, definition: ZapDefinition) => Promise<LiveZap>;
  /** A hook trigger unsubscribes; from then on the Zap's URL answers 410. */
  turnOff: (zap: LiveZap) => Promise<void>;
  /** Subscribes again, as the platform does after the subscription's `expiration_date`. */
  resubscribe: (zap: LiveZap, order?: ResubscribeOrder) => Promise<void>;
  /** Polls once; each new item starts the Zap, oldest first. */
  poll: (zap: LiveZap) => Promise<void>;
  /** Starts a Zap with a record of another app. */
  happen: (zap: LiveZap, record: Record<string, unknown>) => Promise<void>;
  /** Waits until every received delivery is processed. */
  settled: () => Promise<void>;
  /** The fields and results of all steps of one app, in all Zaps. This app is `VirtualPBX`. */
  outcomes: (appName: string) => StepResult[];
  /** What other apps return to steps, by app and action, such as `CRM: Find Contact`; a test may add to it. */
  answers: Map<string, OtherAnswer>;
  /** With `cacheDown`, every call to the platform's cache returns an error. */
  faults: { cacheDown: boolean };
  counts: Counts;
  /** Everything that core logged, scrubbed by core. */
  logs: LogRecord[];
  /** Stashed files by URL. */
  files: Map<string, StoredFile>;
  url: string;
  /** Waits for work in progress, then stops. */
  close: () => Promise<void>;
};

type InputField = { key?: string; list?: boolean };
/** A field, or the function that makes some, which names all that it may make. */
type FieldOrFunction = InputField & { fields?: InputField[] };
type Actions = Record<string, { operation: { inputFields?: FieldOrFunction[] } }>;

type AppDefinition = {
  authentication?: { connectionLabel?: unknown };
  triggers?: Record<string, { operation: { type?: string; performList?: unknown } }>;
  searches?: Actions;
  creates?: Actions;
};

/** Whether a field of an operation, such as `creates.send_message`, takes several values. */
const takesList = (app: AppDefinition, operation: string, field: string): boolean => {
  const [kind, action = ''] = operation.split('.');
  const inputFields = app[kind as 'searches' | 'creates']?.[action]?.operation.inputFields ?? [];
  const fields = inputFields.flatMap((one) => one.fields ?? [one]);
  return fields.some(({ key, list }) => key === field && list === true);
};

const noCounts = (): Counts => ({
  runs: 0,
  refreshes: 0,
  hydrations: 0,
  cacheCalls: 0,
  deliveries: 0,
  refused: 0,
  filtered: 0,
  started: 0,
  polls: 0,
  halted: 0,
  throttled: 0,
});

/** A template sees the connection's values beside the test's result; a function gets the result as its input. */
const renderLabel = async (runner: Runner, connection: Connection, label: unknown, tested: unknown) => {
  if (typeof label !== 'string') {
    return String(await runner.run(connection, 'authentication.connectionLabel', { inputData: tested }));
  }
  const { authData } = connection;
  const values = { ...authData, ...(tested as object), bundle: { authData, inputData: tested } };
  return renderTemplate(label, (path) => Promise.resolve(lookUp(values, path)));
};

/** Connections: exchange, test, label. */
const createConnect = (app: AppDefinition, runner: Runner): ZapierSandbox['connect'] => {
  let made = 0;
  return async (fields) => {
    made += 1;
    const connection: Connection = { id: `connection-${made}`, authData: { ...fields }, label: '', exchanges: 0 };
    await runner.exchange(connection);
    const tested = await runner.run(connection, 'authentication.test');
    connection.label = await renderLabel(runner, connection, app.authentication?.connectionLabel ?? '', tested);
    return connection;
  };
};

/** Single operations, as the editor runs them. */
const createEditor = (app: AppDefinition, runner: Runner): Pick<ZapierSandbox, 'run' | 'list'> => ({
  run: (connection, operation, input = {}, meta = {}) =>
    runner.run(connection, `${operation}.operation.perform`, { inputData: input, meta }),
  list: async (connection, trigger, input = {}) => {
    const operation = app.triggers?.[trigger.replace(/^triggers\./, '')]?.operation;
    const method = operation?.performList ? 'performList' : 'perform';
    const parts = { inputData: input, meta: { isLoadingSample: true } };
    return (await runner.run(connection, `${trigger}.operation.${method}`, parts)) as unknown[];
  },
});

/** Core keeps the address of the log in the environment of the process; it is removed with the sandbox. */
const closePlatform = async (server: RunningServer, settled: () => Promise<void>): Promise<void> => {
  await settled();
  if (process.env.LOGGING_ENDPOINT === `${server.url}/logs`) delete process.env.LOGGING_ENDPOINT;
  await server.close();
};

/**
 * Starts a local Zapier for an app definition, on a free port by default. `longestDelayMs` limits how long a throttled
 * delivery waits before its retry.
 */
export const startZapier = async (
  app: object,
  options: { port?: number; longestDelayMs?: number } = {},
): Promise<ZapierSandbox> => {
  const definition = app as AppDefinition;
  const counts = noCounts();
  const faults = { cacheDown: false };
  const logs: LogRecord[] = [];
  const files = new Map<string, StoredFile>();
  const answers = new Map<string, OtherAnswer>();
  let url = '';

  const runner = createRunner(app, { rpcUrl: () => `${url}/rpc`, logUrl: () => `${url}/logs`, logs, counts });
  const repeatWhenThrottled = createRepeatWhenThrottled(counts, options.longestDelayMs ?? 1000);
  const zaps = createZaps({
    isHook: (triggerKey) => definition.triggers?.[triggerKey]?.operation.type === 'hook',
    hookUrl: (zapId) => `${url}/hooks/${zapId}`,
    runner,
    runStep: createRunStep({
      ...{ runner, repeatWhenThrottled, files, answers },
      hydrate: createHydrate(runner, counts),
      takesList: (operation, field) => takesList(definition, operation, field),
    }),
    repeatWhenThrottled,
    counts,
  });
  const rpc = createRpc({ uploadUrl: () => `${url}/uploads`, faults, counts });
  const server = await startServer({ receive: zaps.receive, rpc, files }, options.port ?? 0);
  url = server.url;

  const { turnOn, turnOff, resubscribe, poll, happen, settled, outcomes } = zaps;
  return {
    connect: createConnect(definition, runner),
    ...createEditor(definition, runner),
    ...{ turnOn, turnOff, resubscribe, poll, happen, settled, outcomes },
    ...{ answers, faults, counts, logs, files, url },
    close: () => closePlatform(server, settled),
  };
};
