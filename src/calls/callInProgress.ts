import { assembleCall } from './assemble.ts';
import type { Call } from './call.ts';
import { lostTheRace } from './legs/leg.ts';
import { isQuickcall } from './legs/leg.ts';
import { legOfEvent, type ChannelEvent } from './legs/legOfEvent.ts';

/** The call that the event's leg began, as far as it is known from that leg alone; null for every other leg. */
export const callOfFirstLeg = (event: ChannelEvent): Call | null => {
  const leg = legOfEvent(event);
  if (!leg || leg.isLoopback || lostTheRace(leg) || (leg.direction === 'outbound' && !isQuickcall(leg))) return null;
  return assembleCall([leg], 'event');
};

/** What a call in progress has not yet, and a record, a sentence or a filter of it may ask for. */
const UNKNOWN_YET = { missedReason: null, ringing: null, talk: null, unknown: [] } as const satisfies Partial<Call>;

const NOBODY = { number: null, name: null } as const;

/**
 * A call as it is known when it begins. Who calls from one of our phones is known by the owner of the phone, as the event
 * has its SIP user alone; whose phones ring is known from other legs.
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

/** A call as it is known when somebody answers. Which number a call to the outside shows is known from other legs. */
export const asAnswered = (call: Call): Call => ({
  ...call,
  ...UNKNOWN_YET,
  outcome: 'answered',
  systemAnswered: false,
  from: call.caller,
  started: null,
});
