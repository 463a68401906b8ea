import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { parse, text } from '../dash/schema.ts';
import { toGregorian } from '../dash/time.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputText } from '../fields/inputs.ts';
import { formatDuration, durationValues, durationFields } from '../fields/times.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { listStatuses, type StatusLogs } from './agentStatus.ts';
import { queueFields, parseQueue, sampleQueue } from './queue.ts';
import { listQueueCalls, type QueueCall } from './queueCall.ts';
import { wording } from './section.ts';

const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: true,
    helpText: 'The whole name or the beginning of it, as `Front desk`. Accents and capitals make no difference.',
  },
]);

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...queueFields,
  field('calls_waiting', 'number', 'Calls Waiting'),
  ...durationFields('longest_wait', 'Longest Wait'),
  field('agents_ready', 'number', 'Agents Ready'),
] as const;

type QueueRecord = RecordOf<typeof outputFields>;

const counted = (count: number, what: string): string =>
  `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;

type QueueNow = { waiting: number; longest: number; ready: number };

const queueRecord = (id: string, name: string, { waiting, longest, ready }: QueueNow): QueueRecord => {
  const wait = waiting === 0 ? '' : `, the longest for ${formatDuration(longest)}`;
  return {
    id,
    summary: `${name}: ${counted(waiting, 'call')} waiting${wait}, ${counted(ready, 'agent')} ready.`,
    queue_id: id,
    queue_name: name,
    calls_waiting: waiting,
    ...durationValues('longest_wait', longest),
    agents_ready: ready,
  };
};

const textsIn = (value: unknown): (string | null)[] => (Array.isArray(value) ? value.map(text) : []);

/** The ids of the agents who are ready by their newest status. Who has none is signed out. */
const readyAgents = (logs: StatusLogs): string[] =>
  [...logs].filter(([, { statuses }]) => statuses.at(-1)?.status === 'ready').map(([agentId]) => agentId);

const longestWait = (waiting: readonly QueueCall[], at: number): number =>
  Math.max(0, ...waiting.map(({ entered_timestamp }) => at - (entered_timestamp ?? at)));

/** What goes on in a queue: 3 requests. */
const queueNow = async (dash: Dash, id: string): Promise<QueueNow> => {
  const [queue, { calls, at }, statuses] = await Promise.all([
    dash.get(['queues', id], { ...wording, purpose: 'read the queue' }),
    listQueueCalls(dash),
    listStatuses(dash),
  ]);
  const agents = new Set(parse({ agents: textsIn }, queue).agents);
  const waiting = calls.filter(({ queue_id, status }) => queue_id === id && status === 'waiting');
  return {
    waiting: waiting.length,
    longest: longestWait(waiting, at ?? toGregorian(new Date())),
    ready: readyAgents(statuses).filter((agent) => agents.has(agent)).length,
  };
};

const perform = async (z: ZObject, bundle: Bundle): Promise<QueueRecord[]> => {
  const wanted = normalizeName(inputText(bundle.inputData.name));
  if (!wanted) throw haltedError('Fill in Name to find a queue.');
  const { dash } = connect(z, bundle);
  const rows = await dash.list(['queues'], { ...wording, purpose: 'find the queue' });
  const [best] = rows
    .map(parseQueue)
    .flatMap(({ id, name }) =>
      id === null || name === null ? [] : [{ id, name, like: matchScore(wanted, normalizeName(name)) }],
    )
    .filter(({ like }) => like > 0)
    .sort((a, b) => b.like - a.like || a.name.localeCompare(b.name, 'en'));
  return best ? [queueRecord(best.id, best.name, await queueNow(dash, best.id))] : [];
};

export const findQueue = {
  key: 'find_queue',
  noun: 'Queue',
  display: {
    label: 'Find Queue',
    description:
      'Finds a queue of the call center by name, with the calls that wait in it and the agents who are ready. Of several, the closest match.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...outputFields],
    sample: queueRecord(sampleQueue.queue_id, sampleQueue.queue_name, { waiting: 2, longest: 65, ready: 1 }),
  },
};
