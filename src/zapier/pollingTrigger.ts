import type { Bundle, InputFields, ZObject } from 'zapier-platform-core';
import { isObject, object, parse, text } from '../dash/schema.ts';
import { HISTORY_MS } from '../dash/time.ts';
import { recall, remember } from './cache.ts';
import { connect } from './context.ts';
import { hash, EDITOR_SAMPLES, type Context } from './hookTrigger.ts';
import type { Field, RecordOf } from '../fields/output.ts';
import { nextItems, type Progress } from './pollProgress.ts';

const SECOND_MS = 1000;
const DAY_MS = 24 * 3600 * SECOND_MS;

const dayBefore = (now: Date): Date => new Date(now.getTime() - DAY_MS);

/**
 * What a poll looks through: what Dash wrote from `since` to `now`; the newest `limit` of it are enough. `position` is
 * where the poll before stopped in a list that was too long for it.
 */
export type PollWindow = { since: Date; now: Date; limit: number; position?: unknown };

/** The items of a part of a list, at most `limit` of them, and the position of the part that the next poll reads. */
export type ListPart<I> = { items: I[]; position?: unknown };

/** What is remembered from poll to poll; of a list that takes several polls, when the first of them began, too. */
type Memory = Progress & { unfinished?: { began: number; position: unknown } };

/** The id of the Zap, as far as Zapier tells. Without it, Zaps that have the same fields share what is remembered. */
const zapOf = ({ meta }: Bundle): string | null => parse({ zap: object({ id: text }) }, meta).zap.id;

/** The options of a polling trigger; `I` is an item, `F` the fields of its record. */
export type PollingTriggerOptions<I, F extends readonly Field[]> = {
  key: string;
  noun: string;
  label: string;
  description: string;
  inputFields: InputFields;
  /**
   * How much is looked at again at every poll, as long as an item may take to be complete; and when Dash wrote an item,
   * as far as it tells. Left out where Dash takes no time range and gives all that it still knows.
   */
  history?: { overlapMs: number; listedAt: (item: I) => Date | null };
  /** As many records as Zapier takes in one answer. */
  limit: number;
  /** The items that pass the filters, newest first; with a position where there was no time for the whole list. */
  load: (context: Context, window: PollWindow) => Promise<I[] | ListPart<I>>;
  dedupeKey: (item: I) => string;
  record: (item: I, context: Context) => Promise<RecordOf<F>>;
  outputFields: F;
  sample: RecordOf<F>;
};

/**
 * A trigger that Zapier asks every few minutes. It looks from the last poll that came through, so that nothing is
 * missed while Zapier or Dash was away, and again at what may have become complete since; Zapier knows what it was given
 * before.
 */
export const pollingTrigger = <I, const F extends readonly Field[]>(options: PollingTriggerOptions<I, F>) => {
  const { key, noun, label, description, inputFields, outputFields, sample, history, limit } = options;

  const memoryOf = (bundle: Bundle): string =>
    `polled:${hash(`${key} ${zapOf(bundle) ?? ''} ${JSON.stringify(bundle.inputData)}`)}`;

  const lastProgress = async (z: ZObject, bundle: Bundle): Promise<Memory | null> => {
    const last = await recall(z, memoryOf(bundle));
    return isObject(last) ? (last as Memory) : null;
  };

  const perform = async (z: ZObject, bundle: Bundle): Promise<(RecordOf<F> | { id: string })[]> => {
    const context = { ...connect(z, bundle), z, bundle };
    const recordsOf = (items: I[]) => Promise.all(items.map((item) => options.record(item, context)));
    const partOf = async (window: PollWindow): Promise<ListPart<I>> => {
      const found = await options.load(context, window);
      return Array.isArray(found) ? { items: found } : found;
    };
    const now = new Date();
    const { isLoadingSample, isPopulatingDedupe } = bundle.meta;
    if (isLoadingSample) {
      const lastDay = { since: dayBefore(now), now, limit: EDITOR_SAMPLES };
      return recordsOf((await partOf(lastDay)).items);
    }
    const last = history ? await lastProgress(z, bundle) : null;
    const before = last ?? { given: dayBefore(now).getTime(), settled: dayBefore(now).getTime() };
    const { items: all, position } = await partOf({
      since: new Date(Math.min(before.settled, now.getTime() - (history?.overlapMs ?? 0))),
      now,
      limit: last === null && !isPopulatingDedupe ? limit : Infinity,
      position: isPopulatingDedupe ? undefined : before.unfinished?.position,
    });
    const keep = (memory: Memory) => remember(z, memoryOf(bundle), memory, HISTORY_MS / SECOND_MS);
    const allUpTo = (moment: number, { overlapMs }: { overlapMs: number }): Progress => ({
      given: Math.max(before.given, moment),
      settled: Math.max(before.settled, moment - overlapMs),
    });
    // When a Zap is turned on, Zapier only notes the ids; what a long list has beyond them is older than the Zap.
    if (isPopulatingDedupe) {
      const isOfAnother = before.unfinished !== undefined && zapOf(bundle) === null;
      if (history && position !== undefined && !isOfAnother) await keep(allUpTo(now.getTime(), history));
      return all.map((item) => ({ id: options.dedupeKey(item) }));
    }
    if (!history) return recordsOf(all);
    const began = before.unfinished?.began ?? now.getTime();
    if (position !== undefined || before.unfinished) {
      const records = await recordsOf(all);
      await keep(position === undefined ? allUpTo(began, history) : { ...before, unfinished: { began, position } });
      return records;
    }
    const next = nextItems(before, { ...history, items: all, now: now.getTime(), limit: limit });
    const records = await recordsOf(next.items);
    await keep(next.progress);
    return records;
  };

  return {
    key,
    noun,
    display: { label, description },
    operation: { type: 'polling' as const, inputFields, perform, outputFields: [...outputFields], sample },
  };
};
