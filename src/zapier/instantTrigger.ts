import type { Bundle, ZObject } from 'zapier-platform-core';
import { DashError } from '../dash/dashError.ts';
import { parse, type Parsed, type Parser, type Schema } from '../dash/schema.ts';
import { DAY_MS, DAY_SECONDS } from '../dash/time.ts';
import { inputReader, type FieldList, type InputReader } from '../fields/inputReader.ts';
import { withPlainSummary, type Field, type RecordOf } from '../fields/output.ts';
import { connect, type Context } from './context.ts';
import { withErrorBoundary } from './errorBoundary.ts';
import { isAccountError, isRetriedByZapier, throttledError } from './errors.ts';
import { hash } from './hash.ts';
import type { CallCenterLists } from './namedThings.ts';
import { withIds, type NameMode } from './nameLookUp.ts';
import { parseWebhookPayload, type WebhookPayload } from './webhookPayload.ts';
import { inputsWithHeadings } from './inputGroups.ts';
import { stepFieldsOf } from './stepFields.ts';

/** The data that the platform stores for a subscription. */
export type Subscription = {
  id: string;
  /** The hash of the target URL. The URL itself would let anyone start the Zap. */
  target_hash: string;
  /** Zapier subscribes again after this date. */
  expiration_date: string;
};

/** The cache key under which a subscription claims something. */
export const claimKey = (targetHash: string, what: string): string => `event:${hash(`${targetHash} ${what}`)}`;

/** How a trigger subscribes, and how it recognizes a genuine delivery. `T` is the data it stores in addition to `Subscription`. */
export type SubscriptionMethod<N extends FieldList, T extends object> = {
  subscribe: (targetUrl: string, input: InputReader<N>, context: Context) => Promise<T & { id: string }>;
  unsubscribe: (subscription: Partial<Subscription & T>, context: Context) => Promise<void>;
  isGenuine: (payload: WebhookPayload, subscription: Partial<Subscription & T>) => boolean;
};

/** How a delivery is parsed: its declared fields, or all of it. */
export type PayloadSchema = Schema | Parser<unknown>;
type EventOf<S extends PayloadSchema> = S extends Parser<infer E> ? E : S extends Schema ? Parsed<S> : never;

/**
 * The options of an instant trigger: a delivery is parsed by the schema `S`, matched against the input fields `N`, loaded
 * as an item `I`, and becomes a record with the output fields `F`.
 */
export type InstantTriggerOptions<N extends FieldList, S extends PayloadSchema, I, F extends readonly Field[]> = {
  key: string;
  noun: string;
  label: string;
  description: string;
  inputFields: N;
  /** Where names of agents and queues are found; their fields hold ids without it. */
  callCenterLists?: CallCenterLists;
  schema: S;
  /** The filters that need only the event, before any request; null where the event isn't enough. */
  matches: (event: EventOf<S>, input: InputReader<N>) => boolean | null;
  /** The item of the event; null if the item doesn't match the filters. */
  load: (event: EventOf<S>, input: InputReader<N>, context: Context) => I | null | Promise<I | null>;
  /** Whether a filter needs something that isn't known about the item yet: then the step runs once more, a while later. */
  isUndecided?: (item: I, input: InputReader<N>) => boolean;
  /**
   * Whether an item that is still undecided then is dropped. Otherwise it is returned, because one too many is better than a
   * lost one, and so it is while the cache is down, because then it is unknown whether the step has run before.
   */
  dropsUndecided?: (item: I) => boolean;
  /** The dedupe key of an item; null if it has none, and then its content is the key. */
  dedupeKey: (item: I) => string | null;
  /** Whether an item is new, for triggers where one key doesn't decide that. */
  isFirst?: (item: I, targetHash: string, context: Context) => Promise<boolean>;
  record: (item: I, id: string, context: Context) => RecordOf<F> | Promise<RecordOf<F>>;
  /** The key for which only one record is returned within so many seconds; null without such a limit. */
  throttle?: (item: I, input: InputReader<N>) => { key: string; seconds: number } | null;
  /** Recent items that match, newest first, for the editor's test. */
  samples: (input: InputReader<N>, context: Context) => I[] | Promise<I[]>;
  outputFields: F;
  sample: RecordOf<F>;
};

/** The editor shows three records. */
export const EDITOR_SAMPLES = 3;

/** The editor's test looks no further into a list, whether or not it has found something. */
export const SAMPLE_PAGES = 5;

/** Zapier retries a throttled event once, and waits no longer than 300 seconds for it. */
const UNDECIDED_SECONDS = 120;
const UNDECIDED =
  "VirtualPBX hasn't stored everything that this step's filters need. Zapier tries again in two minutes.";

const NAMES_UNKNOWN =
  "VirtualPBX couldn't look up the names in this step's filters. Zapier tries again in two minutes.";

/** While Dash can't list the things that the filters name, it isn't known whether an event matches. */
const undecidedWithout = (error: unknown): unknown =>
  error instanceof DashError && !isRetriedByZapier(error) && !isAccountError(error)
    ? throttledError(NAMES_UNKNOWN, UNDECIDED_SECONDS)
    : error;

/** The data that the platform stored when the trigger subscribed; empty if it didn't. */
const storedIn = <T extends object>({ subscribeData }: Bundle) => (subscribeData ?? {}) as Partial<Subscription & T>;

const subscribe = async <N extends FieldList, T extends object>(
  method: SubscriptionMethod<N, T>,
  input: InputReader<N>,
  context: Context,
): Promise<Subscription & T> => {
  const targetUrl = String(context.bundle.targetUrl);
  return {
    ...(await method.subscribe(targetUrl, input, context)),
    target_hash: hash(targetUrl),
    // A webhook that someone else deleted or disabled is back within a day.
    expiration_date: new Date(Date.now() + DAY_MS).toISOString(),
  };
};

const idOf = <I>({ dedupeKey }: { dedupeKey: (item: I) => string | null }, item: I): string =>
  dedupeKey(item) ?? hash(JSON.stringify(item));

/** Claims an item. This comes last, so that the platform's own retry of a failed step isn't a duplicate. */
const isGivenOnce = async <N extends FieldList, S extends PayloadSchema, I, F extends readonly Field[]>(
  options: InstantTriggerOptions<N, S, I, F>,
  item: I,
  targetHash: string,
  input: InputReader<N>,
  context: Context,
): Promise<boolean> => {
  const claim = (what: string, seconds: number) => context.cache.claim(claimKey(targetHash, what), seconds);
  const isFirst = options.isFirst
    ? await options.isFirst(item, targetHash, context)
    : await claim(idOf(options, item), DAY_SECONDS);
  if (!isFirst) return false;
  const once = options.throttle?.(item, input) ?? null;
  return once === null || claim(once.key, once.seconds);
};

/** The record of a genuine delivery; none if it doesn't match, or was returned before. */
const deliver = async <N extends FieldList, S extends PayloadSchema, I, F extends readonly Field[]>(
  options: InstantTriggerOptions<N, S, I, F>,
  payload: WebhookPayload,
  targetHash: string,
  input: InputReader<N>,
  openContext: () => Context,
): Promise<RecordOf<F>[]> => {
  const { schema } = options;
  const event = (typeof schema === 'function' ? schema(payload) : parse(schema, payload)) as EventOf<S>;
  if (options.matches(event, input) === false) return [];
  const context = openContext();
  const item = await options.load(event, input, context);
  if (item === null) return [];
  const id = idOf(options, item);
  if (options.isUndecided?.(item, input)) {
    const isFirstLook = await context.cache.claimForCertain(claimKey(targetHash, `unsure ${id}`), DAY_SECONDS);
    if (isFirstLook) throw throttledError(UNDECIDED, UNDECIDED_SECONDS);
    if (isFirstLook === false && options.dropsUndecided?.(item)) return [];
  }
  const record = withPlainSummary(await options.record(item, id, context));
  return (await isGivenOnce(options, item, targetHash, input, context)) ? [record] : [];
};

/** The options of an instant trigger with its way to subscribe. */
type SubscribedOptions<
  N extends FieldList,
  S extends PayloadSchema,
  I,
  F extends readonly Field[],
  T extends object,
> = InstantTriggerOptions<N, S, I, F> & { subscription: SubscriptionMethod<N, T> };

/** The methods that the platform calls. */
const methodsOf = <N extends FieldList, S extends PayloadSchema, I, F extends readonly Field[], T extends object>(
  options: SubscribedOptions<N, S, I, F, T>,
) => {
  const { inputFields, callCenterLists, subscription: method } = options;

  const inputOf = async (bundle: Bundle, openContext: () => Context, mode: NameMode): Promise<InputReader<N>> =>
    inputReader(inputFields, await withIds(openContext, inputFields, bundle.inputData, { mode, callCenterLists }));

  const performSubscribe = async (z: ZObject, bundle: Bundle): Promise<Subscription & T> => {
    const context = connect(z, bundle);
    return subscribe(method, await inputOf(bundle, () => context, 'subscribe'), context);
  };

  const performUnsubscribe = async (z: ZObject, bundle: Bundle): Promise<object> => {
    await method.unsubscribe(storedIn<T>(bundle), connect(z, bundle));
    return {};
  };

  const perform = async (z: ZObject, bundle: Bundle): Promise<RecordOf<F>[]> => {
    const stored = storedIn<T>(bundle);
    const payload = parseWebhookPayload(bundle);
    if (!method.isGenuine(payload, stored)) return [];
    let context: Context | undefined;
    const openContext = () => (context ??= connect(z, bundle));
    const input = await inputOf(bundle, openContext, 'live').catch((error: unknown) => {
      throw undecidedWithout(error);
    });
    return deliver(options, payload, String(stored.target_hash), input, openContext);
  };

  const performList = async (z: ZObject, bundle: Bundle): Promise<RecordOf<F>[]> => {
    const context = connect(z, bundle);
    const input = await inputOf(bundle, () => context, 'turnOn');
    const shown = (await options.samples(input, context)).slice(0, EDITOR_SAMPLES);
    return Promise.all(
      shown.map(async (item) => withPlainSummary(await options.record(item, idOf(options, item), context))),
    );
  };

  return { performSubscribe, performUnsubscribe, perform, performList };
};

/**
 * An instant trigger. A delivery that is not genuine is dropped. An event that is sent again is returned once, and isn't
 * lost if an earlier run failed.
 */
export const instantTrigger = <
  const N extends FieldList,
  S extends PayloadSchema,
  I,
  const F extends readonly Field[],
  T extends object,
>(
  options: SubscribedOptions<N, S, I, F, T>,
) => {
  const { key, noun, label, description, inputFields, outputFields, sample } = options;
  const { performSubscribe, performUnsubscribe, perform, performList } = methodsOf(options);
  const step = stepFieldsOf(inputFields);
  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'hook' as const,
      ...inputsWithHeadings(inputFields),
      performSubscribe: withErrorBoundary(performSubscribe, step),
      performUnsubscribe: withErrorBoundary(performUnsubscribe, step),
      perform: withErrorBoundary(perform, step),
      performList: withErrorBoundary(performList, step),
      outputFields: [...outputFields],
      sample,
    },
  };
};
