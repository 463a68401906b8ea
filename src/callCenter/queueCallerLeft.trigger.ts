import { defineInputFields } from 'zapier-platform-core';
import { oneLine } from '../dash/schema.ts';
import { durationFields, durationValues, durationInWords } from '../fields/durations.ts';
import { field } from '../fields/output.ts';
import { formatCaller } from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';
import { formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { queuesFilter, POLLING_LABELS } from './callCenterFields.ts';
import type { QubicleEvent, QueueCallerEvent } from './qubicle/event.ts';
import { findHandler } from './qubicle/handler.lookUp.ts';
import { LEAVE_REASON_LABELS, type LeaveReason } from './qubicle/leaveReason.ts';
import { loadCallers } from './qubicle/sessions.api.ts';
import { secondsBetween } from './qubicle/timestamp.ts';
import { qubicleTrigger } from './qubicleTrigger.ts';
import {
  byNewest,
  eventOfSession,
  queueCallerFields,
  queueCallerSample,
  queueCallerValues,
} from './queueCaller.record.ts';
import { asSentence, formatAgent } from './sentences.ts';

/** Only a caller who left has a reason. */
type LeaveEvent = QueueCallerEvent & { reason: LeaveReason };

const hasLeft = (event: QubicleEvent): event is LeaveEvent => event.kind === 'queue' && event.reason !== null;

/** A caller who left: `event.recipientId` is the agent who took the call. */
type Departure = { event: QueueCallerEvent; reason: LeaveReason };

/** Whether somebody may have taken the call whom the event doesn't name. */
const mayHaveAgent = ({ reason, recipientId }: QueueCallerEvent): boolean =>
  recipientId === null && (reason === 'answered' || reason === 'other');

/** Who took the call, where the event doesn't say: see `findHandler` for the cost. */
const departureOf = async (event: LeaveEvent, context: Context): Promise<Departure> => {
  const { reason } = event;
  const handler = mayHaveAgent(event) && event.sessionId !== null ? await findHandler(context, event.sessionId) : null;
  if (handler === null) return { event, reason };
  const { agentId, enteredAt } = handler;
  const waited = secondsBetween(enteredAt, event.at);
  return {
    event: { ...event, recipientId: agentId, wait: event.wait ?? waited },
    reason: event.reasonWord === null ? 'answered' : reason,
  };
};

const sentences: Readonly<Record<LeaveReason, (who: string, queue: string, agent: string) => string>> = {
  answered: (who, queue, agent) => `${agent} answered ${who} in ${queue}`,
  abandoned: (who, queue) => `${who} gave up in ${queue}`,
  timed_out: (who, queue) => `nobody answered ${who} in ${queue} in time`,
  other: (who, queue) => `${who} left ${queue}`,
};

/** The label of a reason; one that isn't known has the call center's own word beside it. */
const formatReason = (reason: LeaveReason, word: string | null): string =>
  reason === 'other' && word !== null ? `${LEAVE_REASON_LABELS.other} (${oneLine(word)})` : LEAVE_REASON_LABELS[reason];

export const queueCallerLeft = qubicleTrigger({
  key: 'queue_caller_left',
  noun: 'Caller',
  label: 'Caller Left Queue',
  description: 'Triggers when a caller leaves a queue: answered, abandoned, or timed out.',
  inputFields: defineInputFields([
    queuesFilter,
    {
      key: 'reasons',
      label: 'Reasons',
      type: 'string',
      list: true,
      choices: { ...LEAVE_REASON_LABELS },
      helpText: 'Why the caller left. Abandoned: the caller hung up while waiting. Leave empty for any.',
    },
  ]),
  hook: 'qubicle_queue_leave',
  pollingTrigger: POLLING_LABELS.queueCall,
  select: (event: QubicleEvent) => (hasLeft(event) ? event : null),
  matches: (event, input) =>
    input.passes('queues', event.queueId) &&
    (event.reasonWord === null && mayHaveAgent(event) ? null : input.passes('reasons', event.reason)),
  load: async (event, input, context) => {
    const departure = await departureOf(event, context);
    return input.passes('reasons', departure.reason) ? departure : null;
  },
  dedupeKey: ({ event }) => event.key,
  record: async ({ event, reason }, id, context) => {
    const agentId = reason === 'answered' || reason === 'other' ? event.recipientId : null;
    const [values, person] = await Promise.all([queueCallerValues(event, context), findPerson(context, agentId)]);
    const agent = agentId === null ? 'an agent' : formatAgent(person);
    const sentence = sentences[reason](formatCaller(values), values.queue_name ?? 'the queue', agent);
    const waited = event.wait === null ? '' : ` after a wait of ${durationInWords(event.wait)}`;
    return {
      id,
      summary: `${asSentence(`${sentence}${waited}`)}, ${formatTime(new Date(event.at ?? Date.now()), context.timeZone)}.`,
      ...values,
      reason,
      reason_text: formatReason(reason, event.reasonWord),
      ...durationValues('wait', event.wait),
      ...person,
    };
  },
  samples: async (input, context) => {
    const { stays } = await loadCallers(context);
    return stays
      .filter(({ queueId, agentId }) => agentId !== null && input.passes('queues', queueId))
      .filter(() => input.passes('reasons', 'answered'))
      .map((stay) => ({
        ...eventOfSession('leave', stay, stay.handledAt),
        recipientId: stay.agentId,
        wait: secondsBetween(stay.enteredAt, stay.handledAt),
      }))
      .sort(byNewest)
      .map((event) => ({ event, reason: 'answered' as const }));
  },
  outputFields: [
    field('id', 'string', 'Event ID'),
    field('summary', 'string', 'Summary'),
    ...queueCallerFields,
    field('reason', 'string', 'Reason'),
    field('reason_text', 'string', 'Reason (as Text)'),
    ...durationFields('wait', 'Wait'),
    ...personFields,
  ],
  sample: {
    id: 'leave-5d0e9b7c41a24f6c8e3a72f1b09d64ce-e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3--1795547118',
    summary: 'Jane Doe answered Ann Lee (415-555-0134) in Front Desk after a wait of 8 sec, Tue, Nov 24, 11:05 AM.',
    ...queueCallerSample('11:05:18'),
    reason: 'answered',
    reason_text: 'Answered',
    wait_seconds: 8,
    wait_text: '0:08',
    ...personSample,
  },
});
