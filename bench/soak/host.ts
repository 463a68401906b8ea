import { createRunner, type LogRecord, type Runner } from '../../sandbox/zapier/runner.ts';

/** Where the app finds Dash, and core finds Zapier. */
export type Addresses = { dash: string; platform: string };

/** What runs the app. It is at one office at a time. */
export type Host = Runner & {
  enter: (addresses: Addresses) => Promise<void>;
  leave: () => Promise<void>;
};

/** Runs the app in this process. */
export const createHost = (app: object): Host => {
  const logs: LogRecord[] = [];
  let platform = '';
  const runner = createRunner(app, {
    rpcUrl: () => `${platform}/rpc`,
    logUrl: () => `${platform}/logs`,
    logs,
    counts: { runs: 0, refreshes: 0 },
  });
  return {
    enter: (addresses) => {
      platform = addresses.platform;
      process.env.DASH_API_URL = addresses.dash;
      return Promise.resolve();
    },
    leave: () => {
      delete process.env.DASH_API_URL;
      // Core keeps the address of the log in the environment of the process.
      delete process.env.LOGGING_ENDPOINT;
      return Promise.resolve();
    },
    exchange: (connection) => runner.exchange(connection),
    run: async (...run) => {
      try {
        return await runner.run(...run);
      } finally {
        logs.length = 0;
      }
    },
  };
};
