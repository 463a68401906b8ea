import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Delivery } from './delivery.ts';
import { errorName } from './runner.ts';
import type { BundleParts, Connection, Runner } from './runner.ts';
import type { Reception } from './server.ts';
import type { FillIn, StepResult, ZapStep } from './steps.ts';

/** A Zap as data: one trigger of this app, then steps in other apps. */
export type ZapDefinition = {
  name: string;
  trigger: { key: string; input: Record<string, unknown> };
  steps: ZapStep[];
};

/** An error that a person would see in the Zap's history. */
export type ZapError = { name: string; message: string };

/** A Zap that was turned on, and what happened to it. */
export type LiveZap = {
  readonly id: string;
  readonly connection: Connection;
  readonly definition: ZapDefinition;
  /** Where deliveries for this Zap go; for a polling trigger nobody is told of it. */
  readonly targetUrl: string;
  on: boolean;
  /** What the last performSubscribe returned; undefined for a polling trigger. */
  subscribeData: unknown;
  /** Ids of a polling trigger's items that will not start the Zap again. */
  readonly seen: Set<string>;
  readonly results: StepResult[];
  readonly errors: ZapError[];
  readonly deliveries: Delivery[];
};

/** What happened to all Zaps together. */
export type ZapCounts = {
  /** Deliveries answered with 200. */
  deliveries: number;
  /** Deliveries answered with 410 or 404. */
  refused: number;
  /** Deliveries for which the trigger returned no item. */
  filtered: number;
  /** Items that started a Zap. */
  started: number;
  polls: number;
  /** Stopped quietly by a HaltedError. */
  halted: number;
  /** Repeated after a ThrottledError. */
  throttled: number;
};

/** The old subscription may go before or after the new one is there; an app must bear both. */
export type ResubscribeOrder = 'subscribe-first' | 'unsubscribe-first';

/** Turns Zaps on and off and runs them. */
export type Zaps = {
  turnOn: (connection: Connection, definition: ZapDefinition) => Promise<LiveZap>;
  turnOff: (zap: LiveZap) => Promise<void>;
  resubscribe: (zap: LiveZap, order?: ResubscribeOrder) => Promise<void>;
  poll: (zap: LiveZap) => Promise<void>;
  receive: (zapId: string, delivery: Delivery) => Reception;
  settled: () => Promise<void>;
  outcomes: (appName: string) => StepResult[];
};

/** What Zaps need of the rest of the platform. */
export type ZapPlatform = {
  /** Whether a trigger is told of events (hook) or asks for them (polling). */
  isHook: (triggerKey: string) => boolean;
  hookUrl: (zapId: string) => string;
  runner: Runner;
  fillIn: FillIn;
  counts: ZapCounts;
  /** The longest that a ThrottledError is waited for. */
  longestDelayMs: number;
};

const defaultThrottleSeconds = 60;

const throttleMs = (error: unknown): number => {
  const { delay } = JSON.parse((error as Error).message) as { delay?: number };
  return (delay ?? defaultThrottleSeconds) * 1000;
};

/** Runs once more, after the delay that a ThrottledError asks for; every other error passes. */
const repeatWhenThrottled = async <Result>(platform: ZapPlatform, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (errorName(error) !== 'ThrottledError') throw error;
    platform.counts.throttled += 1;
    await setTimeout(Math.min(throttleMs(error), platform.longestDelayMs));
    return work();
  }
};

const recordError = ({ counts }: ZapPlatform, zap: LiveZap, error: unknown): void => {
  if (errorName(error) === 'HaltedError') counts.halted += 1;
  else zap.errors.push({ name: errorName(error), message: (error as Error).message });
};

const runSteps = async (platform: ZapPlatform, zap: LiveZap, item: unknown): Promise<void> => {
  platform.counts.started += 1;
  try {
    for (const step of zap.definition.steps) {
      const fields = await repeatWhenThrottled(platform, () => platform.fillIn(zap.connection, step.fields, item));
      zap.results.push({ zap: zap.definition.name, step, fields });
    }
  } catch (error) {
    recordError(platform, zap, error);
  }
};

const runTrigger = (platform: ZapPlatform, zap: LiveZap, method: string, parts: BundleParts = {}): Promise<unknown> => {
  const { connection, definition, id } = zap;
  const whole = { inputData: definition.trigger.input, ...parts };
  return platform.runner.run(connection, `triggers.${definition.trigger.key}.operation.${method}`, whole, id);
};

const subscribe = (platform: ZapPlatform, zap: LiveZap) =>
  runTrigger(platform, zap, 'performSubscribe', { targetUrl: zap.targetUrl });

const unsubscribe = (platform: ZapPlatform, zap: LiveZap, subscribeData: unknown) =>
  runTrigger(platform, zap, 'performUnsubscribe', { targetUrl: zap.targetUrl, subscribeData });

/** New subscription and end of the old one, in either order. */
const resubscriptions: Record<ResubscribeOrder, (platform: ZapPlatform, zap: LiveZap) => Promise<void>> = {
  'subscribe-first': async (platform, zap) => {
    const old = zap.subscribeData;
    zap.subscribeData = await subscribe(platform, zap);
    await unsubscribe(platform, zap, old);
  },
  'unsubscribe-first': async (platform, zap) => {
    await unsubscribe(platform, zap, zap.subscribeData);
    zap.subscribeData = await subscribe(platform, zap);
  },
};

/** Items whose id was not seen before, which from then on it was; newest first, as a polling trigger lists them. */
const unseen = (zap: LiveZap, items: unknown): { id: unknown }[] =>
  (items as { id: unknown }[]).filter((item) => {
    const id = String(item.id);
    const isNew = !zap.seen.has(id);
    zap.seen.add(id);
    return isNew;
  });

const handleDelivery = async (platform: ZapPlatform, zap: LiveZap, delivery: Delivery): Promise<void> => {
  // The sender has its answer before the app runs, as on the platform: a slow app never makes it send again.
  await setImmediate();
  try {
    const { subscribeData, targetUrl } = zap;
    const items = (await repeatWhenThrottled(platform, () =>
      runTrigger(platform, zap, 'perform', { ...delivery, subscribeData, targetUrl }),
    )) as unknown[];
    if (items.length === 0) platform.counts.filtered += 1;
    for (const item of items) await runSteps(platform, zap, item);
  } catch (error) {
    recordError(platform, zap, error);
  }
};

const pollZap = async (platform: ZapPlatform, zap: LiveZap): Promise<void> => {
  platform.counts.polls += 1;
  try {
    const items = unseen(zap, await runTrigger(platform, zap, 'perform'));
    for (const item of items.reverse()) await runSteps(platform, zap, item);
  } catch (error) {
    recordError(platform, zap, error);
  }
};

/** All Zaps of one platform. */
export const createZaps = (platform: ZapPlatform): Zaps => {
  const zaps = new Map<string, LiveZap>();
  const underWay = new Set<Promise<void>>();

  const start = async (zap: LiveZap) => {
    if (platform.isHook(zap.definition.trigger.key)) zap.subscribeData = await subscribe(platform, zap);
    else unseen(zap, await runTrigger(platform, zap, 'perform', { meta: { isPopulatingDedupe: true } }));
  };

  return {
    turnOn: async (connection, definition) => {
      const id = randomUUID();
      const zap: LiveZap = { ...newZap(id, connection, definition), targetUrl: platform.hookUrl(id) };
      zaps.set(id, zap);
      try {
        await start(zap);
      } catch (error) {
        zap.on = false;
        throw error;
      }
      return zap;
    },
    turnOff: async (zap) => {
      try {
        if (platform.isHook(zap.definition.trigger.key)) await unsubscribe(platform, zap, zap.subscribeData);
      } finally {
        zap.on = false;
      }
    },
    resubscribe: (zap, order = 'subscribe-first') => resubscriptions[order](platform, zap),
    poll: async (zap) => {
      if (zap.on) await pollZap(platform, zap);
    },
    receive: (zapId, delivery) => {
      const zap = zaps.get(zapId);
      platform.counts[zap?.on ? 'deliveries' : 'refused'] += 1;
      if (!zap?.on) return zap ? 'off' : 'unknown';
      zap.deliveries.push(delivery);
      const work = handleDelivery(platform, zap, delivery).finally(() => underWay.delete(work));
      underWay.add(work);
      return 'accepted';
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    outcomes: (appName) =>
      [...zaps.values()].flatMap(({ results }) => results.filter(({ step }) => step.app === appName)),
  };
};

const newZap = (id: string, connection: Connection, definition: ZapDefinition): Omit<LiveZap, 'targetUrl'> => ({
  id,
  connection,
  definition,
  on: true,
  subscribeData: undefined,
  seen: new Set(),
  results: [],
  errors: [],
  deliveries: [],
});
