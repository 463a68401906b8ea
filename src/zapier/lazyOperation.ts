/** What core reads of an operation. */
type Operation = { key: string; noun: string; display: object; operation: object };

/**
 * An operation of which only the key is there until a run needs the rest. The bundle has one in place of each operation
 * (scripts/bundle.mjs), so a run loads no operation but its own. It is frozen because core would load it to freeze it.
 */
export const lazyOperation = (key: string, load: () => Operation): Operation =>
  Object.freeze({
    key,
    get noun() {
      return load().noun;
    },
    get display() {
      return load().display;
    },
    get operation() {
      return load().operation;
    },
  });
