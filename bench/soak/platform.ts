import { createRpc } from '../../sandbox/zapier/rpc.ts';
import { createRunner, type Connection, type LogRecord } from '../../sandbox/zapier/runner.ts';
import { startServer } from '../../sandbox/zapier/server.ts';
import { createRepeatWhenThrottled } from '../../sandbox/zapier/throttling.ts';
import type { Delivery } from '../../sandbox/zapier/platform.ts';
import type { Row, SoakZap } from './zaps.ts';

/** A Zap that is on. */
export type LiveZap = SoakZap & { id: number; secret: string };

/** A throttled delivery is repeated after this, in milliseconds; Zapier takes minutes. */
const THROTTLE_MS = 50;

/**
 * Zapier with core's own handler, whose deliveries wait until they are asked for. `receive` gets what Dash sends to the Zap
 * with this place in the list.
 */
export const openPlatform = async (app: object, receive: (zap: number, delivery: Delivery) => void) => {
  const counts = { runs: 0, refreshes: 0, cacheCalls: 0, throttled: 0 };
  const logs: LogRecord[] = [];
  let url = '';
  const runner = createRunner(app, { rpcUrl: () => `${url}/rpc`, logUrl: () => `${url}/logs`, logs, counts });
  const repeatWhenThrottled = createRepeatWhenThrottled(counts, THROTTLE_MS);
  const server = await startServer(
    {
      receive: (zapId, delivery) => {
        receive(Number(zapId), delivery);
        return 'accepted';
      },
      rpc: createRpc({ uploadUrl: () => `${url}/uploads`, faults: { cacheDown: false }, counts }),
      files: new Map(),
    },
    0,
  );
  url = server.url;
  const connection: Connection = { id: 'connection', authData: {}, label: '', exchanges: 0 };
  const subscriptions: unknown[] = [];
  const targetUrl = (id: number) => `${url}/hooks/${id}`;

  return {
    counts,
    connect: async (fields: Record<string, string>) => {
      connection.authData = fields;
      await runner.exchange(connection);
    },
    turnOn: async (zap: SoakZap): Promise<LiveZap> => {
      const id = subscriptions.length;
      subscriptions.push(undefined);
      const method = `triggers.${zap.trigger}.operation.performSubscribe`;
      const parts = { inputData: zap.input, targetUrl: targetUrl(id) };
      const subscription = (await runner.run(connection, method, parts)) as { zapier_token: string };
      subscriptions[id] = subscription;
      return { ...zap, id, secret: subscription.zapier_token };
    },
    /** Runs the trigger for a delivery. `took` is how long the app ran, in milliseconds, without Zapier's own waits. */
    deliver: async (zap: LiveZap, delivery: Delivery): Promise<{ records: Row[]; took: number }> => {
      const method = `triggers.${zap.trigger}.operation.perform`;
      const { input: inputData, id } = zap;
      const parts = { inputData, ...delivery, subscribeData: subscriptions[id], targetUrl: targetUrl(id) };
      let took = 0;
      const records = await repeatWhenThrottled(async () => {
        const start = performance.now();
        try {
          return (await runner.run(connection, method, parts, String(id))) as Row[];
        } finally {
          took += performance.now() - start;
        }
      });
      logs.length = 0;
      return { records, took };
    },
    close: async () => {
      // Core keeps the address of the log in the environment of the process.
      delete process.env.LOGGING_ENDPOINT;
      await server.close();
    },
  };
};
