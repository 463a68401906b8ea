import { field } from '../fields/output.ts';

export const queueFields = [
  field('queue_id', 'string', 'Queue ID'),
  field('queue_name', 'string', 'Queue Name'),
] as const;

export const queueSample = { queue_id: 'e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3', queue_name: 'Front Desk' };
