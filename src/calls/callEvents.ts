import { fromGregorian } from '../dash/time.ts';
import { SHOWN_IN_EDITOR, type Context } from '../zapier/hookTrigger.ts';
import { withoutRealm } from '../zapier/phoneNumbers.ts';
import { searchStart } from '../zapier/searchWindow.ts';
import {
  assembleCall,
  isCallerOutside,
  isInsideNumber,
  isQuickcall,
  isToOutside,
  lostTheRace,
  type Call,
} from './assemble.ts';
import { finishedCalls, takeCalls } from './callRecords.ts';
import { legOfEvent, type ChannelEvent, type Leg } from './leg.ts';

/** The call of which the event's leg is the first, as far as the leg alone tells; null for every other leg. */
export const callOfFirstLeg = (event: ChannelEvent): Call | null => {
  const leg = legOfEvent(event);
  if (!leg || lostTheRace(leg) || (leg.direction === 'outbound' && !isQuickcall(leg))) return null;
  return assembleCall([leg], 'event');
};

const UNKNOWN_YET = {
  outcome: null,
  missedReason: null,
  systemAnswered: null,
  answered: null,
  ended: null,
  wait: null,
  ringing: null,
  talk: null,
  total: null,
  hangupCause: '',
} as const satisfies Partial<Call>;

/** A call as it is known when it begins. */
export const asStarted = (call: Call): Call => ({
  ...call,
  ...UNKNOWN_YET,
  ...(call.direction === 'outbound' ? {} : { ownerId: null, deviceId: null }),
  // Whose phones ring is told by other legs.
  ...(call.direction === 'inbound' && { userIds: [] }),
});

/** A call as it is known when somebody answers. */
export const asAnswered = (call: Call): Call => ({
  ...call,
  ...UNKNOWN_YET,
  outcome: 'answered',
  systemAnswered: false,
  answered: call.answered,
});

/** The call that somebody answered on the event's leg. */
const callOfAnsweringLeg = (event: ChannelEvent, leg: Leg, otherLegId: string): Call | null => {
  // Of a call that the switch began, the other leg went to a phone of the caller.
  const to = isQuickcall({ callId: otherLegId })
    ? leg.callee
    : { number: withoutRealm(event.other_leg_destination_number), name: null };
  // A call to the outside is told by the leg of its caller, unless its short number looked like one of ours there.
  if (isToOutside(leg) && !isInsideNumber(to.number ?? '')) return null;
  const isFromOutside = event.inception !== null || isCallerOutside(leg);
  const direction = isToOutside(leg) ? 'outbound' : isFromOutside ? 'inbound' : 'internal';
  const answering = assembleCall([leg], 'event');
  const answerer = { ownerId: leg.ownerId, deviceId: leg.authorizingId };
  return (
    answering && { ...answering, ...answerer, id: otherLegId, otherLegId: leg.callId, direction, to, started: null }
  );
};

/** The call that the event of a bridge shows to be answered by a person; null for every other leg. */
export const callOfBridge = (event: ChannelEvent): Call | null => {
  const leg = legOfEvent(event);
  if (!leg || leg.isLoopback || leg.otherLegId === null) return null;
  const answered = fromGregorian(event.timestamp);
  const own = callOfFirstLeg(event);
  // Of a call to us or among us, the leg of whoever answered tells.
  const call = own ? (own.direction === 'outbound' ? own : null) : callOfAnsweringLeg(event, leg, leg.otherLegId);
  return call && asAnswered({ ...call, started: null, answered });
};

/** The newest finished calls of the last 24 hours that meet a condition, for the editor's test. */
export const recentCalls = ({ dash, timeZone }: Context, isMatch: (call: Call) => boolean): Promise<Call[]> => {
  const now = new Date();
  return takeCalls(finishedCalls(dash, searchStart(undefined, now, timeZone), now), isMatch, SHOWN_IN_EDITOR);
};
