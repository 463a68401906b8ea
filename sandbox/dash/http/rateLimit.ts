import { refuse } from './refusal.ts';
import type { MiddlewareHandler } from 'hono';
import type { State } from '../state.ts';
import type { Environment } from './envelope.ts';

/** Takes a token from a bucket; returns false if it is empty. */
const take = ({ settings, buckets }: State, key: string, perSecond: number): boolean => {
  const now = Date.now();
  const { tokens, filledAt } = buckets.get(key) ?? { tokens: settings.bucketSize, filledAt: now };
  const filled = Math.min(settings.bucketSize, tokens + (perSecond * (now - filledAt)) / 1000);
  const isEnough = filled >= 1;
  buckets.set(key, { tokens: isEnough ? filled - 1 : filled, filledAt: now });
  return isEnough;
};

/** Limits the rate of requests. Each account has its own bucket; logins share one. */
export const rateLimit =
  (state: State): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const { requestsPerSecond } = state.settings;
    const [, account = 'no_account'] = /^\/v2\/accounts\/([^/]+)/.exec(c.req.path) ?? [];
    if (requestsPerSecond !== undefined && !take(state, account, requestsPerSecond)) throw refuse(429);
    await next();
  };
