import type { createPlatform } from '../support/platform.ts';

type Cache = Pick<ReturnType<typeof createPlatform>, 'cache' | 'lifetimes'>;

/** Lets the time pass for the platform's cache: it forgets what it was to keep for so many seconds at most. */
export const letExpire = ({ cache, lifetimes }: Cache, seconds: number): void => {
  for (const [key, lifetime] of lifetimes) if (lifetime <= seconds) cache.delete(key);
};
