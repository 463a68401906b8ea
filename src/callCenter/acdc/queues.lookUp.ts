import type { Context } from '../../zapier/context.ts';
import { cachedLookUp } from '../../zapier/lookUp.ts';
import { parseQueue } from './queues.api.ts';

/** A queue's name: 1 request, none while cached. Null when it can't be found. */
export const findQueueName: (context: Context, id: string) => Promise<string | null> = cachedLookUp(
  'queue',
  (id) => ['queues', id],
  (found) => parseQueue(found).name,
);
