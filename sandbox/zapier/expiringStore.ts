/** Values by key, each with its own life; what the platform's cache, cursors and hydration memory are made of. */
export type ExpiringStore<Value> = {
  /** The value, or undefined when it was never set or its life is over. */
  get(key: string): Value | undefined;
  /** Keeps the value for so many seconds; null keeps it for ever. */
  set(key: string, value: Value, seconds: number | null): void;
  /** Whether there was a living value. */
  delete(key: string): boolean;
};

/** An empty store. */
export const createExpiringStore = <Value>(): ExpiringStore<Value> => {
  const entries = new Map<string, { value: Value; endsAt: number }>();
  const living = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.endsAt > Date.now() ? entry : undefined;
  };
  return {
    get: (key) => living(key)?.value,
    set: (key, value, seconds) => {
      entries.set(key, { value, endsAt: seconds === null ? Infinity : Date.now() + seconds * 1000 });
    },
    delete: (key) => {
      const lived = living(key) !== undefined;
      entries.delete(key);
      return lived;
    },
  };
};
