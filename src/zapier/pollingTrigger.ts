import type { Bundle, ZObject } from 'zapier-platform-core';
import { isObject, object, parse, text } from '../dash/schema.ts';
import { RETENTION_MS, SECOND_MS } from '../dash/time.ts';
import { inputReader, type FieldList, type InputReader } from '../fields/inputReader.ts';
import type { Field, RecordOf } from '../fields/output.ts';
import { connect, type Context } from './context.ts';
import { withErrorBoundary } from './errorBoundary.ts';
import { hash } from './hash.ts';
import { EDITOR_SAMPLES } from './instantTrigger.ts';
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

/**
 * A trigger that Zapier polls every few minutes. Each poll begins at the last successful one, so that nothing is missed
 * while Zapier or Dash was down, and looks again at items that may have become complete since. Zapier ignores items that it
 * already has.
 */
export const pollingTrigger = <const N extends FieldList, I, const F extends readonly Field[]>(
  options: PollingTriggerOptions<N, I, F>,
) => {
  const { key, noun, label, description, inputFields, outputFields, sample, history, limit, callCenterLists } = options;

  const memoryKey = (bundle: Bundle): string =>
    `polled:${hash(`${key} ${zapOf(bundle) ?? ''} ${JSON.stringify(bundle.inputData)}`)}`;

  const loadPart = async (context: Context, window: PollWindow): Promise<ListPart<I>> => {
    const { inputData } = context.bundle;
    const mode = modeOf(context.bundle) === 'poll' ? 'live' : 'turnOn';
    const raw = await withIds(() => context, inputFields, inputData, { mode, callCenterLists });
    const found = await options.load(inputReader(inputFields, raw), context, window);
    return Array.isArray(found) ? { items: found } : found;
  };

  const perform = async (z: ZObject, bundle: Bundle): Promise<(RecordOf<F> | { id: string })[]> => {
    const context = connect(z, bundle);
    const mode = modeOf(bundle);
    const now = new Date();
    const stored = history && mode !== 'sample' ? await context.cache.get(memoryKey(bundle)) : null;
    const memory = isObject(stored) ? (stored as PollMemory) : null;
    const sizes = { limit, overlapMs: history?.overlapMs ?? 0, samples: EDITOR_SAMPLES };
    const part = await loadPart(context, windowFor(memory, mode, now, sizes));
    const isRemembered = history && mode !== 'sample';
    const { items, memory: next } = isRemembered
      ? checkpoint(part, memory, mode, now, { history, limit, isShared: zapOf(bundle) === null })
      : { items: part.items, memory: null };
    const records =
      mode === 'dedupe'
        ? items.map((item) => ({ id: options.dedupeKey(item) }))
        : await Promise.all(items.map(async (item) => options.record(item, context)));
    // Last, so that after an error the next poll returns the same items.
    if (next) await context.cache.set(memoryKey(bundle), next, RETENTION_MS / SECOND_MS);
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
