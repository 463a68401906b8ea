import type { CallScript, LegScript } from '../calls/timeline/script.ts';
import type { KazooVersion } from '../settings.ts';

/** What people see of a call. Durations are in seconds; `person` is an extension. A missing key can have any value. */
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
  /** It was answered on, or forwarded to, a phone outside the company. */
  forwarded?: boolean;
};

export type CallCase = {
  name: string;
  /** The version of KAZOO, for a case that only one version has. */
  kazoo?: KazooVersion;
  script: (changes?: Partial<CallScript>) => CallScript;
  expected: Expected;
  /** Separate calls that belong to the situation, by the name of their first leg. */
  others?: Readonly<Record<string, Expected>>;
  /** Legs that look like separate calls until the records show that they belong to the call. */
  meanwhile?: Readonly<Record<string, Expected>>;
};

/** People of the company, by extension. */
export const people = { maya: '1001', jane: '1002', bob: '1003', ann: '1004' } as const;

export const outsider = { number: '+14155550142', name: 'Grace Park' } as const;
export const customer = '+14155550177';

/** The number that Bob's calls are forwarded to. */
const forwardingNumber = '+14155550133';

type Outcome = Pick<LegScript, 'rings' | 'talks' | 'cause'> & Partial<LegScript>;

/** How long a leg rings and talks in seconds, and its hangup cause. */
export const fate = (rings: number, talks: number, cause = 'NORMAL_CLEARING', bridgedTo?: string): Outcome => ({
  rings,
  talks,
  cause,
  ...(bridgedTo === undefined ? {} : { bridgedTo }),
});

/** The leg of an outside caller. */
export const fromOutside = (what: Outcome): LegScript => ({
  leg: 'A',
  direction: 'inbound',
  authorizedBy: 'resource',
  ...what,
});

/** The leg of a caller in the company. */
export const fromPhoneOf = (owner: string, what: Outcome): LegScript => ({
  leg: 'A',
  direction: 'inbound',
  authorizedBy: 'device',
  owner,
  ...what,
});

/** The leg to a phone that rings. */
export const toPhoneOf = (owner: string, leg: string, what: Outcome): LegScript => ({
  leg,
  direction: 'outbound',
  authorizedBy: 'device',
  owner,
  ...what,
});

/** The leg to a number outside the company. */
export const toOutside = (leg: string, what: Outcome): LegScript => ({
  leg,
  direction: 'outbound',
  authorizedBy: 'resource',
  ...what,
});

/** The leg to a phone that the switch rings before it dials for its user. */
export const toOwnPhone = (owner: string, leg: string, what: Outcome): LegScript => ({
  ...toPhoneOf(owner, leg, what),
  callIdSuffix: '-quickcall',
});

/** The leg to an agent's phone, rung by a queue. */
export const toAgent = (owner: string, leg: string, what: Outcome): LegScript => ({
  ...toPhoneOf(owner, leg, what),
  byQueue: true,
});

/** The outcome of a forwarded call, which is that of the leg to the mobile. */
type Forwarding = Outcome & { leg: string; mobile?: string };

/**
 * The three legs of a call that is forwarded to a mobile: both halves of a loopback, and the leg to the mobile. The
 * halves end a second after the answer, when the legs of the caller and the mobile are bridged.
 */
export const forwardedBy = (
  owner: string,
  { leg, mobile: dials = forwardingNumber, ...what }: Forwarding,
): LegScript[] => {
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

/** A case; `at` is for a call that depends on the date. It is not forwarded by default. */
export const callCase = (
  { at, ...script }: Omit<CallScript, 'at'> & { at?: () => Date },
  expected: Expected,
  more: Pick<CallCase, 'others' | 'meanwhile' | 'kazoo'> = {},
): CallCase => ({
  name: script.name,
  script: (changes = {}) => ({ ...script, ...(at && { at: at() }), ...changes }),
  expected: { forwarded: false, ...expected },
  ...more,
});
