const timers = jest.requireActual<typeof import('node:timers/promises')>('node:timers/promises');

/** How long the app waits for the records of a call, in milliseconds. */
const waits = [1_500, 4_000, 8_000];

/** `node:timers/promises` with these waits ten times shorter and all others as they are. */
export const withShortWaits = {
  ...timers,
  setTimeout: (milliseconds: number, ...more: unknown[]) =>
    timers.setTimeout(waits.includes(milliseconds) ? milliseconds / 10 : milliseconds, ...(more as [])),
};
