import type { Dash } from '../dash/client.ts';
import { isObject, number, parse, text, type Parsed } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.ts';
import { unexpectedAnswerError } from '../zapier/errors.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import {
  formatDuration,
  durationValues,
  durationFields,
  eventTimeValues,
  eventTimeFields,
  formatTime,
} from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { caller, callerFields, formatCaller } from '../fields/parties.ts';
import { personFields } from '../fields/person.ts';
import { samplePerson, formatAgent, withCapital } from './agent.ts';
import { findQueueName, queueFields, sampleQueue } from './queue.ts';
import { wording } from './section.ts';

/** What becomes of a call in a queue, in the order of time: it waits, an agent takes it or the caller gives up, it ends. */
export const QUEUE_CALL_LABELS = {
  waiting: 'Waiting',
  handled: 'Taken by an Agent',
  abandoned: 'Abandoned',
  processed: 'Finished',
} as const;

export type QueueCallStatus = keyof typeof QUEUE_CALL_LABELS;

const STATUSES = Object.keys(QUEUE_CALL_LABELS) as QueueCallStatus[];

/**
 * A call in the statistics; times in Gregorian seconds, lengths in seconds. What is not known is left out (KAZOO,
 * `acdc_stats:call_stat_to_doc`).
 */
const statisticSchema = {
  call_id: text,
  queue_id: text,
  agent_id: text,
  status: text,
  caller_id_number: text,
  caller_id_name: text,
  entered_timestamp: number,
  handled_timestamp: number,
  abandoned_timestamp: number,
  processed_timestamp: number,
  wait_time: number,
  talk_time: number,
};

/** A call in a queue, as Dash's statistics have it now. */
export type QueueCall = Parsed<typeof statisticSchema> & { call_id: string; queue_id: string };

const isQueueCall = (row: Parsed<typeof statisticSchema>): row is QueueCall =>
  row.call_id !== null && row.queue_id !== null;

/**
 * The calls of all queues that Dash remembers, and when it said so in Gregorian seconds: 1 request. Without a time
 * range it gives all that is in its memory; a range would leave out a call that waited since before it.
 */
export const listQueueCalls = async (dash: Dash): Promise<{ calls: QueueCall[]; at: number | null }> => {
  const ask = { ...wording, purpose: 'read the calls of the queues' };
  const data = await dash.get(['queues', 'stats'], ask);
  if (!isObject(data)) throw unexpectedAnswerError(ask);
  const { current_timestamp, stats } = data;
  const rows = Array.isArray(stats) ? stats : [];
  return { calls: rows.map((row) => parse(statisticSchema, row)).filter(isQueueCall), at: number(current_timestamp) };
};

/** A call in a queue at one of its statuses, and when it got that. */
export type QueueEvent = { call: QueueCall; status: QueueCallStatus; at: number };

const reachedAt = (call: QueueCall): Record<QueueCallStatus, number | null> => ({
  waiting: call.entered_timestamp,
  handled: call.handled_timestamp,
  abandoned: call.abandoned_timestamp,
  processed: call.processed_timestamp,
});

/**
 * The statuses that calls got so far, newest first. A short wait begins and ends between two polls; its times tell of
 * it all the same. An agent may take a call in the second in which it came.
 */
export const eventsOf = (calls: readonly QueueCall[]): QueueEvent[] =>
  calls
    .flatMap((call) =>
      STATUSES.flatMap((status) => {
        const at = reachedAt(call)[status];
        return at !== null || call.status === status ? [{ call, status, at: at ?? 0 }] : [];
      }),
    )
    .sort((a, b) => a.at - b.at)
    .reverse();

/** The call, the queue, when it came into it, and the status. */
export const identityOf = ({ call: { call_id, queue_id, entered_timestamp }, status }: QueueEvent): string =>
  [call_id, queue_id, entered_timestamp, status].filter((part) => part !== null).join('-');

const secondsBetween = (start: number | null, end: number | null): number | null =>
  start === null || end === null ? null : end - start;

/**
 * What is known of the lengths at a status, so that a record is the same whenever it is made: a caller who gave up and
 * came back is counted by the same entry (KAZOO, `acdc_stats:handle_waiting_stat`).
 */
const lengthsAt = ({ call, status }: QueueEvent): { wait: number | null; talk: number | null } => {
  const { entered_timestamp, handled_timestamp, abandoned_timestamp, processed_timestamp } = call;
  const waitedUntil = status === 'abandoned' ? abandoned_timestamp : handled_timestamp;
  const waited = secondsBetween(entered_timestamp, waitedUntil) ?? call.wait_time;
  const talked = secondsBetween(handled_timestamp, processed_timestamp) ?? call.talk_time;
  return { wait: status === 'waiting' ? null : waited, talk: status === 'processed' ? talked : null };
};

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

export type QueueCallRecord = RecordOf<typeof queueCallFields>;

type Told = { who: string; agent: string; queue: string; waited: string; talked: string };

const sentences: Record<QueueCallStatus, (told: Told) => string> = {
  waiting: ({ who, queue }) => `${who} came into ${queue}`,
  handled: ({ who, agent, queue, waited }) => `${agent} took the call of ${who} in ${queue}${waited}`,
  abandoned: ({ who, queue, waited }) => `${who} left ${queue} without an answer${waited}`,
  processed: ({ who, agent, queue, waited, talked }) => `${agent} talked with ${who}${talked} in ${queue}${waited}`,
};

/** The record of a call at a status: 2 requests, for queue and agent, and none while these are cached. */
export const queueCallRecord = async (
  event: QueueEvent,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<QueueCallRecord> => {
  const { call, status } = event;
  const agentId = status === 'handled' || status === 'processed' ? call.agent_id : null;
  const [queue_name, person] = await Promise.all([findQueueName(z, dash, call.queue_id), findPerson(z, dash, agentId)]);
  const callerBlock = caller(call.caller_id_number, call.caller_id_name);
  const entered = fromGregorian(call.entered_timestamp);
  const { wait, talk } = lengthsAt(event);
  const sentence = sentences[status]({
    who: formatCaller(callerBlock),
    agent: agentId === null ? 'an agent' : formatAgent(person),
    queue: queue_name ?? 'the queue',
    waited: wait === null ? '' : ` after a wait of ${formatDuration(wait)}`,
    talked: talk === null ? '' : ` for ${formatDuration(talk)}`,
  });
  return {
    id: identityOf(event),
    summary: `${withCapital([sentence, ...(entered ? [formatTime(entered, timeZone)] : [])].join(', '))}.`,
    status,
    ...callerBlock,
    queue_id: call.queue_id,
    queue_name,
    ...eventTimeValues('entered', entered, timeZone),
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
  from_number_national: '(415) 488-6134',
  from_country: 'US',
  from_name: 'Ann Lee',
  from_tel_link: 'tel:+14154886134',
  ...sampleQueue,
  entered_at: '2026-11-24T18:32:05Z',
  entered_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  wait_seconds: 12,
  wait_text: '0:12',
  talk_seconds: 125,
  talk_text: '2:05',
  ...samplePerson,
};
