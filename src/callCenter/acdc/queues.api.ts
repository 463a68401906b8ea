import type { Dash } from '../../dash/client.ts';
import { parse, text, type Parsed } from '../../dash/schema.ts';
import type { Entry } from '../engine.ts';
import { callCenterAccess } from '../access.ts';

const queueSchema = { id: text, name: text };

type Queue = Parsed<typeof queueSchema>;

export const parseQueue = (value: unknown): Queue => parse(queueSchema, value);

const parseTexts = (value: unknown): (string | null)[] => (Array.isArray(value) ? value.map(text) : []);

/** All queues: 1 request. `purpose` completes "Could not …". */
export const loadQueues = async (dash: Dash, purpose: string): Promise<Entry[]> => {
  const rows = await dash.list(['queues'], { ...callCenterAccess, purpose });
  return rows.map(parseQueue).flatMap(({ id, name }) => (id === null ? [] : [{ id, name }]));
};

/** A queue by ID, null when there is none: 1 request. `purpose` completes "Could not …". */
export const loadQueue = async (dash: Dash, id: string, purpose: string): Promise<Queue | null> => {
  const queue = await dash.find(['queues', id], { ...callCenterAccess, purpose });
  return queue === null ? null : parseQueue(queue);
};

/** The IDs of a queue's agents: 1 request. */
export const agentsOfQueue = async (dash: Dash, id: string): Promise<ReadonlySet<string | null>> => {
  const queue = await dash.get(['queues', id], { ...callCenterAccess, purpose: 'read the queue' });
  return new Set(parse({ agents: parseTexts }, queue).agents);
};
