import { setTimeout as pause } from 'node:timers/promises';
import { isStaleSession } from '../zapier/errors.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { legOfChannel, type Leg } from './leg.ts';

const PAUSE_MS = 1_000;

/** A leg in progress: 1 request, and 1 more a second later when the first finds nothing. Null when neither does. */
export const legInProgress = async ({ dash }: Pick<Context, 'dash'>, callId: string): Promise<Leg | null> => {
  for (const wait of [0, PAUSE_MS]) {
    if (wait > 0) await pause(wait);
    const found = await dash.find(['channels', callId], { purpose: 'read the call' }).catch((error: unknown) => {
      // A leg that has ended, and a phone system that is down, give the same answer: nothing is known.
      if (isStaleSession(error)) throw error;
      return null;
    });
    const leg = legOfChannel(found);
    if (leg !== null) return leg;
  }
  return null;
};
