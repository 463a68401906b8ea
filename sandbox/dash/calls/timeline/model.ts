import type { Company, Device, User } from '../../company/model.ts';
import type { KazooVersion } from '../../settings.ts';
import type { CallScript, LegScript } from './script.ts';

/** A caller or callee on a phone's display. */
export type Party = { number: string; name?: string };

/** Legs that Dash counts as one call; `time` is its start in Gregorian seconds, `first` its first leg. */
export type Interaction = {
  id: string;
  time: number;
  key: string;
  first: LegScript;
  /** The call id of the first leg. */
  bridgeId: string;
  caller: Party;
  dialed: string;
};

/** A leg with its times in milliseconds since 1970. */
export type Leg = {
  script: LegScript;
  callId: string;
  interaction: Interaction;
  owner?: User;
  phone?: Device;
  /** The phone that forwards the call. */
  forwarder?: Device;
  startsAt: number;
  /** Undefined if it was not answered. */
  answersAt?: number;
  endsAt: number;
  /** Microseconds since 1970; unique in a call, but for the halves of a loopback. */
  createdAt: number;
};

/** Two bridged legs: the subject of the switch's event, and the other one. */
export type Bridge = { at: number; subject: Leg; other: Leg };

export type TimedCall = {
  company: Company;
  script: CallScript;
  version: KazooVersion;
  legs: readonly Leg[];
  bridges: readonly Bridge[];
  /** The leg whose call id identifies the call. */
  primary: Leg;
};

export const partyOf = ({ caller_id }: User): Party => caller_id.internal;

/** A leg in progress, and the requests that it got: `{ action: 'transfer', target: '1003' }`. */
export type Channel = { call: TimedCall; leg: Leg; isOnHold: boolean; requests: Record<string, unknown>[] };
