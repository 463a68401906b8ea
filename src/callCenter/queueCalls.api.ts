import type { Dash } from '../dash/client.ts';
import { isObject, number } from '../dash/schema.ts';
import { unexpectedAnswerError } from '../zapier/errors.ts';
import { parseQueueCalls, type QueueCall } from './queueEvents.ts';
import { callCenterSection } from './section.ts';

/**
 * The calls of all queues in Dash's memory, and the time of the answer in Gregorian seconds: 1 request. There is no time
 * range, because that would leave out a call that has waited since before it.
 */
export const listQueueCalls = async (dash: Dash): Promise<{ calls: QueueCall[]; at: number | null }> => {
  const ask = { ...callCenterSection, purpose: 'read the calls of the queues' };
  const data = await dash.get(['queues', 'stats'], ask);
  if (!isObject(data)) throw unexpectedAnswerError(ask);
  const { current_timestamp, stats } = data;
  const rows = Array.isArray(stats) ? stats : [];
  return { calls: parseQueueCalls(rows), at: number(current_timestamp) };
};
