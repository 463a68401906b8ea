import { assembleCall, partiesOfLeg, type Call } from '../calls/assemble.ts';
import { isToOutside } from '../calls/grouping.ts';
import { isQuickcall, type Party } from '../calls/leg.ts';
import type { Channel } from './channel.ts';

/** A call in progress: `call` is what its legs tell so far, `seconds` how long it has lasted. */
export type LiveCall = {
  call: Call;
  /** Every leg in progress, those inside the switch left out. */
  channels: Channel[];
  seconds: number;
  isOnHold: boolean;
  /** The user whose phone began the call; null for a caller from outside, and where nobody owns the phone. */
  callerId: string | null;
  /** The leg of whoever began the call. */
  firstLegId: string;
  /** The leg on our side of the conversation, of a call among us that of whoever was called; null before there is one. */
  ourLegId: string | null;
};

/** A queue rings its agents in interactions of their own, which only the other leg joins with that of the caller. */
const belongTogether = (a: Channel, b: Channel): boolean =>
  (a.interactionId !== null && a.interactionId === b.interactionId) ||
  a.otherLegId === b.callId ||
  b.otherLegId === a.callId;

/** Legs by the call that they belong to. */
const grouped = (channels: readonly Channel[]): Channel[][] =>
  channels.reduce<Channel[][]>((groups, channel) => {
    const isRelated = (group: Channel[]) => group.some((other) => belongTogether(channel, other));
    return [...groups.filter((group) => !isRelated(group)), [channel, ...groups.filter(isRelated).flat()]];
  }, []);

/** What was dialed; of a call that was placed, a leg to the outside says it where the phone's own does not. */
const calledIn = (call: Call, others: readonly Channel[]): Party => {
  const outside = others.find(isToOutside);
  return call.to.number === null && outside ? { number: outside.dialled, name: null } : call.to;
};

const liveCallOf = (group: readonly Channel[]): LiveCall[] => {
  const channels = group.filter(({ isLoopback }) => !isLoopback);
  const assembled = assembleCall(channels, 'records');
  const first = channels.find(({ callId }) => callId === assembled?.id);
  if (!assembled || !first) return [];
  // Of a call whose first leg is on another system, a leg here tells who calls whom.
  const isBegunHere = first.direction === 'inbound' || isQuickcall(first);
  const call = isBegunHere ? assembled : { ...assembled, ...partiesOfLeg(first) };
  const others = channels.filter((channel) => channel !== first && !isQuickcall(channel));
  const partner =
    others.find(({ callId }) => callId === first.otherLegId) ??
    others.find(({ otherLegId, billing }) => otherLegId === first.callId && billing > 0);
  const ours = call.direction === 'outbound' ? first : partner;
  return [
    {
      call: { ...call, to: calledIn(call, others) },
      channels,
      seconds: first.duration,
      isOnHold: channels.some(({ isOnHold }) => isOnHold),
      callerId: isBegunHere ? first.ownerId : null,
      firstLegId: first.callId,
      ourLegId: partner && ours ? ours.callId : null,
    },
  ];
};

const beginning = ({ call }: LiveCall): number => call.started?.getTime() ?? 0;

/** The calls in progress, each once, newest first. */
export const liveCallsOf = (channels: readonly Channel[]): LiveCall[] =>
  grouped(channels)
    .flatMap(liveCallOf)
    .sort((a, b) => beginning(b) - beginning(a));

/** Whether a leg of the call has this id. */
export const hasLeg = ({ channels }: LiveCall, id: string): boolean => channels.some(({ callId }) => callId === id);

/** The leg of whoever began the call; of phones that ring to place a call, the one that was chosen. */
export const firstLegFor = (live: LiveCall, chosen: string): string =>
  isQuickcall({ callId: chosen }) && hasLeg(live, chosen) ? chosen : live.firstLegId;

/**
 * The leg that KAZOO acts on. Konami listens for actions on the leg of a phone of ours: until two legs are joined also on
 * the caller's, from then on not any more (`konami_code_statem:handle_channel_bridge`, 4.3).
 */
export const ourLegFor = (live: LiveCall, chosen: string): string => live.ourLegId ?? firstLegFor(live, chosen);
