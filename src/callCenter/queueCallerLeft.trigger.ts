import { defineInputFields } from 'zapier-platform-core';
import { oneLine } from '../dash/schema.ts';
import { durationFields, durationValues } from '../fields/durations.ts';
import { field } from '../fields/output.ts';
import { formatCaller } from '../fields/parties.ts';
import { personSample } from '../fields/person.ts';
import { formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { agentPersonFields } from './agent.record.ts';
import { INSTANT_LABELS, instantQueueAbout, POLLING_LABELS, queuesFilter } from './callCenterFields.ts';
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
import { asSentence, formatAgent, formatGivingUp, formatWait } from './sentences.ts';

/** The event of a caller who left; no other event has a reason. */
type LeaveEvent = QueueCallerEvent & { reason: LeaveReason };

const hasLeft = (event: QubicleEvent): event is LeaveEvent => event.kind === 'queue' && event.reason !== null;

/** A caller who left; `event.recipientId` is the agent who took the call. */
type Departure = { event: QueueCallerEvent; reason: LeaveReason };

/** Whether an agent whom the event doesn't name may have taken the call. */
const mayHaveAgent = ({ reason, recipientId }: QueueCallerEvent): boolean =>
  recipientId === null && (reason === 'answered' || reason === 'other');

/** Looks up who took the call, unless the event has that: see `findHandler` for the cost. */
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

type SentenceParts = { who: string; agent: string; queue: string; wait: number | null };

const sentences: Readonly<Record<LeaveReason, (parts: SentenceParts) => string>> = {
  answered: ({ who, agent, queue, wait }) => `${agent} answered ${who} in ${queue}${formatWait(wait)}`,
  abandoned: ({ who, queue, wait }) => formatGivingUp(who, queue, wait),
  timed_out: ({ who, queue, wait }) => `${who} left ${queue} unanswered${formatWait(wait)}`,
  other: ({ who, queue, wait }) => `${who} left ${queue}${formatWait(wait)}`,
};

/** The label of a reason; for Other, the call center's own word is added in parentheses. */
const formatReason = (reason: LeaveReason, word: string | null): string =>
  reason === 'other' && word !== null ? `${LEAVE_REASON_LABELS.other} (${oneLine(word)})` : LEAVE_REASON_LABELS[reason];

export const queueCallerLeft = qubicleTrigger({
  key: 'queue_caller_left',
  noun: 'Caller',
  label: INSTANT_LABELS.left,
  description: 'Triggers when a caller in a call center queue is answered, gives up, or times out.',
  inputFields: defineInputFields([
    instantQueueAbout,
    queuesFilter,
    {
      key: 'reasons',
      label: 'Reasons',
      type: 'string',
      list: true,
      choices: { ...LEAVE_REASON_LABELS },
      helpText:
        'Abandoned: the caller hung up while waiting. Timed Out: nobody answered in time, or the queue was full. Leave empty for any reason.',
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
    const queue = values.queue_name ?? 'the queue';
    const sentence = sentences[reason]({ who: formatCaller(values), agent, queue, wait: event.wait });
    return {
      id,
      summary: `${asSentence(sentence)}, ${formatTime(new Date(event.at ?? Date.now()), context.timeZone)}.`,
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
    ...queueCallerFields('Left'),
    field('reason', 'string', 'Reason'),
    field('reason_text', 'string', 'Reason (as Text)'),
    ...durationFields('wait', 'Wait'),
    ...agentPersonFields,
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
