import { wait } from '../../zapier/wait.ts';
import { nullUnlessStale } from '../../zapier/errors.ts';
import type { Context } from '../../zapier/context.ts';
import type { Leg } from './leg.ts';
import { legOfChannel } from './legOfChannel.ts';

const PAUSE_MS = 1_000;

/** A leg in progress: 1 request, and 1 more a second later if the first finds none. Null if neither finds it. */
export const findLegInProgress = async ({ dash }: Context, callId: string): Promise<Leg | null> => {
  for (const pause of [0, PAUSE_MS]) {
    if (pause > 0) await wait(pause);
    // A leg that has ended and a phone system that is down give the same result: unknown.
    const found = await dash.find(['channels', callId], { purpose: 'read the call' }).catch(nullUnlessStale);
    const leg = legOfChannel(found);
    if (leg !== null) return leg;
  }
  return null;
};
