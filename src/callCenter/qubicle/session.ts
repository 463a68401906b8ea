import { isObject, parse, text } from '../../dash/schema.ts';
import type { ParseRow } from './rows.ts';
import { timestamp } from './timestamp.ts';

/** A caller's stay in the queues. What Qubicle doesn't report is null; `enteredAt` in milliseconds since 1970. */
export type Session = {
  id: string;
  queueId: string | null;
  callId: string | null;
  callerName: string | null;
  callerNumber: string | null;
  enteredAt: number | null;
};

const sessionSchema = {
  session_id: text,
  id: text,
  queue_id: text,
  call_id: text,
  caller_id_name: text,
  caller_id_number: text,
  queue_enter_time: timestamp,
};

/** Parses a session: an object with its ID, an object under its ID, or the ID alone. */
export const parseSession: ParseRow<Session> = (row, key) => {
  const isBareId = typeof row === 'string' && key === null;
  const { id: rowId, session_id, ...found } = parse(sessionSchema, isBareId ? { session_id: row } : row);
  // An object under a key is a session only if it looks like one: it may also be a wrapper around a list.
  const isKeyed = isObject(row) && Object.values(found).some((value) => value !== null);
  const id = session_id ?? rowId ?? (isKeyed ? key : null);
  return id === null
    ? null
    : {
        id,
        queueId: found.queue_id,
        callId: found.call_id,
        callerName: found.caller_id_name,
        callerNumber: found.caller_id_number,
        enteredAt: found.queue_enter_time,
      };
};
