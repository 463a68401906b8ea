import { flag, isObject, object, parse, text } from '../../dash/schema.ts';
import { statusOfState, type Status } from '../status.ts';
import { parseSession, type Session } from './session.ts';
import { timestamp } from './timestamp.ts';

/** An agent right now. Times in milliseconds since 1970; what Qubicle doesn't report is null. */
export type RecipientStatus = {
  id: string;
  status: Status;
  offeredCall: Session | null;
  handlingCall: Session | null;
  loginAt: number | null;
  lastActionAt: number | null;
  lastHandledAt: number | null;
};

const parseCall = (value: unknown): Session | null => parseSession(value, null);

const recipientStatusSchema = {
  availability_state: text,
  available: flag,
  offered_call: parseCall,
  handling_call: parseCall,
  stats: object({ login_time: timestamp, last_action_time: timestamp, last_handled_time: timestamp }),
};

/** Null when the value isn't an agent's status. */
export const parseRecipientStatus = (id: string, value: unknown): RecipientStatus | null => {
  const found = parse(recipientStatusSchema, value);
  if (!isObject(value) || (found.availability_state === null && found.available === null)) return null;
  return {
    id,
    status: statusOfState(found.availability_state),
    offeredCall: found.offered_call,
    handlingCall: found.handling_call,
    loginAt: found.stats.login_time,
    lastActionAt: found.stats.last_action_time,
    lastHandledAt: found.stats.last_handled_time,
  };
};

/** An agent whom Qubicle lists without a status: it has a process only for agents who are signed in. */
export const signedOutRecipient = (id: string): RecipientStatus => ({
  id,
  status: 'signed_out',
  offeredCall: null,
  handlingCall: null,
  loginAt: null,
  lastActionAt: null,
  lastHandledAt: null,
});
