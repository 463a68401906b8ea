import type { TimedCall } from './model.ts';
import type { CallScript } from './script.ts';

/** A call that was played. */
export type PlayedCall = {
  /** With its start. */
  script: CallScript;
  /** The call id of each leg. */
  legs: Record<string, string>;
  interactionId: string;
  /** The call id that identifies the call. */
  primaryCallId: string;
  /** The start and end of the primary leg. */
  startedAt: Date;
  endedAt: Date;
};

export const playedOf = ({ script, legs, primary }: TimedCall): PlayedCall => ({
  script,
  legs: Object.fromEntries(legs.map((leg) => [leg.script.leg, leg.callId])),
  interactionId: primary.interaction.id,
  primaryCallId: primary.callId,
  startedAt: new Date(primary.startsAt),
  endedAt: new Date(primary.endsAt),
});
