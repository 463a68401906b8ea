import { fromGregorian } from '../dash/time.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { callerValues, callerFields, formatCaller } from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';
import { durationFields, durationValues, formatDuration } from '../fields/durations.ts';
import { eventTimeFields, eventTimeValues, formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { queueFields, queueSample } from './queue.record.ts';
import { durationsAt, queueEventKey, type QueueCallStatus, type QueueEvent } from './queueEvents.ts';
import { findQueueName } from './queues.lookUp.ts';
import { capitalize, formatAgent } from './sentences.ts';

export const queueCallFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  ...callerFields,
  ...queueFields,
  ...eventTimeFields('entered', 'Entered'),
  ...durationFields('wait', 'Wait'),
  ...durationFields('talk', 'Talk'),
  ...personFields,
] as const;

type QueueCallRecord = RecordOf<typeof queueCallFields>;

type SentenceParts = { who: string; agent: string; queue: string; waited: string; talked: string };

const sentences: Record<QueueCallStatus, (parts: SentenceParts) => string> = {
  waiting: ({ who, queue }) => `${who} came into ${queue}`,
  handled: ({ who, agent, queue, waited }) => `${agent} took the call of ${who} in ${queue}${waited}`,
  abandoned: ({ who, queue, waited }) => `${who} left ${queue} without an answer${waited}`,
  processed: ({ who, agent, queue, waited, talked }) => `${agent} talked with ${who}${talked} in ${queue}${waited}`,
};

/** The record of a call at a status: 2 requests, for queue and agent, none while these are cached. */
export const queueCallRecord = async (event: QueueEvent, context: Context): Promise<QueueCallRecord> => {
  const { call, status } = event;
  const agentId = status === 'handled' || status === 'processed' ? call.agent_id : null;
  const [queue_name, person] = await Promise.all([findQueueName(context, call.queue_id), findPerson(context, agentId)]);
  const callerBlock = callerValues(call.caller_id_number, call.caller_id_name);
  const entered = fromGregorian(call.entered_timestamp);
  const { wait, talk } = durationsAt(event);
  const sentence = sentences[status]({
    who: formatCaller(callerBlock),
    agent: agentId === null ? 'an agent' : formatAgent(person),
    queue: queue_name ?? 'the queue',
    waited: wait === null ? '' : ` after a wait of ${formatDuration(wait)}`,
    talked: talk === null ? '' : ` for ${formatDuration(talk)}`,
  });
  return {
    id: queueEventKey(event),
    summary: `${capitalize([sentence, ...(entered ? [formatTime(entered, context.timeZone)] : [])].join(', '))}.`,
    status,
    ...callerBlock,
    queue_id: call.queue_id,
    queue_name,
    ...eventTimeValues('entered', entered, context.timeZone),
    ...durationValues('wait', wait),
    ...durationValues('talk', talk),
    ...person,
  };
};

export const queueCallSample: QueueCallRecord = {
  id: 'NDlkNGI3OTZl@10.126.0.9-e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3-63962764325-processed',
  summary:
    'Jane Doe talked with Ann Lee (+1 415-488-6134) for 2:05 in Front Desk after a wait of 0:12, Tue 24 Nov, 10:32.',
  status: 'processed',
  from_number: '+14154886134',
  from_name: 'Ann Lee',
  ...queueSample,
  entered_at: '2026-11-24T18:32:05Z',
  entered_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
  wait_seconds: 12,
  wait_text: '0:12',
  talk_seconds: 125,
  talk_text: '2:05',
  ...personSample,
};
