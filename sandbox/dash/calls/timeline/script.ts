/** What happens in a call: who calls, what was dialed, and the outcome of every leg. Times are in seconds. */
export type CallScript = {
  name: string;
  /** The number is E.164, an extension, or `anonymous`. */
  caller: { number: string; name?: string };
  /** The dialed number: a number of the company, an extension, a feature code, or an outside number. */
  dialed: string;
  /** The leg of the caller first. */
  legs: readonly LegScript[];
  /** The start of the call; by default, its last leg ended 30 seconds ago. */
  at?: Date;
  correlationId?: string;
};

export type LegScript = {
  leg: string;
  /** From the switch's view: `inbound` comes from a caller, `outbound` goes to a phone or a carrier. */
  direction: 'inbound' | 'outbound';
  /** What authorizes the leg; `resource` is the carrier, which the switch names only on inbound legs. */
  authorizedBy: 'resource' | 'device' | 'user' | 'mobile' | 'account' | 'outbound_fax';
  /** The extension of the user. */
  owner?: string;
  /** The id of the phone, by default the next one of the owner. */
  phone?: string;
  /** After the start of the call. */
  startsAfter?: number;
  rings: number;
  talks: number;
  /** Answered, although the talk is shorter than a second. */
  answered?: true;
  /** From start to end, by default the sum of ringing and talking. */
  lasts?: number;
  cause: string;
  /** The SIP response, by default the usual one for the cause. */
  sipCode?: string;
  /** The leg that rang this one, by default the first leg of the call. */
  rungFor?: string;
  /** The leg that it was bridged with, the last one of several. */
  bridgedTo?: string;
  /** The time of the bridge after the start of the call, by default as soon as both legs are answered. */
  bridgedAfter?: number;
  /** A phone that takes over a ringing or waiting call, for example with a feature code. */
  intercepts?: true;
  /** The outer (A) or inner (B) half of a loopback inside the switch. */
  loopback?: 'A' | 'B';
  conference?: true;
  callIdSuffix?: '-quickcall';
  /** The leg of a queue to an agent, which is a separate call for the switch. */
  byQueue?: true;
  /** The name of another interaction that the leg belongs to; its first leg is its caller. */
  interaction?: string;
  /** The extension of the user whose phone forwards the call. */
  forwardedBy?: string;
  /** The destination of the leg, by default the dialed number. */
  dials?: string;
  /** The start of its call id, which sorts it. */
  callIdStart?: string;
  /** The ids of its recordings, newest first, with or without their month. */
  recordings?: readonly string[];
  /** The switch disconnects before the end: the end event has neither cause nor durations, and there is no record. */
  disconnected?: true;
};
