import { parse, text, type Parsed } from '../dash/schema.ts';
import { field } from '../fields/output.ts';

const queueSchema = { id: text, name: text };

export type Queue = Parsed<typeof queueSchema>;

export const parseQueue = (value: unknown): Queue => parse(queueSchema, value);

export const queueFields = [
  field('queue_id', 'string', 'Queue ID'),
  field('queue_name', 'string', 'Queue Name'),
] as const;

export const queueSample = { queue_id: 'e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3', queue_name: 'Front Desk' };
