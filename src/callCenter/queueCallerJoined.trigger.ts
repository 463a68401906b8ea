import { defineInputFields } from 'zapier-platform-core';
import { durationFields, durationValues, durationInWords } from '../fields/durations.ts';
import { field } from '../fields/output.ts';
import { formatCaller } from '../fields/parties.ts';
import { formatTime } from '../fields/times.ts';
import { INSTANT_LABELS, instantQueueAbout, POLLING_LABELS, queuesFilter } from './callCenterFields.ts';
import type { QubicleEvent, QueueCallerEvent } from './qubicle/event.ts';
import { loadCallers } from './qubicle/sessions.api.ts';
import { qubicleTrigger } from './qubicleTrigger.ts';
import {
  byNewest,
  eventOfSession,
  queueCallerFields,
  queueCallerSample,
  queueCallerValues,
} from './queueCaller.record.ts';
import { asSentence } from './sentences.ts';

/** The caller's place in the queue, such as ` at position 2 (estimated wait: 40 sec)`. */
const formatPosition = ({ position, estimatedWait }: QueueCallerEvent): string =>
  [
    position === null ? '' : ` at position ${position}`,
    estimatedWait ? ` (estimated wait: ${durationInWords(estimatedWait)})` : '',
  ].join('');

export const queueCallerJoined = qubicleTrigger({
  key: 'queue_caller_joined',
  noun: 'Caller',
  label: INSTANT_LABELS.joined,
  description: 'Triggers when a caller joins a call center queue.',
  inputFields: defineInputFields([instantQueueAbout, queuesFilter]),
  hook: 'qubicle_queue_join',
  pollingTrigger: POLLING_LABELS.queueCall,
  select: (event: QubicleEvent) => (event.kind === 'queue' && event.name === 'join' ? event : null),
  matches: ({ queueId }, input) => input.passes('queues', queueId),
  load: (event) => event,
  dedupeKey: ({ key }) => key,
  record: async (event, id, context) => {
    const values = await queueCallerValues(event, context);
    const { position, estimatedWait, at } = event;
    const sentence = `${formatCaller(values)} joined ${values.queue_name ?? 'the queue'}${formatPosition(event)}`;
    return {
      id,
      summary: `${asSentence(sentence)}, ${formatTime(new Date(at ?? Date.now()), context.timeZone)}.`,
      ...values,
      position,
      ...durationValues('estimated_wait', estimatedWait),
    };
  },
  samples: async (input, context) => {
    const { stays } = await loadCallers(context);
    return stays
      .filter(({ queueId, agentId }) => agentId === null && input.passes('queues', queueId))
      .map((session) => eventOfSession('join', session, session.enteredAt))
      .sort(byNewest);
  },
  outputFields: [
    field('id', 'string', 'Event ID'),
    field('summary', 'string', 'Summary'),
    ...queueCallerFields('Joined'),
    field('position', 'number', 'Position in Queue'),
    ...durationFields('estimated_wait', 'Estimated Wait'),
  ],
  sample: {
    id: 'join-5d0e9b7c41a24f6c8e3a72f1b09d64ce-e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3--1795547110',
    summary: 'Ann Lee (415-555-0134) joined Front Desk at position 1 (estimated wait: 40 sec), Tue, Nov 24, 11:05 AM.',
    ...queueCallerSample('11:05:10'),
    position: 1,
    estimated_wait_seconds: 40,
    estimated_wait_text: '0:40',
  },
});
