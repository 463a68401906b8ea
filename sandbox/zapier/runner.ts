import zapier from 'zapier-platform-core';

/** A stored connection of one person. */
export type Connection = {
  readonly id: string;
  /** The fields that the person filled in, merged with the results of all exchanges. */
  authData: Record<string, unknown>;
  label: string;
  /** Counts exchanges, so that a run knows whether its token is still the newest. */
  exchanges: number;
  /** The refresh in progress, which all runs wait for. */
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
  /** Exchanges the fields for a session: `authentication.sessionConfig.perform`. */
  exchange(connection: Connection): Promise<void>;
  /**
   * Runs a method such as `triggers.new_lead.operation.perform`, and once more after a RefreshAuthError and one
   * exchange. `storeKey` identifies the cursor. Rejects with the app's error, which its `name` identifies.
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

/** The platform distinguishes errors by name: HaltedError, RefreshAuthError, AppError … */
export const errorName = (error: unknown): string => (error as { name?: string } | undefined)?.name ?? 'Error';

const makeBundle = (connection: Connection, parts: BundleParts) =>
  asJson({
    ...parts,
    authData: connection.authData,
    inputData: parts.inputData ?? {},
    inputDataRaw: parts.inputData ?? {},
    meta: { ...standardMeta, ...parts.meta },
  });

/** What a runner needs of the platform; the URLs are where core finds it. */
type RunnerPlatform = {
  rpcUrl: () => string;
  logUrl: () => string;
  logs: LogRecord[];
  counts: { runs: number; refreshes: number };
};

/** Runs a method once, as Lambda does. */
const createExecute = (app: object, { rpcUrl, logUrl, logs, counts }: RunnerPlatform) => {
  const handler = createAppHandler(app);
  return async (connection: Connection, method: string, parts: BundleParts = {}, storeKey = '') => {
    counts.runs += 1;
    const output = await handler({
      command: 'execute',
      method,
      bundle: makeBundle(connection, parts),
      rpc_base: rpcUrl(),
      token: connection.id,
      storeKey: storeKey || `${connection.id}/${method}`,
      environment: { LOGGING_ENDPOINT: logUrl() },
      // Otherwise core patches http, https and fetch of the whole process permanently, and requests of the sandboxes and
      // tests end up in the log of the last run. z.request is logged anyway, and core's output checks throw.
      calledFromCli: true,
      customLogger: (message: string, data: Record<string, unknown>) => {
        logs.push({ method, message, data });
      },
    });
    return asJson(output.results);
  };
};

/** Runs the app's methods in this process. */
export const createRunner = (app: object, platform: RunnerPlatform): Runner => {
  const execute = createExecute(app, platform);

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
