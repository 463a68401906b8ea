import type { Party } from '../../fields/parties.ts';
import { SECOND_MS } from '../../dash/time.ts';

/** One leg of a call, from any source of Dash. `duration` and `billing` are whole seconds. */
export type Leg = {
  callId: string;
  /** From the switch: `inbound` arrives there, `outbound` leaves it for a phone or a carrier. */
  direction: 'inbound' | 'outbound';
  /** Half of a loopback channel through which a call is forwarded; null in rows, which do not say. */
  isLoopback: boolean | null;
  /** `resource` is a carrier's leg that comes in; null for a carrier's leg that goes out, and in rows. */
  authorizedBy: string | null;
  /** The device (or user) that made or took the leg. */
  authorizingId: string | null;
  ownerId: string | null;
  /** Whether the leg leads to a carrier; null where neither the document nor the event says so. */
  isCarrier: boolean | null;
  start: Date | null;
  duration: number;
  billing: number;
  /** Empty where the event or record has none. */
  cause: string;
  /** The leg that this one was bridged to last; for a leg that a bridge rang, the leg that rang it. */
  otherLegId: string | null;
  /** The call id of the leg that this one belongs to, its own for the first leg. */
  bridgeId: string | null;
  /** The caller's leg, where this one rings an agent of a queue. */
  memberCallId: string | null;
  /** The queue that the leg belongs to, which ACDC does not say (KAZOO, `acdc_agent_listener:maybe_connect_to_agent`). */
  queueId: string | null;
  interactionId: string | null;
  caller: Party;
  callee: Party;
  /** What was dialed, as the caller's leg has it. The legs that ring have the SIP user of a phone, or an extension. */
  dialed: string | null;
  isConference: boolean;
  recordingIds: string[];
  reference: string | null;
};

/** Whether the switch began the call on this leg: it rings the caller's own phones first. */
export const isQuickcall = ({ callId }: Pick<Leg, 'callId'>): boolean => callId.endsWith('-quickcall');

/** A phone that rings for its owner's quickcall and is not the one that was picked up. */
export const lostTheRace = (leg: Leg): boolean =>
  isQuickcall(leg) && leg.cause === 'LOSE_RACE' && leg.otherLegId === null;

/** The phone of a leg; a quickcall can be authorized by its user. */
export const deviceIdOf = ({ authorizedBy, authorizingId }: Leg): string | null =>
  authorizedBy === 'user' || authorizedBy === 'account' ? null : authorizingId;

/** How long a leg rang, or waited, until it was answered. */
export const ringingSeconds = ({ duration, billing }: Leg): number => Math.max(0, duration - billing);

const secondsAfterStart = ({ start }: Leg, seconds: number): Date | null =>
  start && new Date(start.getTime() + seconds * SECOND_MS);

/** When a leg was answered; null where its start is not known. */
export const answeredAt = (leg: Leg): Date | null => secondsAfterStart(leg, ringingSeconds(leg));

/** When a leg ended; null where its start is not known. */
export const endedAt = (leg: Leg): Date | null => secondsAfterStart(leg, leg.duration);
