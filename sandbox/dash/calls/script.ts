/** A call as one would tell it: who calls, what was dialled, and what became of every leg. Times are in seconds. */
export type CallScript = {
  name: string;
  /** The number is E.164, an extension, or `anonymous`. */
  caller: { number: string; name?: string };
  /** What was dialled: one of our numbers, an extension, a feature code, or the number of a customer. */
  dialled: string;
  /** The leg of the caller first. */
  legs: readonly LegScript[];
  /** When the call began; unless told, so long ago that its last leg ended 30 seconds ago. */
  at?: Date;
  correlationId?: string;
};

export type LegScript = {
  leg: string;
  /** As the switch sees it: `inbound` comes from a caller, `outbound` goes to a phone or a carrier. */
  direction: 'inbound' | 'outbound';
  /** What stands for the leg; `resource` is the carrier, which the switch names on the legs that it sends us alone. */
  authorizedBy: 'resource' | 'device' | 'user' | 'mobile' | 'account' | 'outbound_fax';
  /** The extension of the user. */
  owner?: string;
  /** The id of the phone, where it is not the next one of its owner. */
  phone?: string;
  /** After the start of the call. */
  startsAfter?: number;
  rings: number;
  talks: number;
  /** Picked up, although too short to talk for a whole second. */
  answered?: true;
  /** From start to end, where that is not ringing and talking together. */
  lasts?: number;
  cause: string;
  /** The SIP answer, where it is not the usual one for the cause. */
  sipCode?: string;
  /** The leg that a bridge rang this one for, where that is not the one that began its call. */
  rungFor?: string;
  /** The leg that it was joined with, the last one if there were several. */
  bridgedTo?: string;
  /** When it was joined with that leg, after the start of the call; unless told, as soon as both were answered. */
  bridgedAfter?: number;
  /** A phone that takes a call over while that rings or waits, as with a feature code. */
  intercepts?: true;
  /** The outer (A) or inner (B) half of a leg inside the switch. */
  loopback?: 'A' | 'B';
  conference?: true;
  callIdSuffix?: '-quickcall';
  /** The queue rings the phone of an agent: a call of its own to the switch. */
  byQueue?: true;
  /** A name for the other interaction that the leg belongs to; the first leg of it is that interaction's caller. */
  interaction?: string;
  /** The extension of the user whose phone sends the call on to the outside. */
  forwardedBy?: string;
  /** Where the leg was sent to, if not to what was dialled. */
  dials?: string;
  /** What its call id begins with: ids sort by it. */
  callIdStart?: string;
  /** The ids of the recordings that were made of it, newest first, with or without their month. */
  recordings?: readonly string[];
  /** The switch vanishes before it tells of the end: the end is told without cause and lengths, and is not recorded. */
  disconnected?: true;
};
