import type { Party } from '../fields/parties.ts';
import { isQuickcall, type Leg } from '../calls/legs/leg.ts';
import { flag, number, object, parse, text } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { reference } from '../calls/reference.ts';
import { withoutRealm } from '../fields/phoneNumbers.ts';

const channelSchema = {
  uuid: text,
  direction: text,
  answered: flag,
  authorizing_id: text,
  authorizing_type: text,
  owner_id: text,
  username: text,
  caller_id_number: text,
  caller_id_name: text,
  callee_id_number: text,
  callee_id_name: text,
  destination: text,
  elapsed_s: number,
  timestamp: number,
  interaction_id: text,
  other_leg: text,
  is_loopback: flag,
  is_onhold: flag,
  custom_application_vars: object({ correlation_id: reference }),
};

/** A leg in progress, with its durations so far. */
export type Channel = Leg & { isOnHold: boolean };

const party = (rawNumber: string | null, name: string | null): Party => ({ number: withoutRealm(rawNumber), name });

const UNKNOWN = party(null, null);

/** The dialed number. A leg to a phone has the phone's SIP user name instead, which nobody dialed. */
const dialedOf = (destination: string | null, username: string | null): string | null => {
  const dialed = withoutRealm(destination);
  return dialed?.toLowerCase() === username?.toLowerCase() ? null : dialed;
};

/**
 * A leg from a row of the list of channels; null if the row isn't a leg. Only the caller's leg has caller and callee, and
 * only since KAZOO 4.3 (`ecallmgr_fs_channel:to_props`): missing ones are unknown, not hidden. A row lacks the time of the
 * answer, so the whole duration of an answered leg counts as talk time.
 */
export const parseChannel = (value: unknown, now: Date): Channel | null => {
  const row = parse(channelSchema, value);
  if (row.uuid === null || (row.direction !== 'inbound' && row.direction !== 'outbound')) return null;
  const start = fromGregorian(row.timestamp);
  const elapsed = row.elapsed_s ?? (now.getTime() - (start ?? now).getTime()) / 1000;
  const duration = Math.max(0, Math.round(elapsed));
  const dialed = dialedOf(row.destination, row.username);
  // A leg that rings to place a call has the number to call as its caller, and later the account's number as both parties.
  const parties = isQuickcall({ callId: row.uuid })
    ? { caller: UNKNOWN, callee: party(dialed, null) }
    : {
        caller: party(row.caller_id_number, row.caller_id_name),
        callee: party(row.callee_id_number, row.callee_id_name),
      };
  return {
    callId: row.uuid,
    direction: row.direction,
    isLoopback: row.is_loopback === true,
    authorizedBy: row.authorizing_type,
    authorizingId: row.authorizing_id,
    ownerId: row.owner_id,
    isCarrier: null,
    start,
    duration,
    billing: row.answered === true ? Math.max(1, duration) : 0,
    cause: '',
    otherLegId: row.other_leg,
    bridgeId: null,
    queueId: null,
    memberCallId: null,
    interactionId: row.interaction_id,
    ...parties,
    dialed,
    isConference: false,
    recordingIds: [],
    reference: row.custom_application_vars.correlation_id,
    isOnHold: row.is_onhold === true,
  };
};
