import { setTimeout } from 'node:timers/promises';

/** How long things take on the page, in milliseconds. */
export type Timing = {
  /** Between two steps of the day. */
  step: number;
  /** How long a phone rings, and how long people talk. */
  call: number;
  /** From the end of a day to the next morning. */
  night: number;
  /** How long the day waits after a visitor did something. */
  hold: number;
};

/** The timing for this pause between two steps. */
export const timingOf = (step: number): Timing => ({ step, call: step * 2, night: step * 10, hold: 30_000 });

/** Lets one piece of work run after the other. Resolves with a function that lets the next one begin. */
const createLock = () => {
  let last = Promise.resolve();
  return async (): Promise<() => void> => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    last = promise.then(() => undefined);
    await before;
    return () => {
      resolve(undefined);
    };
  };
};

const LOOK_MS = 50;

/**
 * The gaps between the steps of the day. The day owns the office except in a gap, and visitors own it only there.
 * Everything rejects once `signal` is aborted.
 */
export const createGaps = (signal: AbortSignal) => {
  const lock = createLock();
  let heldUntil = 0;
  let release: (() => void) | undefined;

  const isHeld = () => Date.now() < heldUntil;
  const pause = (ms: number) => setTimeout(ms, undefined, { signal });

  /** The day takes the office back, once no one holds it. */
  const takeBack = async (): Promise<void> => {
    while (isHeld()) await pause(LOOK_MS);
    const done = await lock();
    signal.throwIfAborted();
    if (isHeld()) {
      done();
      await takeBack();
    } else release = done;
  };

  return {
    pause,
    /** The day begins, or continues after a gap of `ms`. */
    gap: async (ms: number): Promise<void> => {
      release?.();
      await pause(ms);
      await takeBack();
    },
    /** Does a visitor's work in the next gap. */
    visit: async <T>(work: () => Promise<T>): Promise<T> => {
      const done = await lock();
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        done();
      }
    },
    /** Keeps the gap open for `ms`, or until `letGo`. */
    hold: (ms: number) => {
      heldUntil = Math.max(heldUntil, Date.now() + ms);
    },
    letGo: () => {
      heldUntil = 0;
    },
    isHeld,
  };
};

export type Gaps = ReturnType<typeof createGaps>;
