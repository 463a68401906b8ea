import { assembleCall } from './assemble.ts';
import type { Call } from './call.ts';
import { lostTheRace } from './legs/leg.ts';
import { isQuickcall } from './legs/leg.ts';
import { legOfEvent, type ChannelEvent } from './legs/legOfEvent.ts';

/** The call that the event's leg started, as far as that leg alone shows it; null for every other leg. */
export const callOfFirstLeg = (event: ChannelEvent): Call | null => {
  const leg = legOfEvent(event);
  if (!leg || leg.isLoopback || lostTheRace(leg) || (leg.direction === 'outbound' && !isQuickcall(leg))) return null;
  return assembleCall([leg], 'event');
};

/** What a call in progress does not have yet, and a record, summary, or filter may ask for. */
const UNKNOWN_YET = { missedReason: null, ringing: null, talk: null, unknown: [] } as const satisfies Partial<Call>;

const NOBODY = { number: null, name: null } as const;

/**
 * A call as it is known when it starts. For a call from one of our phones, the event has only the SIP user, so the caller is
 * the owner of the phone. Only other legs show whose phones ring.
 */
export const asStarted = (call: Call): Call => ({
  ...call,
  ...UNKNOWN_YET,
  outcome: null,
  systemAnswered: null,
  answered: null,
  ...(call.direction !== 'inbound' && { from: NOBODY }),
  to: { ...call.to, name: null },
  ownerId: call.direction === 'outbound' ? call.callerOwnerId : null,
  deviceId: call.direction === 'outbound' ? call.callerDeviceId : null,
  userIds: call.callerOwnerId === null ? [] : [call.callerOwnerId],
});

/** A call as it is known when someone answers. Only other legs show which number an outbound call displays. */
export const asAnswered = (call: Call): Call => ({
  ...call,
  ...UNKNOWN_YET,
  outcome: 'answered',
  systemAnswered: false,
  from: call.caller,
  started: null,
});
