import { refuse } from './answers.ts';
import type { MiddlewareHandler } from 'hono';
import type { Environment } from './envelope.ts';
import type { State } from './state.ts';

/** What a client may still ask for at the moment (milliseconds since 1970) when it last asked. */
export type Bucket = { tokens: number; filledAt: number };

/** Whether the bucket had a token left, which is then gone. */
const take = ({ settings, buckets }: State, key: string, perSecond: number): boolean => {
  const now = Date.now();
  const { tokens, filledAt } = buckets.get(key) ?? { tokens: settings.bucketSize, filledAt: now };
  const filled = Math.min(settings.bucketSize, tokens + (perSecond * (now - filledAt)) / 1000);
  const isEnough = filled >= 1;
  buckets.set(key, { tokens: isEnough ? filled - 1 : filled, filledAt: now });
  return isEnough;
};

/** Refuses what a client asks too fast. Each account has a bucket of its own; logins have none and share one. */
export const limitRate =
  (state: State): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const { requestsPerSecond } = state.settings;
    const [, account = 'no_account'] = /^\/v2\/accounts\/([^/]+)/.exec(c.req.path) ?? [];
    if (requestsPerSecond !== undefined && !take(state, account, requestsPerSecond)) throw refuse(429);
    await next();
  };
