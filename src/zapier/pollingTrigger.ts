import type { Bundle, ZObject } from 'zapier-platform-core';
import { inBatches } from '../dash/batches.ts';
import { isObject, object, parse, text } from '../dash/schema.ts';
import { DAY_MS, RETENTION_MS, SECOND_MS } from '../dash/time.ts';
import { inputReader, type FieldList, type InputReader } from '../fields/inputReader.ts';
import { withPlainSummary, type Field, type RecordOf } from '../fields/output.ts';
import { catchUp, type Read } from './catchUp.ts';
import { connect, withTimeLimit, type Context } from './context.ts';
import { withErrorBoundary } from './errorBoundary.ts';
import { hash } from './hash.ts';
import { EDITOR_SAMPLES, SAMPLE_PAGES } from './instantTrigger.ts';
import {
  checkpoint,
  windowFor,
  type History,
  type ListPart,
  type PollMemory,
  type PollMode,
  type PollWindow,
} from './pollCheckpoint.ts';
import type { CallCenterLists } from './namedThings.ts';
import { withIds } from './nameLookUp.ts';
import { inputsWithHeadings } from './inputGroups.ts';
import { stepFieldsOf } from './stepFields.ts';

/** The options of a polling trigger; `I` is an item, `N` its input fields, `F` the fields of its record. */
export type PollingTriggerOptions<N extends FieldList, I, F extends readonly Field[]> = {
  key: string;
  noun: string;
  label: string;
  description: string;
  inputFields: N;
  /** Where names of agents and queues are found; their fields hold ids without it. */
  callCenterLists?: CallCenterLists;
  /** Left out where Dash accepts no time range and returns everything it has. */
  history?: History<I>;
  /** The most records in one answer to Zapier. */
  limit: number;
  /** The items that match, newest first; with a position if there was no time for the whole list. */
  load: (input: InputReader<N>, context: Context, window: PollWindow) => Promise<I[] | ListPart<I>>;
  dedupeKey: (item: I) => string;
  record: (item: I, context: Context) => RecordOf<F> | Promise<RecordOf<F>>;
  outputFields: F;
  sample: RecordOf<F>;
};

/** The ID of the Zap, if Zapier sends it. Without it, Zaps with the same input share the stored data. */
const zapOf = ({ meta }: Bundle): string | null => parse({ zap: object({ id: text }) }, meta).zap.id;

const modeOf = ({ meta: { isLoadingSample, isPopulatingDedupe } }: Bundle): PollMode => {
  if (isLoadingSample) return 'sample';
  return isPopulatingDedupe ? 'dedupe' : 'poll';
};

/** What a poll gives. `store` keeps what it remembers: last, so that the next poll gives what this one could not. */
type Polled<I> = { items: I[]; store: () => Promise<void> };

type Loading<I> = {
  options: Pick<PollingTriggerOptions<FieldList, I, readonly Field[]>, 'key' | 'history' | 'limit' | 'dedupeKey'>;
  /** Loads the items of a window. */
  load: (context: Context, window: PollWindow) => Promise<ListPart<I>>;
};

const poll = async <I>(context: Context, mode: PollMode, { options, load }: Loading<I>): Promise<Polled<I>> => {
  const { key, history, limit } = options;
  const { bundle, cache } = context;
  const now = new Date();
  const sizes = { limit, overlapMs: history?.overlapMs ?? 0, samples: EDITOR_SAMPLES };
  if (!history || mode === 'sample') {
    const { items } = await load(context, { ...windowFor(null, mode, now, sizes), mostPages: SAMPLE_PAGES });
    return { items, store: () => Promise.resolve() };
  }
  const zap = zapOf(bundle);
  const memoryKey = `polled:${hash(`${key} ${zap ?? ''} ${JSON.stringify(bundle.inputData)}`)}`;
  const stored = await cache.get(memoryKey);
  const remember = (next: PollMemory) => cache.set(memoryKey, next, RETENTION_MS / SECOND_MS);
  const before = isObject(stored) ? (stored as PollMemory) : null;
  const isShared = zap === null;
  // A Zap that is turned on looks as far back as its first poll will, if what that begins with is kept for certain.
  const first =
    mode === 'dedupe' ? checkpoint<I>({ items: [] }, before, mode, now, { history, limit, isShared }).memory : null;
  if (first) await remember(first);
  const isKept = first !== null && (await cache.get(memoryKey)) !== null;
  const turnOnMs = isKept ? history.overlapMs : DAY_MS;
  const read: Read<I> = async (memory, moment, room, timeoutMs) => {
    const limited = timeoutMs === undefined ? context : withTimeLimit(context, timeoutMs);
    const part = await load(limited, windowFor(memory, mode, moment, { ...sizes, turnOnMs }));
    return checkpoint(part, memory, mode, moment, { history, limit: room, isShared });
  };
  const { items, memory } =
    mode === 'poll' && history.isRanged
      ? await catchUp(before, now, { ...history, ...options, read, remember })
      : await read(before, now, limit);
  return { items, store: async () => (memory ? remember(memory) : undefined) };
};

/**
 * A trigger that Zapier polls every few minutes. Each poll begins at the last successful one, so that nothing is missed
 * while Zapier or Dash was down, and looks again at items that may have become complete since. Zapier ignores items that it
 * already has.
 */
export const pollingTrigger = <const N extends FieldList, I, const F extends readonly Field[]>(
  options: PollingTriggerOptions<N, I, F>,
) => {
  const { key, noun, label, description, inputFields, outputFields, sample, callCenterLists } = options;

  const load = async (context: Context, window: PollWindow): Promise<ListPart<I>> => {
    const { inputData } = context.bundle;
    const mode = modeOf(context.bundle) === 'poll' ? 'live' : 'turnOn';
    const raw = await withIds(() => context, inputFields, inputData, { mode, callCenterLists });
    const found = await options.load(inputReader(inputFields, raw), context, window);
    return Array.isArray(found) ? { items: found } : found;
  };

  const perform = async (z: ZObject, bundle: Bundle): Promise<(RecordOf<F> | { id: string })[]> => {
    const context = connect(z, bundle);
    const mode = modeOf(bundle);
    const { items, store } = await poll(context, mode, { options, load });
    const records =
      mode === 'dedupe'
        ? items.map((item) => ({ id: options.dedupeKey(item) }))
        : await inBatches(items, async (item) => withPlainSummary(await options.record(item, context)));
    await store();
    return records;
  };

  return {
    key,
    noun,
    display: { label, description },
    operation: {
      type: 'polling' as const,
      ...inputsWithHeadings(inputFields),
      perform: withErrorBoundary(perform, stepFieldsOf(inputFields)),
      outputFields: [...outputFields],
      sample,
    },
  };
};
