import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { parse, text } from '../dash/schema.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { field } from '../fields/output.ts';

const queueSchema = { id: text, name: text };

export const parseQueue = (value: unknown) => parse(queueSchema, value);

const lookUp = cachedLookUp(
  'queue',
  (id) => ['queues', id],
  (found) => parseQueue(found).name,
);

/** The name of a queue: 1 request, none while cached. Null when it cannot be found out. */
export const findQueueName = (z: ZObject, dash: Dash, id: string): Promise<string | null> => lookUp(z, dash, id);

export const queueFields = [
  field('queue_id', 'string', 'Queue ID'),
  field('queue_name', 'string', 'Queue Name'),
] as const;

export const sampleQueue = { queue_id: 'e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3', queue_name: 'Front Desk' };
