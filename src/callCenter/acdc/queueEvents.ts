import { number, parse, text, type Parsed } from '../../dash/schema.ts';
import { QUEUE_CALL_LABELS, type QueueCallStatus } from '../queueCallStatus.ts';

const STATUSES = Object.keys(QUEUE_CALL_LABELS) as QueueCallStatus[];

/**
 * A call in the statistics. Times in Gregorian seconds, durations in seconds; KAZOO leaves out what is unknown
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

/** A call in a queue, as it is in Dash's statistics now. */
export type CallStatistic = Parsed<typeof statisticSchema> & { call_id: string; queue_id: string };

const isQueueCall = (row: Parsed<typeof statisticSchema>): row is CallStatistic =>
  row.call_id !== null && row.queue_id !== null;

/** The calls in the rows of the statistics, without the rows that lack a call or a queue. */
export const parseCallStatistics = (rows: readonly unknown[]): CallStatistic[] =>
  rows.map((row) => parse(statisticSchema, row)).filter(isQueueCall);

/** A call in a queue at one of its statuses; `at` is when it got the status, in Gregorian seconds. */
export type QueueEvent = { call: CallStatistic; status: QueueCallStatus; at: number };

const reachedAt = (call: CallStatistic): Record<QueueCallStatus, number | null> => ({
  waiting: call.entered_timestamp,
  handled: call.handled_timestamp,
  abandoned: call.abandoned_timestamp,
  processed: call.processed_timestamp,
});

/**
 * The statuses that the calls have had so far, newest first. Even a wait that begins and ends between two polls shows in the
 * times of the call. An agent may take a call in the same second in which it arrives.
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

/** The dedupe key of an event: the call, the queue, when the call entered it, and the status. */
export const queueEventKey = ({ call: { call_id, queue_id, entered_timestamp }, status }: QueueEvent): string =>
  [call_id, queue_id, entered_timestamp, status].filter((part) => part !== null).join('-');

/** Never negative: each node of the phone system writes its own times, and its clock may be a second behind. */
const secondsBetween = (start: number | null, end: number | null): number | null =>
  start === null || end === null ? null : Math.max(0, end - start);

/**
 * The durations that are known at a status, in seconds, so that a record doesn't depend on when it is created: a caller who
 * gives up and comes back keeps the same row (KAZOO, `acdc_stats:handle_waiting_stat`).
 */
export const durationsAt = ({ call, status }: QueueEvent): { wait: number | null; talk: number | null } => {
  const { entered_timestamp, handled_timestamp, abandoned_timestamp, processed_timestamp } = call;
  const waitedUntil = status === 'abandoned' ? abandoned_timestamp : handled_timestamp;
  const waited = secondsBetween(entered_timestamp, waitedUntil) ?? call.wait_time;
  const talked = secondsBetween(handled_timestamp, processed_timestamp) ?? call.talk_time;
  return { wait: status === 'waiting' ? null : waited, talk: status === 'processed' ? talked : null };
};
