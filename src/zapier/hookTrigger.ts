import { createHash, randomBytes } from 'node:crypto';
import type { Bundle, InputFields, ZObject } from 'zapier-platform-core';
import { parse, text, type Parsed, type Parser, type Schema } from '../dash/schema.ts';
import {
  createWebhook,
  ownWebhooksAt,
  removeWebhook,
  secretOf,
  SECRET_FIELD,
  type WebhookEvent,
} from '../dash/webhooks.ts';
import { claim, isFirstClaim } from './cache.ts';
import { connect, type Connection } from './context.ts';
import { parseDelivery } from './webhookPayload.ts';
import { failedError, throttledError } from './errors.ts';
import type { Field, RecordOf } from '../fields/output.ts';

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

type Input = Record<string, unknown>;

/** How a delivery is read: its declared fields, or the whole of it. */
type Reading = Schema | Parser<unknown>;
type EventOf<S extends Reading> = S extends Parser<infer E> ? E : S extends Schema ? Parsed<S> : never;

/**
 * The options of an instant trigger. An event is read in the shape `S`, becomes an item `I`, and that a record with the
 * fields `F`.
 */
export type HookTriggerOptions<S extends Reading, I, F extends readonly Field[]> = {
  key: string;
  noun: string;
  label: string;
  description: string;
  /** The Dash webhooks behind the trigger, for what somebody filled in. */
  events: (input: Input) => readonly WebhookEvent[];
  schema: S;
  inputFields: InputFields;
  /** The filters that the event decides alone, before any request; null where it cannot decide. */
  matches: (event: EventOf<S>, input: Input) => boolean | null;
  /** What the event is about; null where only that shows that it is not wanted. */
  load: (event: EventOf<S>, context: Context) => Promise<I | null>;
  /** Whether a filter asks what is not known of the item yet: then the step is run once more, a while later. */
  isUndecided?: (item: I, input: Input) => boolean;
  /** What tells an item from every other; null when it lacks that, then its content does. */
  dedupeKey: (item: I) => string | null;
  record: (item: I, id: string, context: Context) => Promise<RecordOf<F>>;
  /** What a record may be given only once for within a time; null where that does not apply. */
  throttle?: (item: I, input: Input) => { key: string; seconds: number } | null;
  /** Recent items that pass the filters, newest first, for the editor's test. */
  samples: (context: Context) => Promise<I[]>;
  outputFields: F;
  sample: RecordOf<F>;
};

/** The editor shows three records. */
export const EDITOR_SAMPLES = 3;

export const DAY_SECONDS = 24 * 60 * 60;

/** Zapier repeats a throttled event once, and waits no longer than 300 seconds for it. */
const UNSURE_SECONDS = 120;
const UNSURE =
  'VirtualPBX has not written yet what the filters of this step ask for. Zapier looks again in two minutes.';

const secretSchema = { [SECRET_FIELD]: text };

/** A text by which a value is known again, and from which nobody learns it. */
export const hash = (value: string): string => createHash('sha256').update(value).digest('hex');

/** The key under which a subscription claims a thing for itself. */
export const claimKey = (targetHash: string, what: string): string => `event:${hash(`${targetHash} ${what}`)}`;

const subscriptionOf = (bundle: Bundle): Subscription | undefined => bundle.subscribeData as Subscription | undefined;

/**
 * An instant trigger over Dash webhooks. Exactly one webhook per event is left, and it is enabled, whatever was there
 * before and however often Zapier subscribes; a delivery without the subscription's secret is dropped; an event that
 * Dash sends again is given once.
 */
export const hookTrigger = <S extends Reading, I, const F extends readonly Field[]>(
  options: HookTriggerOptions<S, I, F>,
) => {
  const { key, noun, label, description, schema: shape, inputFields, outputFields, sample } = options;

  const idOf = (item: I): string => options.dedupeKey(item) ?? hash(JSON.stringify(item));

  const performSubscribe = async (z: ZObject, bundle: Bundle): Promise<Subscription> => {
    const { dash } = connect(z, bundle);
    const events = options.events(bundle.inputData);
    const uri = String(bundle.targetUrl);
    const earlier = await ownWebhooksAt(dash, uri);
    // The same secret again: a delivery that is already on its way stays valid.
    const earlierSecret = earlier[0] === undefined ? null : await secretOf(dash, earlier[0]);
    const secret = earlierSecret ?? randomBytes(24).toString('hex');
    const webhook_ids: string[] = [];
    const create = async (event: WebhookEvent): Promise<string> => {
      const id = await createWebhook(dash, event, { label, uri, secret });
      if (id === null)
        throw failedError('VirtualPBX did not confirm that it will tell this Zap what happens. Try again.');
      return id;
    };
    try {
      for (const event of events) webhook_ids.push(await create(event));
    } catch (error) {
      // One whose confirmation got lost is there, too.
      const there = await ownWebhooksAt(dash, uri).catch(() => webhook_ids);
      const made = there.filter((id) => !earlier.includes(id));
      await Promise.allSettled(made.map((id) => removeWebhook(dash, id)));
      throw error;
    }
    // One that cannot be deleted now is found again by its address at the next subscription.
    await Promise.allSettled(earlier.map((id) => removeWebhook(dash, id)));
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
    const delivery = parseDelivery(bundle);
    const secret = parse(secretSchema, delivery)[SECRET_FIELD];
    if (!subscription?.zapier_token || secret !== subscription.zapier_token) return [];
    const event = (typeof shape === 'function' ? shape(delivery) : parse(shape, delivery)) as EventOf<S>;
    if (options.matches(event, bundle.inputData) === false) return [];
    const context = { ...connect(z, bundle), z, bundle };
    const item = await options.load(event, context);
    if (item === null) return [];
    const id = idOf(item);
    if (
      options.isUndecided?.(item, bundle.inputData) &&
      (await isFirstClaim(z, claimKey(subscription.target_hash, `unsure ${id}`), DAY_SECONDS))
    )
      throw throttledError(UNSURE, UNSURE_SECONDS);
    const record = await options.record(item, id, context);
    // Last, so that the platform's own repetition of a step that failed is not taken for a duplicate.
    if (!(await claim(z, claimKey(subscription.target_hash, id), DAY_SECONDS))) return [];
    const once = options.throttle?.(item, bundle.inputData) ?? null;
    return once === null || (await claim(z, claimKey(subscription.target_hash, once.key), once.seconds))
      ? [record]
      : [];
  };

  const performList = async (z: ZObject, bundle: Bundle): Promise<RecordOf<F>[]> => {
    const context = { ...connect(z, bundle), z, bundle };
    const shown = (await options.samples(context)).slice(0, EDITOR_SAMPLES);
    return Promise.all(shown.map((item) => options.record(item, idOf(item), context)));
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
