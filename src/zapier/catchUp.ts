import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../dash/time.ts';
import { isRetriedByZapier } from './errors.ts';
import { begun, type Checkpoint, type PollMemory } from './pollCheckpoint.ts';

/** The lengths of the windows of a gap. A shorter one is tried where a window takes too long to read. */
const WINDOWS_MS = [DAY_MS, 3 * HOUR_MS, 20 * MINUTE_MS];

/** What a window may take that can be shorter, so that there is time left to try that. */
const WINDOW_TIMEOUT_MS = 10 * SECOND_MS;

/** A timer may fire a moment early. */
const TIMER_TOLERANCE_MS = 100;

/** No other window is begun after so much of a run. */
const ENOUGH_MS = 12 * SECOND_MS;

/** Reads as a poll at a moment would, and gives no more than `limit` items. With `timeoutMs`, its requests end early. */
export type Read<I> = (
  memory: PollMemory | null,
  moment: Date,
  limit: number,
  timeoutMs?: number,
) => Promise<Checkpoint<I>>;

type Options<I> = {
  overlapMs: number;
  /** As many items as a poll may give. */
  limit: number;
  dedupeKey: (item: I) => string;
  read: Read<I>;
  /** Stores what the next poll begins with, where this one fails. */
  remember: (memory: PollMemory) => Promise<void>;
};

/** The next window of a gap: up to when it is read, whether that is its end, and whether it could be shorter. */
type Window = { moment: Date; isLast: boolean; canBeShorter: boolean };

const windowAfter = (memory: PollMemory | null, length: number, now: Date, overlapMs: number): Window => {
  const from = begun(memory, now).settled + overlapMs;
  const gap = now.getTime() - from;
  const longest = WINDOWS_MS[length] ?? 0;
  const isLast = gap <= longest;
  const canBeShorter = gap > (WINDOWS_MS[length + 1] ?? Infinity);
  return { moment: isLast ? now : new Date(from + longest), isLast, canBeShorter };
};

/** The items newest first, each once, as it was read last. */
const merged = <I>(newer: readonly I[], older: readonly I[], keyOf: (item: I) => string): I[] => {
  const keys = new Set(newer.map(keyOf));
  return [...newer, ...older.filter((item) => !keys.has(keyOf(item)))];
};

/**
 * Reads what came since the last poll, a long gap in windows from its old end on, as if the polls that were missed took
 * place now. It ends when `limit` items are there or the time of the run is used up; the next poll continues. An error ends
 * it, too, except in the first window, where it is the error of the poll.
 */
export const catchUp = async <I>(stored: PollMemory | null, now: Date, options: Options<I>): Promise<Checkpoint<I>> => {
  const { overlapMs, limit, dedupeKey, read, remember } = options;
  const began = performance.now();
  let items: I[] = [];
  let memory = stored;
  let length = stored?.windowLength ?? 0;
  let isDone = false;
  while (!isDone) {
    const windowBegan = performance.now();
    const { moment, isLast, canBeShorter } = windowAfter(memory, length, now, overlapMs);
    try {
      const part = await read(memory, moment, limit - items.length, canBeShorter ? WINDOW_TIMEOUT_MS : undefined);
      items = merged(part.items, items, dedupeKey);
      memory = part.memory && (isLast ? part.memory : { ...part.memory, windowLength: length });
      isDone = isLast || items.length >= limit || performance.now() - began > ENOUGH_MS;
    } catch (error) {
      const wasTooLong = canBeShorter && performance.now() - windowBegan >= WINDOW_TIMEOUT_MS - TIMER_TOLERANCE_MS;
      if (isRetriedByZapier(error) || (!wasTooLong && items.length === 0)) throw error;
      if (wasTooLong) {
        length += 1;
        memory = { ...begun(memory, now), windowLength: length };
        if (items.length === 0) await remember(memory);
      }
      isDone = !wasTooLong;
    }
  }
  return { items, memory };
};
