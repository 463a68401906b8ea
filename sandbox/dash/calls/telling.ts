import type { KazooVersion } from '../state.ts';
import type { CallScript, LegScript } from './script.ts';

/** What people see of a call. Lengths are in seconds; `person` is an extension. A key that is left out is not settled. */
export type Expected = {
  direction: 'inbound' | 'outbound' | 'internal';
  outcome: 'answered' | 'missed' | 'busy' | 'failed' | 'cancelled' | 'no_answer';
  missed_reason?:
    'system_answered' | 'caller_hung_up' | 'rejected' | 'busy' | 'no_phone_online' | 'nobody_answered' | null;
  system_answered?: boolean;
  person?: string | null;
  ringing?: number;
  talk?: number;
  total?: number;
  wait?: number;
  transferred?: boolean;
  /** It was answered on, or sent to, a phone outside of one of ours. */
  forwarded?: boolean;
};

export type CallCase = {
  name: string;
  /** The version of Dash in whose manner it is told, where it is one of that version's. */
  kazoo?: KazooVersion;
  script: (changes?: Partial<CallScript>) => CallScript;
  expected: Expected;
  /** Calls of their own that belong to the situation, by the name of their first leg. */
  others?: Readonly<Record<string, Expected>>;
  /** Such as look like calls of their own while they go on, until the records tell that they are parts of the call. */
  meanwhile?: Readonly<Record<string, Expected>>;
};

/** People of the company, by extension. */
export const people = { maya: '1001', jane: '1002', bob: '1003', ann: '1004' } as const;

export const outsider = { number: '+14155550142', name: 'Grace Park' } as const;
export const customer = '+14155550177';

/** The number to which Bob's calls go on. */
export const mobile = '+14155550133';

type Fate = Pick<LegScript, 'rings' | 'talks' | 'cause'> & Partial<LegScript>;

/** How long a leg rings and talks, and why it ends. */
export const fate = (rings: number, talks: number, cause = 'NORMAL_CLEARING', bridgedTo?: string): Fate => ({
  rings,
  talks,
  cause,
  ...(bridgedTo === undefined ? {} : { bridgedTo }),
});

/** The leg of a caller from outside. */
export const fromOutside = (what: Fate): LegScript => ({
  leg: 'A',
  direction: 'inbound',
  authorizedBy: 'resource',
  ...what,
});

/** The leg of somebody in the company who calls. */
export const fromPhoneOf = (owner: string, what: Fate): LegScript => ({
  leg: 'A',
  direction: 'inbound',
  authorizedBy: 'device',
  owner,
  ...what,
});

/** The leg to a phone that rings. */
export const toPhoneOf = (owner: string, leg: string, what: Fate): LegScript => ({
  leg,
  direction: 'outbound',
  authorizedBy: 'device',
  owner,
  ...what,
});

/** The leg to somebody outside. */
export const toOutside = (leg: string, what: Fate): LegScript => ({
  leg,
  direction: 'outbound',
  authorizedBy: 'resource',
  ...what,
});

/** The leg to a phone of the user who has the switch ring it before it dials. */
export const toOwnPhone = (owner: string, leg: string, what: Fate): LegScript => ({
  ...toPhoneOf(owner, leg, what),
  callIdSuffix: '-quickcall',
});

/** The leg to an agent's phone that a queue rings. */
export const toAgent = (owner: string, leg: string, what: Fate): LegScript => ({
  ...toPhoneOf(owner, leg, what),
  byQueue: true,
});

/** How a call fares that a phone sends on: the same as a leg to it would. */
type Onward = Fate & { leg: string; mobile?: string };

/**
 * The three legs of a call that goes on to somebody's mobile: both halves of a leg inside the switch, and that to the
 * mobile. The halves leave the call a second after it is answered, when the caller's leg is joined with the mobile's.
 */
export const sentOnBy = (owner: string, { leg, mobile: dials = mobile, ...what }: Onward): LegScript[] => {
  const isAnswered = what.bridgedTo !== undefined;
  const inside = {
    authorizedBy: 'device',
    owner,
    dials,
    rings: what.rings,
    ...(isAnswered ? { talks: 1, cause: 'NORMAL_UNSPECIFIED' } : { talks: 0, cause: what.cause }),
    ...(what.startsAfter !== undefined && { startsAfter: what.startsAfter }),
  } as const;
  const [outer, inner] = [`${leg}-a`, `${leg}-b`];
  return [
    { ...inside, leg: outer, direction: 'outbound', loopback: 'A', ...(isAnswered && { bridgedTo: 'A' }) },
    {
      ...inside,
      leg: inner,
      direction: 'inbound',
      loopback: 'B',
      ...(isAnswered && { bridgedTo: leg }),
      ...(what.callIdStart !== undefined && { callIdStart: what.callIdStart }),
    },
    {
      leg,
      direction: 'outbound',
      authorizedBy: 'resource',
      forwardedBy: owner,
      dials,
      rungFor: inner,
      ...what,
      ...(isAnswered && { bridgedAfter: (what.startsAfter ?? 0) + what.rings + 1 }),
      callIdStart: undefined,
    },
  ];
};

/** A case; `at` is for a call that depends on the day. No mobile was forwarded to, unless told. */
export const tell = (
  { at, ...script }: Omit<CallScript, 'at'> & { at?: () => Date },
  expected: Expected,
  more: Pick<CallCase, 'others' | 'meanwhile' | 'kazoo'> = {},
): CallCase => ({
  name: script.name,
  script: (changes = {}) => ({ ...script, ...(at && { at: at() }), ...changes }),
  expected: { forwarded: false, ...expected },
  ...more,
});
