import { durationFields, durationValues, durationInWords } from '../fields/durations.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { formatCaller } from '../fields/parties.ts';
import { personSample } from '../fields/person.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { agentPersonFields } from './agent.record.ts';
import type { Engine, QueueCall } from './engine.ts';
import { queueFields, queueSample } from './queue.record.ts';
import { inQueueFields, inQueueSample, inQueueValues } from './queueCaller.record.ts';
import { QUEUE_CALL_LABELS, type QueueCallStatus } from './queueCallStatus.ts';
import { asSentence, formatAgent, formatGivingUp, formatWait } from './sentences.ts';

export const queueCallFields = [
  field('id', 'string', 'Queue Call ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  field('status_text', 'string', 'Status (as Text)'),
  ...inQueueFields,
  ...queueFields,
  ...eventTimeFields('entered', 'Entered Queue'),
  ...durationFields('wait', 'Wait'),
  ...durationFields('talk', 'Talk'),
  field('call_id', 'string', 'Call ID'),
  ...agentPersonFields,
] as const;

type QueueCallRecord = RecordOf<typeof queueCallFields>;

type SentenceParts = { who: string; agent: string | null; queue: string; wait: number | null; talked: string };

const sentences: Record<QueueCallStatus, (parts: SentenceParts) => string> = {
  waiting: ({ who, queue }) => `${who} is waiting in ${queue}`,
  handled: ({ who, agent, queue, wait }) => `${agent ?? 'an agent'} answered ${who} in ${queue}${formatWait(wait)}`,
  abandoned: ({ who, queue, wait }) => formatGivingUp(who, queue, wait),
  processed: ({ who, agent, queue, wait, talked }) =>
    agent === null
      ? `the call with ${who} in ${queue} ended${formatWait(wait)}`
      : `${agent} talked with ${who}${talked} in ${queue}${formatWait(wait)}`,
};

/** The record of a call at a status: 2 requests, for the queue and the agent, none while both are cached. */
export const queueCallRecord = async (call: QueueCall, engine: Engine, context: Context): Promise<QueueCallRecord> => {
  const { status, queueId, agentId, enteredAt, wait, talk } = call;
  const [queue_name, person] = await Promise.all([
    engine.findQueueName(context, queueId),
    findPerson(context, agentId),
  ]);
  const caller = inQueueValues(call.caller);
  const sentence = sentences[status]({
    who: formatCaller(caller),
    agent: agentId === null ? null : formatAgent(person),
    queue: queue_name ?? 'the queue',
    wait,
    talked: talk === null ? '' : ` for ${durationInWords(talk)}`,
  });
  return {
    id: call.key,
    summary: `${asSentence([sentence, ...(enteredAt ? [formatTime(enteredAt, context.timeZone)] : [])].join(', '))}.`,
    status,
    status_text: QUEUE_CALL_LABELS[status],
    ...caller,
    queue_id: queueId,
    queue_name,
    ...eventTimeValues('entered', enteredAt, context.timeZone),
    ...durationValues('wait', wait),
    ...durationValues('talk', talk),
    call_id: call.callId,
    ...person,
  };
};

/** The same answered call as in the other samples. */
export const queueCallSample: QueueCallRecord = {
  id: 'YTk4MWY0OGEy@10.126.0.9-e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3-63962766310-processed',
  summary:
    'Jane Doe talked with Ann Lee (415-555-0134) for 2 min 5 sec in Front Desk after a wait of 8 sec, Tue, Nov 24, 11:05 AM.',
  status: 'processed',
  status_text: 'Finished',
  ...inQueueSample,
  ...queueSample,
  ...eventTimeSample('entered', '11:05:10'),
  wait_seconds: 8,
  wait_text: '0:08',
  talk_seconds: 125,
  talk_text: '2:05',
  call_id: 'YTk4MWY0OGEy@10.126.0.9',
  ...personSample,
};
