import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { toGregorian } from '../dash/time.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { durationFields, durationValues, formatDuration } from '../fields/durations.ts';
import { haltedError } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import { listStatuses } from './agentStatus.api.ts';
import { queueFields, queueSample } from './queue.record.ts';
import { listQueueCalls } from './queueCalls.api.ts';
import type { QueueCall } from './queueEvents.ts';
import { agentsOfQueue, loadQueues } from './queues.api.ts';
import type { StatusLogs } from './statusLog.ts';

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...queueFields,
  field('calls_waiting', 'number', 'Calls Waiting'),
  ...durationFields('longest_wait', 'Longest Wait'),
  field('agents_ready', 'number', 'Agents Ready'),
] as const;

const formatCount = (count: number, what: string): string =>
  `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;

/** The calls that wait in a queue, the longest wait in seconds, and the agents who are ready. */
type QueueState = { waiting: number; longest: number; ready: number };

const queueRecord = (
  id: string,
  name: string,
  { waiting, longest, ready }: QueueState,
): RecordOf<typeof outputFields> => {
  const wait = waiting === 0 ? '' : `, the longest for ${formatDuration(longest)}`;
  return {
    id,
    summary: `${name}: ${formatCount(waiting, 'call')} waiting${wait}, ${formatCount(ready, 'agent')} ready.`,
    queue_id: id,
    queue_name: name,
    calls_waiting: waiting,
    ...durationValues('longest_wait', longest),
    agents_ready: ready,
  };
};

/** The ids of the agents who are ready by their newest status. An agent without a status is signed out. */
const readyAgents = (logs: StatusLogs): string[] =>
  [...logs].filter(([, { statuses }]) => statuses.at(-1)?.status === 'ready').map(([agentId]) => agentId);

const longestWait = (waiting: readonly QueueCall[], at: number): number =>
  Math.max(0, ...waiting.map(({ entered_timestamp }) => at - (entered_timestamp ?? at)));

/** The current state of a queue: 3 requests. */
const loadQueueState = async (dash: Dash, id: string): Promise<QueueState> => {
  const [agents, { calls, at }, statuses] = await Promise.all([
    agentsOfQueue(dash, id),
    listQueueCalls(dash),
    listStatuses(dash),
  ]);
  const waiting = calls.filter(({ queue_id, status }) => queue_id === id && status === 'waiting');
  return {
    waiting: waiting.length,
    longest: longestWait(waiting, at ?? toGregorian(new Date())),
    ready: readyAgents(statuses).filter((agent) => agents.has(agent)).length,
  };
};

export const findQueue = search({
  key: 'find_queue',
  noun: 'Queue',
  label: 'Find Queue',
  description:
    'Finds a queue of the call center by name, with the calls that wait in it and the agents who are ready. Of several, the closest match.',
  inputFields: defineInputFields([
    {
      key: 'name',
      label: 'Name',
      type: 'string',
      required: true,
      helpText: 'The whole name or the beginning of it, as `Front desk`. Accents and capitals make no difference.',
    },
  ]),
  perform: async (input, { dash }) => {
    const wanted = normalizeName(input.text('name'));
    if (!wanted) throw haltedError('Fill in Name to find a queue.');
    const queues = await loadQueues(dash, 'find the queue');
    const [best] = queues
      .flatMap(({ id, name }) =>
        id === null || name === null ? [] : [{ id, name, score: matchScore(wanted, normalizeName(name)) }],
      )
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en'));
    return best ? [queueRecord(best.id, best.name, await loadQueueState(dash, best.id))] : [];
  },
  outputFields,
  sample: queueRecord(queueSample.queue_id, queueSample.queue_name, { waiting: 2, longest: 65, ready: 1 }),
});
