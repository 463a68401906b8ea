import type { Dash } from '../../dash/client.ts';
import { isObject, number } from '../../dash/schema.ts';
import { unexpectedAnswerError } from '../../zapier/errors.ts';
import { parseCallStatistics, type CallStatistic } from './queueEvents.ts';
import { callCenterAccess } from '../access.ts';

/**
 * The calls of all queues that Dash has in memory, and the time of the answer in Gregorian seconds: 1 request. There is no time
 * range, because one would leave out calls that have been waiting since before it.
 */
export const listCallStatistics = async (dash: Dash): Promise<{ calls: CallStatistic[]; at: number | null }> => {
  const ask = { ...callCenterAccess, purpose: 'read the calls in the queues' };
  const data = await dash.get(['queues', 'stats'], ask);
  if (!isObject(data)) throw unexpectedAnswerError(ask);
  const { current_timestamp, stats } = data;
  const rows = Array.isArray(stats) ? stats : [];
  return { calls: parseCallStatistics(rows), at: number(current_timestamp) };
};
