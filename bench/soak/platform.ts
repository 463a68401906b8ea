import { createRpc } from '../../sandbox/zapier/rpc.ts';
import { startServer } from '../../sandbox/zapier/server.ts';
import { createRepeatWhenThrottled } from '../../sandbox/zapier/throttling.ts';
import type { Connection, Delivery } from '../../sandbox/zapier/platform.ts';
import type { Host } from './host.ts';
import type { Row, SoakZap } from './zaps.ts';

/** A Zap that is on. */
export type LiveZap = SoakZap & { place: number; secret: string };

/** A throttled delivery is repeated after this, in milliseconds; Zapier takes minutes. */
const THROTTLE_MS = 50;

/**
 * A Zapier whose deliveries wait until they are run. `receive` gets what Dash sends, and the place of the Zap that it is
 * for in the list of Zaps that were turned on.
 */
export const openPlatform = async (host: Host, receive: (place: number, delivery: Delivery) => void) => {
  const counts = { cacheCalls: 0, throttled: 0 };
  let url = '';
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
  const connection: Connection = { id: url, authData: {}, label: '', exchanges: 0 };
  const subscriptions: { zapier_token: string }[] = [];
  const targetUrl = (place: number) => `${url}/hooks/${place}`;

  return {
    counts,
    url,
    connect: async (fields: Record<string, string>) => {
      connection.authData = fields;
      await host.exchange(connection);
    },
    turnOn: async (zap: SoakZap): Promise<LiveZap> => {
      const place = subscriptions.length;
      const method = `triggers.${zap.trigger}.operation.performSubscribe`;
      const parts = { inputData: zap.input, targetUrl: targetUrl(place) };
      const subscription = (await host.run(connection, method, parts)) as { zapier_token: string };
      subscriptions.push(subscription);
      return { ...zap, place, secret: subscription.zapier_token };
    },
    /** Runs the trigger for a delivery. `took` is how long the app ran, in milliseconds, without Zapier's own waits. */
    deliver: async (
      { trigger, input, place }: LiveZap,
      delivery: Delivery,
    ): Promise<{ records: Row[]; took: number }> => {
      const method = `triggers.${trigger}.operation.perform`;
      const subscription = { subscribeData: subscriptions[place], targetUrl: targetUrl(place) };
      const parts = { inputData: input, ...delivery, ...subscription };
      let took = 0;
      const records = await repeatWhenThrottled(async () => {
        const start = performance.now();
        try {
          return (await host.run(connection, method, parts, String(place))) as Row[];
        } finally {
          took += performance.now() - start;
        }
      });
      return { records, took };
    },
    close: () => server.close(),
  };
};
