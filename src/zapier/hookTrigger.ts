import { createHash, randomBytes } from 'node:crypto';
import type { Bundle, InputFields, ZObject } from 'zapier-platform-core';
import { read, text, type Read, type Shape } from '../dash/shape.ts';
import {
  createWebhook,
  ownWebhooksAt,
  removeWebhook,
  secretOf,
  SECRET_FIELD,
  type WebhookEvent,
} from '../dash/webhooks.ts';
import { connect, nullUnlessRepeated, type Connection } from './connection.ts';
import { readDelivery } from './delivery.ts';
import type { Field, RecordOf } from './output.ts';

/** What perform needs of the subscription. The platform stores it; `id` is there because its types ask for one. */
export type Subscription = {
  id: string;
  webhook_ids: string[];
  zapier_token: string;
  /** The hash of the target URL, which itself would let anybody start the Zap. */
  target_hash: string;
  expiration_date: string;
};

/** What a mapping may use beside the event. */
export type Context = Connection & { z: ZObject; bundle: Bundle };

/** The facts of an instant trigger. `S` is the shape in which its events are read. */
export type HookFacts<S extends Shape, F extends readonly Field[]> = {
  key: string;
  noun: string;
  label: string;
  description: string;
  /** The Dash webhooks behind the trigger. */
  events: readonly WebhookEvent[];
  shape: S;
  inputFields: InputFields;
  /** What tells an event from every other; null when it lacks that, then its content does. */
  identity: (event: Read<S>) => string | null;
  /** The filters that the event decides alone, before any request. */
  isWanted: (event: Read<S>, input: Record<string, unknown>) => boolean;
  record: (event: Read<S>, id: string, context: Context) => Promise<RecordOf<F>>;
  /** Recent events in the same shape, newest first, for the editor's test. */
  recent: (context: Context) => Promise<Read<S>[]>;
  outputFields: F;
  sample: RecordOf<F>;
};

/** The editor shows three records. */
export const SHOWN_IN_EDITOR = 3;

const DAY_SECONDS = 24 * 60 * 60;

const secretShape = { [SECRET_FIELD]: text };

const hash = (value: string): string => createHash('sha256').update(value).digest('hex');

/** Whether this is the first time that an event gets here; yes when the platform's cache cannot tell. */
const claim = async (z: ZObject, subscription: Subscription, id: string): Promise<boolean> => {
  try {
    const key = `event:${hash(`${subscription.target_hash} ${id}`)}`;
    return (await z.cache.set(key, true, DAY_SECONDS, ['auth'], true)) !== false;
  } catch {
    return true;
  }
};

const subscriptionOf = (bundle: Bundle): Subscription | undefined => bundle.subscribeData as Subscription | undefined;

/**
 * An instant trigger over Dash webhooks. Exactly one webhook per event is left, and it is enabled, whatever was there
 * before and however often Zapier subscribes; a delivery without the subscription's secret is dropped; an event that
 * Dash sends again is given once.
 */
export const hookTrigger = <S extends Shape, const F extends readonly Field[]>(facts: HookFacts<S, F>) => {
  const { key, noun, label, description, events, shape, inputFields, outputFields, sample } = facts;

  const idOf = (event: Read<S>): string => facts.identity(event) ?? hash(JSON.stringify(event));

  const performSubscribe = async (z: ZObject, bundle: Bundle): Promise<Subscription> => {
    const { dash } = connect(z, bundle);
    const uri = String(bundle.targetUrl);
    const earlier = await ownWebhooksAt(dash, uri);
    // The same secret again: a delivery that is already on its way stays valid.
    const earlierSecret = earlier[0] === undefined ? null : await secretOf(dash, earlier[0]);
    const secret = earlierSecret ?? randomBytes(24).toString('hex');
    const webhook_ids: string[] = [];
    try {
      for (const event of events) webhook_ids.push(await createWebhook(dash, event, { label, uri, secret }));
    } catch (error) {
      await Promise.allSettled(webhook_ids.map((id) => removeWebhook(dash, id)));
      throw error;
    }
    // One that cannot be deleted now is found again by its address at the next subscription.
    await Promise.all(earlier.map((id) => removeWebhook(dash, id).catch(nullUnlessRepeated)));
    return {
      id: webhook_ids.join(' '),
      webhook_ids,
      zapier_token: secret,
      target_hash: hash(uri),
      // Zapier subscribes again after this date; a webhook that Dash switched off is back within a day.
      expiration_date: new Date(Date.now() + DAY_SECONDS * 1000).toISOString(),
    };
  };

  const performUnsubscribe = async (z: ZObject, bundle: Bundle): Promise<object> => {
    const { dash } = connect(z, bundle);
    await Promise.all((subscriptionOf(bundle)?.webhook_ids ?? []).map((id) => removeWebhook(dash, id)));
    return {};
  };

  const perform = async (z: ZObject, bundle: Bundle): Promise<RecordOf<F>[]> => {
    const subscription = subscriptionOf(bundle);
    const delivery = readDelivery(bundle);
    const secret = read(secretShape, delivery)[SECRET_FIELD];
    if (!subscription?.zapier_token || secret !== subscription.zapier_token) return [];
    const event = read(shape, delivery);
    if (!facts.isWanted(event, bundle.inputData)) return [];
    const id = idOf(event);
    const record = await facts.record(event, id, { ...connect(z, bundle), z, bundle });
    // Last, so that the platform's own repetition of a step that failed is not taken for a duplicate.
    return (await claim(z, subscription, id)) ? [record] : [];
  };

  const performList = async (z: ZObject, bundle: Bundle): Promise<RecordOf<F>[]> => {
    const context = { ...connect(z, bundle), z, bundle };
    const recent = await facts.recent(context);
    const shown = recent.filter((event) => facts.isWanted(event, bundle.inputData)).slice(0, SHOWN_IN_EDITOR);
    const records: RecordOf<F>[] = [];
    // One after the other: what one looks up, the next finds in the cache.
    for (const event of shown) records.push(await facts.record(event, idOf(event), context));
    return records;
  };

  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'hook' as const,
      inputFields,
      performSubscribe,
      performUnsubscribe,
      perform,
      performList,
      outputFields: [...outputFields],
      sample,
    },
  };
};
