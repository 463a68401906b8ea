import { number, parse, text, type Parsed } from '../../dash/schema.ts';
import { QUEUE_CALL_LABELS, type QueueCallStatus } from '../queueCallStatus.ts';

const STATUSES = Object.keys(QUEUE_CALL_LABELS) as QueueCallStatus[];

/**
 * A call in the statistics; times in Gregorian seconds, durations in seconds. KAZOO leaves out what is unknown
 * (`acdc_stats:call_stat_to_doc`).
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
export type CallStatistic = Parsed<typeof statisticSchema> & { call_id: string; queue_id: string };

const isQueueCall = (row: Parsed<typeof statisticSchema>): row is CallStatistic =>
  row.call_id !== null && row.queue_id !== null;

/** The calls in the rows of the statistics; a row without a call or a queue is left out. */
export const parseCallStatistics = (rows: readonly unknown[]): CallStatistic[] =>
  rows.map((row) => parse(statisticSchema, row)).filter(isQueueCall);

/** A call in a queue at one of its statuses, and when it got that. */
export type QueueEvent = { call: CallStatistic; status: QueueCallStatus; at: number };

const reachedAt = (call: CallStatistic): Record<QueueCallStatus, number | null> => ({
  waiting: call.entered_timestamp,
  handled: call.handled_timestamp,
  abandoned: call.abandoned_timestamp,
  processed: call.processed_timestamp,
});

/**
 * The statuses that calls got so far, newest first. A short wait begins and ends between two polls; the times of the call
 * still show it. An agent may take a call in the second in which it came.
 */
export const queueEventsOf = (calls: readonly CallStatistic[]): QueueEvent[] =>
  calls
    .flatMap((call) =>
      STATUSES.flatMap((status) => {
        const at = reachedAt(call)[status];
        return at !== null || call.status === status ? [{ call, status, at: at ?? 0 }] : [];
      }),
    )
    .sort((a, b) => a.at - b.at)
    .reverse();

/** The dedupe key of an event: the call, the queue, when the call came into it, and the status. */
export const queueEventKey = ({ call: { call_id, queue_id, entered_timestamp }, status }: QueueEvent): string =>
  [call_id, queue_id, entered_timestamp, status].filter((part) => part !== null).join('-');

/** Each node of the phone system writes its own times, and its clock may be a second behind. */
const secondsBetween = (start: number | null, end: number | null): number | null =>
  start === null || end === null ? null : Math.max(0, end - start);

/**
 * The durations that are known at a status, in seconds, so that a record is the same whenever it is made: a caller who
 * gave up and came back has the same entry (KAZOO, `acdc_stats:handle_waiting_stat`).
 */
export const durationsAt = ({ call, status }: QueueEvent): { wait: number | null; talk: number | null } => {
  const { entered_timestamp, handled_timestamp, abandoned_timestamp, processed_timestamp } = call;
  const waitedUntil = status === 'abandoned' ? abandoned_timestamp : handled_timestamp;
  const waited = secondsBetween(entered_timestamp, waitedUntil) ?? call.wait_time;
  const talked = secondsBetween(handled_timestamp, processed_timestamp) ?? call.talk_time;
  return { wait: status === 'waiting' ? null : waited, talk: status === 'processed' ? talked : null };
};
