import { defineInputFields } from 'zapier-platform-core';
import { durationFields, durationValues, formatDuration } from '../fields/durations.ts';
import { field } from '../fields/output.ts';
import { formatCaller } from '../fields/parties.ts';
import { formatTime } from '../fields/times.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { queuesFilter } from './callCenterFields.ts';
import { newQueueCall } from './newQueueCall.trigger.ts';
import { parseQubicleEvent, type QueueCallerEvent } from './qubicle/event.ts';
import { requireHook } from './qubicle/hooks.ts';
import { loadCallers } from './qubicle/sessions.api.ts';
import { eventOfSession, queueCallerFields, queueCallerSample, queueCallerValues } from './queueCaller.record.ts';
import { capitalize } from './sentences.ts';

const HOOK = 'qubicle_queue_join';
const LABEL = 'Caller Joined Queue';

/** Where the caller stands in the queue, such as ` at position 2 (about 0:40 to wait)`. */
const formatPosition = ({ position, estimatedWait }: QueueCallerEvent): string =>
  [
    position === null ? '' : ` at position ${position}`,
    estimatedWait === null ? '' : ` (about ${formatDuration(estimatedWait)} to wait)`,
  ].join('');

export const queueCallerJoined = hookTrigger({
  key: 'queue_caller_joined',
  noun: 'Caller',
  label: LABEL,
  description: 'Triggers when a caller joins a call center queue.',
  inputFields: defineInputFields([queuesFilter]),
  events: () => [{ hook: HOOK }],
  beforeSubscribe: (_input, context) =>
    requireHook(context, HOOK, { trigger: LABEL, pollingTrigger: newQueueCall.display.label }),
  schema: parseQubicleEvent,
  matches: (event, input) => event?.kind === 'queue' && event.name === 'join' && input.passes('queues', event.queueId),
  load: (event) => (event?.kind === 'queue' ? event : null),
  dedupeKey: ({ key }) => key,
  record: async (event, id, context) => {
    const values = await queueCallerValues(event, context);
    const { position, estimatedWait, at } = event;
    const sentence = `${formatCaller(values)} joined ${values.queue_name ?? 'the queue'}${formatPosition(event)}`;
    return {
      id,
      summary: `${capitalize(sentence)}, ${formatTime(new Date(at ?? Date.now()), context.timeZone)}.`,
      ...values,
      position,
      ...durationValues('estimated_wait', estimatedWait),
    };
  },
  samples: async (input, context) => {
    const { stays } = await loadCallers(context);
    return stays
      .filter(({ queueId, agentId }) => agentId === null && input.passes('queues', queueId))
      .map((session) => eventOfSession('join', session, session.enteredAt));
  },
  outputFields: [
    field('id', 'string', 'Event ID'),
    field('summary', 'string', 'Summary'),
    ...queueCallerFields,
    field('position', 'number', 'Position'),
    ...durationFields('estimated_wait', 'Estimated Wait'),
  ],
  sample: {
    id: 'join-5d0e9b7c41a24f6c8e3a72f1b09d64ce-e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3--1795545125',
    summary: 'Ann Lee (+1 415-555-0134) joined Front Desk at position 1 (about 0:40 to wait), Tue 24 Nov, 10:32.',
    ...queueCallerSample,
    position: 1,
    estimated_wait_seconds: 40,
    estimated_wait_text: '0:40',
  },
});
