import { assembleCall, partiesOfLeg } from '../calls/assemble.ts';
import type { Call } from '../calls/call.ts';
import { isToOutside } from '../calls/legs/outside.ts';
import type { Party } from '../fields/parties.ts';
import { isQuickcall } from '../calls/legs/leg.ts';
import type { Channel } from './channel.ts';

/** A call in progress: `call` is what its legs show so far, and `seconds` its duration so far. */
export type ActiveCall = {
  call: Call;
  /** Every leg in progress, except those inside the switch. */
  channels: Channel[];
  seconds: number;
  isOnHold: boolean;
  /** The user whose phone started the call; null for an outside caller or a phone without an owner. */
  callerId: string | null;
  /** The leg of the person who started the call. */
  firstLegId: string;
  /** The account's leg of the conversation (in an internal call, the callee's); null until there is one. */
  ourLegId: string | null;
};

/** A queue rings its agents in separate interactions, connected to the caller's only by the other leg. */
const belongTogether = (a: Channel, b: Channel): boolean =>
  (a.interactionId !== null && a.interactionId === b.interactionId) ||
  a.otherLegId === b.callId ||
  b.otherLegId === a.callId;

/** The legs of each call. */
const grouped = (channels: readonly Channel[]): Channel[][] =>
  channels.reduce<Channel[][]>((groups, channel) => {
    const isRelated = (group: Channel[]) => group.some((other) => belongTogether(channel, other));
    return [...groups.filter((group) => !isRelated(group)), [channel, ...groups.filter(isRelated).flat()]];
  }, []);

/** The number called. In a placed call, a leg to the outside has it if the phone's own leg doesn't. */
const calledIn = (call: Call, others: readonly Channel[]): Party => {
  const outside = others.find(isToOutside);
  return call.to.number === null && outside ? { number: outside.dialed, name: null } : call.to;
};

const activeCallOf = (group: readonly Channel[]): ActiveCall[] => {
  const channels = group.filter(({ isLoopback }) => !isLoopback);
  const assembled = assembleCall(channels, 'records');
  const first = channels.find(({ callId }) => callId === assembled?.id);
  if (!assembled || !first) return [];
  // If the call's first leg is on another system, the first leg here has the caller and the callee.
  const isStartedHere = first.direction === 'inbound' || isQuickcall(first);
  const call = isStartedHere ? assembled : { ...assembled, ...partiesOfLeg(first) };
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
      callerId: isStartedHere ? first.ownerId : null,
      firstLegId: first.callId,
      ourLegId: partner && ours ? ours.callId : null,
    },
  ];
};

const startTime = ({ call }: ActiveCall): number => call.started?.getTime() ?? 0;

/** The calls in progress, each once, newest first. */
export const activeCallsOf = (channels: readonly Channel[]): ActiveCall[] =>
  grouped(channels)
    .flatMap(activeCallOf)
    .sort((a, b) => startTime(b) - startTime(a));

/** Whether a leg of the call has this ID. */
export const hasLeg = ({ channels }: ActiveCall, id: string): boolean => channels.some(({ callId }) => callId === id);

/** The leg of the person who started the call, or, while phones ring to place a call, the leg that the user chose. */
export const firstLegFor = (call: ActiveCall, chosenId: string): string =>
  isQuickcall({ callId: chosenId }) && hasLeg(call, chosenId) ? chosenId : call.firstLegId;

/**
 * The leg that KAZOO acts on. Konami listens for actions on the leg of the account's phone, and until two legs are bridged,
 * on the caller's leg as well (`konami_code_statem:handle_channel_bridge`, 4.3).
 */
export const ourLegFor = (call: ActiveCall, chosenId: string): string => call.ourLegId ?? firstLegFor(call, chosenId);
