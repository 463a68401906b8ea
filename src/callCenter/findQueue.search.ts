import { defineInputFields } from 'zapier-platform-core';
import { oneLine } from '../dash/schema.ts';
import { durationFields, durationValues, durationInWords } from '../fields/durations.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { haltedError } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import type { QueueState } from './engine.ts';
import { withEngine } from './engine.lookUp.ts';
import { queueSample } from './queue.record.ts';

const outputFields = [
  field('id', 'string', 'Queue ID'),
  field('summary', 'string', 'Summary'),
  field('queue_name', 'string', 'Queue Name'),
  field('calls_waiting', 'number', 'Calls Waiting'),
  ...durationFields('longest_wait', 'Longest Wait'),
  ...durationFields('estimated_wait', 'Estimated Wait'),
  field('agents_ready', 'number', 'Agents Ready'),
  field('agents_signed_in', 'number', 'Agents Signed In'),
] as const;

const formatCount = (count: number, what: string): string =>
  `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;

/** A queue's state in a sentence, such as `2 calls waiting (longest wait: 1 min 5 sec), 1 agent ready`. */
const formatState = ({ callsWaiting, longestWait, agentsReady }: QueueState): string => {
  const longest = callsWaiting === 0 || longestWait === null ? '' : ` (longest wait: ${durationInWords(longestWait)})`;
  const parts = [
    ...(callsWaiting === null ? [] : [`${formatCount(callsWaiting, 'call')} waiting${longest}`]),
    ...(agentsReady === null ? [] : [`${formatCount(agentsReady, 'agent')} ready`]),
  ];
  return parts.length === 0 ? 'no information right now' : parts.join(', ');
};

const queueRecord = (id: string, name: string, state: QueueState): RecordOf<typeof outputFields> => ({
  id,
  summary: `${oneLine(name)}: ${formatState(state)}.`,
  queue_name: name,
  calls_waiting: state.callsWaiting,
  ...durationValues('longest_wait', state.longestWait),
  ...durationValues('estimated_wait', state.estimatedWait),
  agents_ready: state.agentsReady,
  agents_signed_in: state.agentsSignedIn,
});

const sampleState = { callsWaiting: 2, longestWait: 65, estimatedWait: 40, agentsReady: 1, agentsSignedIn: 2 };

export const findQueue = search({
  key: 'find_queue',
  noun: 'Queue',
  label: 'Find Queue',
  description: 'Finds a queue by name, and how many callers are waiting and agents are ready.',
  inputFields: defineInputFields([
    {
      key: 'name',
      label: 'Name',
      type: 'string',
      required: true,
      helpText: "The full name, or how it starts. Upper and lower case don't matter.",
    },
  ]),
  perform: (input, context) => {
    const wanted = normalizeName(input.text('name'));
    if (!wanted) throw haltedError('Fill in Name to find a queue.');
    return withEngine(context, async (engine) => {
      const queues = await engine.listQueues(context, 'find the queue');
      const [best] = queues
        .flatMap(({ id, name }) =>
          name === null ? [] : [{ id, name, score: matchScore(wanted, normalizeName(name)) }],
        )
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en'));
      return best ? [queueRecord(best.id, best.name, await engine.loadQueueState(context, best.id))] : [];
    });
  },
  outputFields,
  sample: queueRecord(queueSample.queue_id, queueSample.queue_name, sampleState),
});
