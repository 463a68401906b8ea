import zapier from 'zapier-platform-core';

/** A stored connection of one person. */
export type Connection = {
  readonly id: string;
  /** What the person typed and what the exchange returned; later results of the exchange are merged in. */
  authData: Record<string, unknown>;
  label: string;
  /** Grows with each exchange, so that a run knows whether its own token is still the newest. */
  exchanges: number;
  /** The refresh that is under way: every run that needs one waits for the same. */
  refreshing?: Promise<void> | undefined;
};

/** The parts of a bundle that differ from run to run. */
export type BundleParts = {
  inputData?: unknown;
  meta?: Record<string, unknown>;
  subscribeData?: unknown;
  targetUrl?: string;
  cleanedRequest?: unknown;
  rawRequest?: unknown;
};

/** One record of core's log, scrubbed by core, with the method that ran. */
export type LogRecord = { method: string; message: string; data: Record<string, unknown> };

/** Runs methods of the app through core. */
export type Runner = {
  /** Exchanges what the person typed for a session: `authentication.sessionConfig.perform`. */
  exchange(connection: Connection): Promise<void>;
  /**
   * Runs a method such as `triggers.new_lead.operation.perform`; a RefreshAuthError is answered by one exchange and one
   * repetition. `storeKey` is whose cursor it is. Rejects with the app's error, told apart by its `name`.
   */
  run(connection: Connection, method: string, parts?: BundleParts, storeKey?: string): Promise<unknown>;
};

type Handler = (event: Record<string, unknown>) => Promise<{ results?: unknown }>;

/** Core exports it, its types do not. */
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };

const standardMeta = {
  isBulkRead: false,
  isFillingDynamicDropdown: false,
  isLoadingSample: false,
  isPopulatingDedupe: false,
  isTestingAuth: false,
  limit: -1,
  page: 0,
  timezone: 'America/Los_Angeles',
};

/** Bundles and results cross to and from Lambda as JSON: nothing is shared with a run, and `undefined` does not survive. */
const asJson = <Value>(value: Value): Value =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);

/** The name by which the platform tells errors apart: HaltedError, RefreshAuthError, AppError … */
export const errorName = (error: unknown): string => (error as { name?: string } | undefined)?.name ?? 'Error';

const makeBundle = (connection: Connection, parts: BundleParts) =>
  asJson({
    ...parts,
    authData: connection.authData,
    inputData: parts.inputData ?? {},
    inputDataRaw: parts.inputData ?? {},
    meta: { ...standardMeta, ...parts.meta },
  });

type Operations = Record<string, object> | undefined;
type AppDefinition = Partial<Record<'triggers' | 'searches' | 'creates', Operations>>;

/** The definition with no other operation than the one of the method. */
const onlyOperationOf = (app: AppDefinition, method: string): AppDefinition => {
  const [kind, key = ''] = method.split('.');
  const only = (name: keyof AppDefinition): Operations => {
    const operation = name === kind ? app[name]?.[key] : undefined;
    return operation && { [key]: operation };
  };
  return { ...app, triggers: only('triggers'), searches: only('searches'), creates: only('creates') };
};

/** Core copies and freezes the whole definition in every run, so it gets no more of it than the run needs. */
const createHandlers = (app: AppDefinition) => {
  const handlers = new Map<string, Handler>();
  return (method: string): Handler => {
    const handler = handlers.get(method) ?? createAppHandler(onlyOperationOf(app, method));
    handlers.set(method, handler);
    return handler;
  };
};

/** Runs the app's methods in this process; `rpcUrl` and `logUrl` are where core finds the platform. */
export const createRunner = (
  app: object,
  platform: {
    rpcUrl: () => string;
    logUrl: () => string;
    logs: LogRecord[];
    counts: { runs: number; refreshes: number };
  },
): Runner => {
  const handlerOf = createHandlers(app);

  const execute = async (connection: Connection, method: string, parts: BundleParts = {}, storeKey = '') => {
    platform.counts.runs += 1;
    const output = await handlerOf(method)({
      command: 'execute',
      method,
      bundle: makeBundle(connection, parts),
      rpc_base: platform.rpcUrl(),
      token: connection.id,
      storeKey: storeKey || `${connection.id}/${method}`,
      environment: { LOGGING_ENDPOINT: platform.logUrl() },
      // Otherwise core patches http, https and fetch of the whole process for good, and what the sandboxes and tests
      // send lands in the log of whichever run was last. z.request is logged all the same, and core's output checks throw.
      calledFromCli: true,
      customLogger: (message: string, data: Record<string, unknown>) => {
        platform.logs.push({ method, message, data });
      },
    });
    return asJson(output.results);
  };

  const exchange = async (connection: Connection) => {
    const session = await execute(connection, 'authentication.sessionConfig.perform');
    connection.authData = { ...connection.authData, ...(session as Record<string, unknown>) };
    connection.exchanges += 1;
  };

  const refresh = (connection: Connection): Promise<void> => {
    connection.refreshing ??= exchange(connection).finally(() => {
      platform.counts.refreshes += 1;
      connection.refreshing = undefined;
    });
    return connection.refreshing;
  };

  const run: Runner['run'] = async (connection, method, parts, storeKey) => {
    const exchangesBefore = connection.exchanges;
    try {
      return await execute(connection, method, parts, storeKey);
    } catch (error) {
      if (errorName(error) !== 'RefreshAuthError') throw error;
      if (connection.exchanges === exchangesBefore) await refresh(connection);
      return execute(connection, method, parts, storeKey);
    }
  };

  return { exchange, run };
};
