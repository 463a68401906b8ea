/** Values by key, each with its own lifetime: the platform's cache, cursors and hydrated values. */
export type ExpiringStore<Value> = {
  /** The value, or undefined if it was never set or has expired. */
  get(key: string): Value | undefined;
  /** Keeps the value for a number of seconds, or forever if null. */
  set(key: string, value: Value, seconds: number | null): void;
  /** Whether a value existed and had not expired. */
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
