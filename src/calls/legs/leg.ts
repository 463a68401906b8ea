import type { Party } from '../../fields/parties.ts';
import { SECOND_MS } from '../../dash/time.ts';

/** One leg of a call, from any source in Dash. `duration` and `billing` are in whole seconds. */
export type Leg = {
  callId: string;
  /** From the switch's side: `inbound` arrives there, `outbound` leaves it for a phone or a carrier. */
  direction: 'inbound' | 'outbound';
  /** Whether it is half of a loopback channel through which a call is forwarded; null in rows, which do not say. */
  isLoopback: boolean | null;
  /** `resource` for an incoming leg from a carrier; null for an outgoing leg to a carrier, and in rows. */
  authorizedBy: string | null;
  /** The device (or user) that made or answered the leg. */
  authorizingId: string | null;
  ownerId: string | null;
  /** Whether the leg leads to a carrier; null if neither the document nor the event says so. */
  isCarrier: boolean | null;
  start: Date | null;
  duration: number;
  billing: number;
  /** The hangup cause; empty if the event or record has none. */
  cause: string;
  /** The leg that this one was bridged to last; if it only rang, the leg that it rang for. */
  otherLegId: string | null;
  /** The call id of the leg that this one belongs to; its own for the first leg. */
  bridgeId: string | null;
  /** The caller's leg, if this one rings a queue's agent. */
  memberCallId: string | null;
  /** The queue that the leg belongs to. ACDC does not say it (KAZOO, `acdc_agent_listener:maybe_connect_to_agent`). */
  queueId: string | null;
  interactionId: string | null;
  caller: Party;
  callee: Party;
  /** What was dialed, according to the caller's leg. On legs that ring, a phone's SIP user, or an extension. */
  dialed: string | null;
  isConference: boolean;
  recordingIds: string[];
  reference: string | null;
};

/** Whether the switch started the call on this leg: a quickcall rings the caller's own phones first. */
export const isQuickcall = ({ callId }: Pick<Leg, 'callId'>): boolean => callId.endsWith('-quickcall');

/** Whether a phone rang for its owner's quickcall and another one was picked up. */
export const lostTheRace = (leg: Leg): boolean =>
  isQuickcall(leg) && leg.cause === 'LOSE_RACE' && leg.otherLegId === null;

/** The phone of a leg; null if a user or the account authorized it, as can be for a quickcall. */
export const deviceIdOf = ({ authorizedBy, authorizingId }: Leg): string | null =>
  authorizedBy === 'user' || authorizedBy === 'account' ? null : authorizingId;

/** How many seconds a leg rang, or waited, until it was answered. */
export const ringingSeconds = ({ duration, billing }: Leg): number => Math.max(0, duration - billing);

const secondsAfterStart = ({ start }: Leg, seconds: number): Date | null =>
  start && new Date(start.getTime() + seconds * SECOND_MS);

/** When a leg was answered; null if its start is not known. */
export const answeredAt = (leg: Leg): Date | null => secondsAfterStart(leg, ringingSeconds(leg));

/** When a leg ended; null if its start is not known. */
export const endedAt = (leg: Leg): Date | null => secondsAfterStart(leg, leg.duration);
