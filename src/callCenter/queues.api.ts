import type { Dash } from '../dash/client.ts';
import { parse, text } from '../dash/schema.ts';
import { parseQueue, type Queue } from './queue.record.ts';
import { callCenterSection } from './section.ts';

const parseTexts = (value: unknown): (string | null)[] => (Array.isArray(value) ? value.map(text) : []);

/** All queues: 1 request. `purpose` completes "Could not …". */
export const loadQueues = async (dash: Dash, purpose: string): Promise<Queue[]> =>
  (await dash.list(['queues'], { ...callCenterSection, purpose })).map(parseQueue);

/** A queue by its id, null when there is none: 1 request. `purpose` completes "Could not …". */
export const loadQueue = async (dash: Dash, id: string, purpose: string): Promise<Queue | null> => {
  const queue = await dash.find(['queues', id], { ...callCenterSection, purpose });
  return queue === null ? null : parseQueue(queue);
};

/** The ids of the agents of a queue: 1 request. */
export const agentsOfQueue = async (dash: Dash, id: string): Promise<ReadonlySet<string | null>> => {
  const queue = await dash.get(['queues', id], { ...callCenterSection, purpose: 'read the queue' });
  return new Set(parse({ agents: parseTexts }, queue).agents);
};
