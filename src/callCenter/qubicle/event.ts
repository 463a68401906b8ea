import { number, object, parse, text, type Parser } from '../../dash/schema.ts';
import { SECOND_MS } from '../../dash/time.ts';
import { statusOfEventName, statusOfState, type Status } from '../status.ts';
import { leaveReason, type LeaveReason } from './leaveReason.ts';
import { timestamp } from './timestamp.ts';

/** What every event has; null when it isn't in the payload. `at` is in milliseconds since 1970. */
type EventBase = {
  /**
   * The dedupe key: the same event may arrive once from each zone of the phone system. Null without a time, or without anything
   * that distinguishes one caller or agent from another.
   */
  key: string | null;
  /** Qubicle's `event_name`. */
  name: string;
  at: number | null;
  queueId: string | null;
  queueName: string | null;
  sessionId: string | null;
  callId: string | null;
  /** Null when the payload has no caller, which doesn't mean that the caller hid the number. */
  caller: { name: string | null; number: string | null } | null;
  recipientId: string | null;
  /** Qubicle's own word for the reason. */
  reasonWord: string | null;
};

/** An event of an agent: `status` is the status afterwards, `previous` the one before if it is certain. */
export type RecipientEvent = EventBase & {
  kind: 'recipient';
  recipientId: string;
  username: string | null;
  status: Status;
  previous: Status | null;
};

/** A caller joined or left a queue, or the queue itself changed. Waits are in seconds. */
export type QueueCallerEvent = EventBase & {
  kind: 'queue';
  queueId: string;
  position: number | null;
  estimatedWait: number | null;
  /** The total wait, only in an event for a caller who left. */
  wait: number | null;
  /** Only in an event for a caller who left. `recipientId` is the agent who took the call, if the payload has one. */
  reason: LeaveReason | null;
};

export type QubicleEvent = RecipientEvent | QueueCallerEvent;

/** Seconds. In form data every value is a string, and KAZOO cuts off fractions in the wrong place (`kz_http_util:urlencode`). */
const seconds: Parser<number | null> = (value) =>
  typeof value === 'string' && !/^\s*\d+\s*$/.test(value) ? null : number(value);

const payloadSchema = {
  event_name: text,
  hook_event: text,
  event_timestamp: timestamp,
  event_unix_timestamp: timestamp,
  queue_id: text,
  queue_name: text,
  session_id: text,
  call_id: text,
  caller_id_name: text,
  caller_id_number: text,
  recipient_id: text,
  username: text,
  state: text,
  reason: text,
  position: seconds,
  estimated_wait: seconds,
  wait_time: seconds,
  total_wait: seconds,
  wait: seconds,
  duration: seconds,
  stats: object({ estimated_wait: seconds }),
};

/** The events for a caller in a queue; they may have an agent, too. */
const CALLER_EVENTS = ['join', 'leave'];

/** The event name of a hook, such as `join` for `qubicle_queue_join`. */
const nameOfHook = (hook: string | null): string | null =>
  /^qubicle_(?:queue|recipient)_(.+)/.exec(hook ?? '')?.[1] ?? null;

/**
 * Parses a Qubicle event from a webhook's payload, sent as JSON or as form data; null when it isn't one. A payload with an agent
 * is an event of that agent, any other one is of a queue: both have events named `create` and `delete`.
 */
export const parseQubicleEvent = (payload: unknown): QubicleEvent | null => {
  const found = parse(payloadSchema, payload);
  const name = found.event_name ?? nameOfHook(found.hook_event);
  const { queue_id: queueId, session_id: sessionId, recipient_id: recipientId } = found;
  if (name === null) return null;
  const at = found.event_timestamp ?? found.event_unix_timestamp;
  const who = sessionId ?? recipientId ?? found.call_id ?? found.caller_id_number;
  const base = {
    // Two callers may join a queue in the same second.
    key: at === null || who === null ? null : [name, who, queueId, recipientId, at / SECOND_MS].join('-'),
    name,
    at,
    queueName: found.queue_name,
    sessionId,
    callId: found.call_id,
    caller:
      found.caller_id_name === null && found.caller_id_number === null
        ? null
        : { name: found.caller_id_name, number: found.caller_id_number },
    reasonWord: found.reason,
  };
  if (recipientId !== null && !CALLER_EVENTS.includes(name)) {
    const status = statusOfEventName(name);
    return {
      ...base,
      kind: 'recipient',
      queueId,
      recipientId,
      username: found.username,
      status: status === 'unknown' ? statusOfState(found.state) : status,
      previous: name === 'create' ? 'signed_out' : null,
    };
  }
  if (queueId === null) return null;
  const hasLeft = name === 'leave';
  return {
    ...base,
    kind: 'queue',
    queueId,
    recipientId,
    position: found.position,
    estimatedWait: found.estimated_wait ?? found.stats.estimated_wait,
    wait: hasLeft ? (found.wait_time ?? found.total_wait ?? found.wait ?? found.duration) : null,
    reason: hasLeft ? leaveReason(found.reason, recipientId !== null) : null,
  };
};
