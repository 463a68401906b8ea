import { assembleCall, partiesOfLeg, type Call } from '../calls/assemble.ts';
import { isQuickcall, type Party } from '../calls/leg.ts';
import type { Channel } from './channel.ts';

/** A call that goes on: `call` is what its legs tell so far, `seconds` how long it has lasted. */
export type LiveCall = {
  call: Call;
  /** Every leg that goes on, those inside the switch left out. */
  channels: Channel[];
  seconds: number;
  isOnHold: boolean;
  caller: Party;
  /** Whoever talks with the caller; until then the only one who is rung, else what was dialled. */
  reached: Party;
  /** The leg of whoever began the call. */
  firstLegId: string;
  /** The leg on our side of the conversation; of a call among us that of whoever was called. */
  ourLegId: string;
};

/** Whether this may be one of several phones of a user that the switch rings for the same call. */
const mayHaveTwin = (leg: Channel): boolean =>
  isQuickcall(leg) &&
  leg.billing === 0 &&
  leg.otherLegId === null &&
  leg.ownerId !== null &&
  leg.callee.number !== null;

/** Each phone of a user that the switch rings for the same call has a leg, and little else in common. */
const areTwins = (a: Channel, b: Channel): boolean =>
  mayHaveTwin(a) &&
  mayHaveTwin(b) &&
  a.ownerId === b.ownerId &&
  a.callee.number === b.callee.number &&
  (a.interactionId === null || b.interactionId === null || a.interactionId === b.interactionId);

/** Older versions of Dash do not tell the interaction of a leg, only the other leg. */
const belongTogether = (a: Channel, b: Channel): boolean =>
  (a.interactionId !== null && a.interactionId === b.interactionId) ||
  a.otherLegId === b.callId ||
  b.otherLegId === a.callId ||
  areTwins(a, b);

/** Legs by the call that they belong to. */
const grouped = (channels: readonly Channel[]): Channel[][] =>
  channels.reduce<Channel[][]>((groups, channel) => {
    const isRelated = (group: Channel[]) => group.some((other) => belongTogether(channel, other));
    return [...groups.filter((group) => !isRelated(group)), [channel, ...groups.filter(isRelated).flat()]];
  }, []);

const liveCallOf = (group: readonly Channel[]): LiveCall[] => {
  const channels = group.filter(({ isLoopback }) => !isLoopback);
  const assembled = assembleCall(channels, 'records');
  const first = channels.find(({ callId }) => callId === assembled?.id);
  if (!assembled || !first) return [];
  // Of a call whose first leg is on another system, a leg here tells who calls whom.
  const isBegunHere = first.direction === 'inbound' || isQuickcall(first);
  const call = isBegunHere ? assembled : { ...assembled, ...partiesOfLeg(first) };
  const others = channels.filter((channel) => channel !== first && !isQuickcall(channel));
  const partner = others.find(
    ({ callId, otherLegId, billing }) => callId === first.otherLegId || (otherLegId === first.callId && billing > 0),
  );
  const reached = partner ?? (others.length === 1 ? others[0] : undefined);
  const partnerId = first.otherLegId ?? partner?.callId ?? first.callId;
  return [
    {
      call,
      channels,
      seconds: first.duration,
      isOnHold: channels.some(({ isOnHold }) => isOnHold),
      caller: first.caller,
      reached: reached?.callee.number ? reached.callee : call.to,
      firstLegId: first.callId,
      ourLegId: call.direction === 'outbound' ? first.callId : partnerId,
    },
  ];
};

const beginning = ({ call }: LiveCall): number => call.started?.getTime() ?? 0;

/** The calls that go on, each once, newest first. */
export const liveCallsOf = (channels: readonly Channel[]): LiveCall[] =>
  grouped(channels)
    .flatMap(liveCallOf)
    .sort((a, b) => beginning(b) - beginning(a));

/**
 * The leg of whoever began the call. Of phones that the switch rings it is the one that was chosen: that they ring for
 * the same call is likely, not certain.
 */
export const firstLegFor = ({ firstLegId }: LiveCall, chosen: string): string =>
  isQuickcall({ callId: chosen }) ? chosen : firstLegId;

/** Whether a leg of the call has this id. */
export const hasLeg = ({ channels }: LiveCall, id: string): boolean => channels.some(({ callId }) => callId === id);
