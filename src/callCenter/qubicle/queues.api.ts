import { inBatches } from '../../dash/batches.ts';
import type { Dash } from '../../dash/client.ts';
import { DashError } from '../../dash/dashError.ts';
import { number, object, parse, text } from '../../dash/schema.ts';
import { nullUnlessRetried, unexpectedAnswerError } from '../../zapier/errors.ts';
import { callCenterAccess } from '../access.ts';
import type { Entry } from '../engine.ts';
import { nullWhenRefused, parseRows, statusAccess } from './rows.ts';
import { parseSession, type Session } from './session.ts';

const queueSchema = { id: text, name: text };

const parseQueueRow = (row: unknown): Entry | null => {
  const { id, name } = parse(queueSchema, row);
  return id === null ? null : { id, name };
};

/** All queues: 1 request. `purpose` completes "Could not …". */
export const listQubicleQueues = async (dash: Dash, purpose: string): Promise<Entry[]> => {
  const rows = await dash.list(['qubicle_queues'], { ...callCenterAccess, purpose });
  return rows.map(parseQueueRow).filter((queue) => queue !== null);
};

/**
 * A queue right now. Waits in seconds. `abandonedCount` restarts at 0 from time to time. What Qubicle doesn't report is null.
 */
export type QueueStatus = {
  callsWaiting: number | null;
  agentsReady: number | null;
  agentsSignedIn: number | null;
  estimatedWait: number | null;
  longestWait: number | null;
  abandonedCount: number | null;
};

const queueStatusSchema = {
  active_recipient_count: number,
  available_recipient_count: number,
  stats: object({
    estimated_wait: number,
    longest_wait: number,
    active_session_count: number,
    abandoned_sessions: number,
  }),
  // Some operators send these instead.
  callers_waiting: number,
  recipients_available: number,
  longest_wait_seconds: number,
};

/** Null when the value isn't a queue's status. */
const parseQueueStatus = (value: unknown): QueueStatus | null => {
  const { stats, ...found } = parse(queueStatusSchema, value);
  const status = {
    callsWaiting: stats.active_session_count ?? found.callers_waiting,
    agentsReady: found.available_recipient_count ?? found.recipients_available,
    agentsSignedIn: found.active_recipient_count,
    estimatedWait: stats.estimated_wait,
    longestWait: stats.longest_wait ?? found.longest_wait_seconds,
    abandonedCount: stats.abandoned_sessions,
  };
  return Object.values(status).some((known) => known !== null) ? status : null;
};

const STATUS_ASK = { ...statusAccess, purpose: "read the queue's status" };

/** A queue's status, null when there is no such queue: 1 request. */
const findQueueStatus = async (dash: Dash, queueId: string): Promise<QueueStatus | null> => {
  const found = await dash.find(['qubicle_queues', queueId, 'status'], STATUS_ASK);
  if (found === null) return null;
  const status = parseQueueStatus(found);
  if (status === null) throw unexpectedAnswerError(STATUS_ASK);
  return status;
};

const nullWhenDown = (error: unknown): null => {
  if (error instanceof DashError && error.answer.status >= 500) return null;
  throw error;
};

/** Starts the processes of all queues that aren't running: 1 request. */
const startQueues = async (dash: Dash): Promise<void> => {
  const ask = { ...callCenterAccess, purpose: 'start the queue' };
  await dash.get(['qubicle_queues', 'ensure_started'], ask).catch(nullUnlessRetried);
};

/**
 * A queue's status: 1 request, or 2 and `start` when its process in the phone system isn't running. Null when Qubicle doesn't
 * have the queue.
 */
export const loadQueueStatus = async (
  dash: Dash,
  queueId: string,
  start: () => Promise<void> = () => startQueues(dash),
): Promise<QueueStatus | null> => {
  const first = await findQueueStatus(dash, queueId).catch(nullWhenDown);
  if (first !== null) return first;
  await start();
  return findQueueStatus(dash, queueId);
};

const statusRowSchema = { queue_id: text, id: text };

const parseQueueStatusRow = (row: unknown, key: string | null): [string, QueueStatus] | null => {
  const { queue_id, id } = parse(statusRowSchema, row);
  const queueId = key ?? queue_id ?? id;
  const status = parseQueueStatus(row);
  return queueId === null || status === null ? null : [queueId, status];
};

/** The statuses from the request for all queues; none if the operator's Qubicle doesn't have that request: 1 request. */
const listQueueStatuses = async (dash: Dash): Promise<ReadonlyMap<string, QueueStatus>> => {
  const ask = { ...statusAccess, purpose: "read the queues' status" };
  const found = await dash.get(['qubicle_queues', 'status'], ask).catch(nullWhenRefused);
  if (found === null) return new Map();
  const rows = parseRows(found, parseQueueStatusRow);
  if (rows === null) throw unexpectedAnswerError(ask);
  return new Map(rows);
};

/**
 * The statuses of these queues by ID: 1 request, 1 or 2 more for each queue that is missing from the answer, and 1 more if one
 * isn't running. A queue that Qubicle doesn't have is left out.
 */
export const loadQueueStatuses = async (
  dash: Dash,
  queueIds: readonly string[],
): Promise<ReadonlyMap<string, QueueStatus>> => {
  if (queueIds.length === 0) return new Map();
  const together = await listQueueStatuses(dash);
  const statuses = new Map<string, QueueStatus>();
  let started: Promise<void> | undefined;
  const start = (): Promise<void> => (started ??= startQueues(dash));
  await inBatches(queueIds, async (id) => {
    const status = together.get(id) ?? (await loadQueueStatus(dash, id, start));
    if (status !== null) statuses.set(id, status);
  });
  return statuses;
};

/** The callers in a queue: 1 request. */
export const listSessions = async (dash: Dash, queueId: string): Promise<Session[]> => {
  const ask = { ...callCenterAccess, purpose: 'read the callers in the queue' };
  const sessions = parseRows(await dash.get(['qubicle_queues', queueId, 'sessions'], ask), parseSession);
  if (sessions === null) throw unexpectedAnswerError(ask);
  return sessions.map((session) => ({ ...session, queueId: session.queueId ?? queueId }));
};

/** The callers in these queues: 1 request for each. */
export const listSessionsOf = async (dash: Dash, queueIds: readonly string[]): Promise<Session[]> =>
  (await inBatches(queueIds, (id) => listSessions(dash, id))).flat();
