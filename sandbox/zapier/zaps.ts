import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { appOf } from './definition.ts';
import type { OwnTrigger, ZapDefinition, ZapStep } from './definition.ts';
import type { Delivery } from './delivery.ts';
import { errorName } from './runner.ts';
import type { BundleParts, Connection, Runner } from './runner.ts';
import type { Reception } from './server.ts';
import { resultKey } from './steps.ts';
import type { RunStep, StepOutcome } from './steps.ts';
import type { RepeatWhenThrottled } from './throttling.ts';

/** A step that ran. */
export type StepResult = StepOutcome & { zap: string; step: ZapStep };

/** An error that a person would see in the Zap's history. */
export type ZapError = { name: string; message: string };

/** A delivery to a Zap, and how many times it started the Zap: undefined before its run is over. */
export type ReceivedDelivery = Delivery & { started?: number };

/** A Zap that was turned on, with its results. */
export type LiveZap = {
  readonly id: string;
  readonly connection: Connection;
  readonly definition: ZapDefinition;
  /** The URL for deliveries, used only by hook triggers. */
  readonly targetUrl: string;
  on: boolean;
  /** What the last performSubscribe returned; undefined without a hook trigger. */
  subscribeData: unknown;
  /** Ids of a polling trigger's items that will not start the Zap again. */
  readonly seen: Set<string>;
  /** What the trigger returned, oldest first. */
  readonly items: object[];
  readonly results: StepResult[];
  readonly errors: ZapError[];
  readonly deliveries: ReceivedDelivery[];
};

/** Counts of all Zaps together. */
export type ZapCounts = {
  /** Deliveries answered with 200. */
  deliveries: number;
  /** Deliveries answered with 410 or 404. */
  refused: number;
  /** Deliveries for which the trigger returned no item. */
  filtered: number;
  /** Items and records of other apps that started a Zap. */
  started: number;
  polls: number;
  /** Stopped quietly, by a HaltedError or a search that found nothing. */
  halted: number;
  /** Repeated after a ThrottledError. */
  throttled: number;
};

/** The old subscription may end before or after the new one exists; an app must handle both. */
export type ResubscribeOrder = 'subscribe-first' | 'unsubscribe-first';

/** Turns Zaps on and off and runs them. */
export type Zaps = {
  turnOn: (connection: Connection, definition: ZapDefinition) => Promise<LiveZap>;
  turnOff: (zap: LiveZap) => Promise<void>;
  resubscribe: (zap: LiveZap, order?: ResubscribeOrder) => Promise<void>;
  poll: (zap: LiveZap) => Promise<void>;
  happen: (zap: LiveZap, record: Record<string, unknown>) => Promise<void>;
  receive: (zapId: string, delivery: Delivery) => Reception;
  settled: () => Promise<void>;
  outcomes: (appName: string) => StepResult[];
};

/** What Zaps need of the rest of the platform. */
export type ZapPlatform = {
  /** Whether a trigger subscribes to events (hook), instead of polling. */
  isHook: (triggerKey: string) => boolean;
  hookUrl: (zapId: string) => string;
  runner: Runner;
  runStep: RunStep;
  repeatWhenThrottled: RepeatWhenThrottled;
  counts: ZapCounts;
};

const recordError = ({ counts }: ZapPlatform, zap: LiveZap, error: unknown): void => {
  if (errorName(error) === 'HaltedError') counts.halted += 1;
  else zap.errors.push({ name: errorName(error), message: (error as Error).message });
};

/** Runs the steps in order; each sees the trigger's record and the results of the earlier steps. */
const runSteps = async ({ runStep, counts }: ZapPlatform, zap: LiveZap, item: object): Promise<void> => {
  let values = item;
  for (const step of zap.definition.steps) {
    const outcome = await runStep(zap.connection, step, values);
    if (!outcome) {
      counts.halted += 1;
      return;
    }
    zap.results.push({ zap: zap.definition.name, step, ...outcome });
    const key = resultKey(step);
    if (key !== undefined) values = { ...values, [key]: outcome.result };
  }
};

const startWith = async (platform: ZapPlatform, zap: LiveZap, item: object): Promise<void> => {
  platform.counts.started += 1;
  zap.items.push(item);
  try {
    await runSteps(platform, zap, item);
  } catch (error) {
    recordError(platform, zap, error);
  }
};

/** How a Zap starts: by a delivery (hook), by polling, or with a record of another app. */
type Start = 'hook' | 'polling' | 'other';

const startOf = (platform: ZapPlatform, { definition: { trigger } }: LiveZap): Start => {
  if (trigger.key === undefined) return 'other';
  return platform.isHook(trigger.key) ? 'hook' : 'polling';
};

const runTrigger = (platform: ZapPlatform, zap: LiveZap, method: string, parts: BundleParts = {}): Promise<unknown> => {
  const { connection, definition, id } = zap;
  const { key, input } = definition.trigger as OwnTrigger;
  const whole = { inputData: input, ...parts };
  return platform.runner.run(connection, `triggers.${key}.operation.${method}`, whole, id);
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

/** Items that are new, newest first, as a polling trigger returns them. Marks them as seen. */
const unseen = (zap: LiveZap, items: unknown): { id: unknown }[] =>
  (items as { id: unknown }[]).filter((item) => {
    const id = String(item.id);
    const isNew = !zap.seen.has(id);
    zap.seen.add(id);
    return isNew;
  });

const handleDelivery = async (platform: ZapPlatform, zap: LiveZap, delivery: ReceivedDelivery): Promise<void> => {
  // The sender gets its response before the app runs, as on the platform: a slow app causes no retry.
  await setImmediate();
  try {
    const { subscribeData, targetUrl } = zap;
    const items = (await platform.repeatWhenThrottled(() =>
      runTrigger(platform, zap, 'perform', { ...delivery, subscribeData, targetUrl }),
    )) as object[];
    delivery.started = items.length;
    if (items.length === 0) platform.counts.filtered += 1;
    for (const item of items) await startWith(platform, zap, item);
  } catch (error) {
    recordError(platform, zap, error);
  }
};

const pollZap = async (platform: ZapPlatform, zap: LiveZap): Promise<void> => {
  platform.counts.polls += 1;
  try {
    const items = unseen(zap, await runTrigger(platform, zap, 'perform'));
    for (const item of items.reverse()) await startWith(platform, zap, item);
  } catch (error) {
    recordError(platform, zap, error);
  }
};

const newZap = (id: string, connection: Connection, definition: ZapDefinition): Omit<LiveZap, 'targetUrl'> => ({
  id,
  connection,
  definition,
  on: true,
  subscribeData: undefined,
  seen: new Set(),
  items: [],
  results: [],
  errors: [],
  deliveries: [],
});

/** Subscribes a hook trigger; polls a polling trigger once, so that only later items start the Zap. */
const listen = async (platform: ZapPlatform, zap: LiveZap): Promise<void> => {
  const start = startOf(platform, zap);
  if (start === 'hook') zap.subscribeData = await subscribe(platform, zap);
  if (start === 'polling')
    unseen(zap, await runTrigger(platform, zap, 'perform', { meta: { isPopulatingDedupe: true } }));
};

const turnOn = async (platform: ZapPlatform, zap: LiveZap): Promise<void> => {
  try {
    await listen(platform, zap);
  } catch (error) {
    zap.on = false;
    throw error;
  }
};

const turnOff = async (platform: ZapPlatform, zap: LiveZap): Promise<void> => {
  try {
    if (startOf(platform, zap) === 'hook') await unsubscribe(platform, zap, zap.subscribeData);
  } finally {
    zap.on = false;
  }
};

/** All Zaps of one platform. */
export const createZaps = (platform: ZapPlatform): Zaps => {
  const zaps = new Map<string, LiveZap>();
  const inProgress = new Set<Promise<void>>();

  return {
    turnOn: async (connection, definition) => {
      const id = randomUUID();
      const zap: LiveZap = { ...newZap(id, connection, definition), targetUrl: platform.hookUrl(id) };
      zaps.set(id, zap);
      await turnOn(platform, zap);
      return zap;
    },
    turnOff: (zap) => turnOff(platform, zap),
    resubscribe: async (zap, order = 'subscribe-first') => {
      if (startOf(platform, zap) === 'hook') await resubscriptions[order](platform, zap);
    },
    poll: async (zap) => {
      if (zap.on && startOf(platform, zap) === 'polling') await pollZap(platform, zap);
    },
    happen: async (zap, record) => {
      if (zap.on && startOf(platform, zap) === 'other') await startWith(platform, zap, record);
    },
    receive: (zapId, delivery) => {
      const zap = zaps.get(zapId);
      platform.counts[zap?.on ? 'deliveries' : 'refused'] += 1;
      if (!zap?.on) return zap ? 'off' : 'unknown';
      zap.deliveries.push(delivery);
      const work = handleDelivery(platform, zap, delivery).finally(() => inProgress.delete(work));
      inProgress.add(work);
      return 'accepted';
    },
    settled: async () => {
      while (inProgress.size > 0) await Promise.all(inProgress);
    },
    outcomes: (appName) =>
      [...zaps.values()].flatMap(({ results }) => results.filter(({ step }) => appOf(step) === appName)),
  };
};
