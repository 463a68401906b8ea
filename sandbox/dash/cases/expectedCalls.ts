import { partyOf } from '../calls/timeline/model.ts';
import { mainNumber } from '../company/office.ts';
import type { Party } from '../calls/timeline/model.ts';
import type { PlayedCall } from '../calls/timeline/playedCall.ts';
import type { LegScript } from '../calls/timeline/script.ts';
import type { Company } from '../company/model.ts';
import type { KazooVersion } from '../settings.ts';
import type { CallCase, Expected } from './builders.ts';

/** Some carriers send this number for a caller who hides theirs. */
const ANONYMOUS_IN_DIGITS = '+266696687';

const shownCaller = ({ number, ...caller }: Party): Party => ({
  ...caller,
  number: number === ANONYMOUS_IN_DIGITS ? 'anonymous' : number,
});

/** A call that was played, with the values that people must see. */
export type ExpectedCall = Expected & {
  /** The case of the call. */
  name: string;
  id: string;
  startedAt: Date;
  caller: Party;
  /** The caller's number in records; for an outbound call, its caller ID. */
  from: string;
  to: string;
  /** The extension of the person who answered; undefined if nobody did. */
  answerer: string | null | undefined;
  isConference: boolean;
  /** Whether someone picked it up with a feature code. */
  isPickedUpByCode: boolean;
  /** Whether it looks like a separate call only until records are written. */
  isTemporary: boolean;
};

const isOutside = ({ direction, authorizedBy, forwardedBy }: LegScript): boolean =>
  direction === 'outbound' && authorizedBy === 'resource' && forwardedBy === undefined;

/** Whether someone answered the leg, or took over the call on it. */
const isPickedUp = ({ direction, bridgedTo, callIdSuffix, loopback, intercepts }: LegScript): boolean =>
  intercepts === true ||
  (direction === 'outbound' && bridgedTo !== undefined && callIdSuffix === undefined && !loopback);

/** Whether the switch rings a user's phones to place an outbound call. */
const isPlacedOutside = (legs: readonly LegScript[], to: string): boolean =>
  to.startsWith('+') && legs.some(({ callIdSuffix }) => callIdSuffix !== undefined);

const pickedUpAfter = ({ startsAfter = 0, rings }: LegScript): number => startsAfter + rings;

const answererOf = ({ direction, person }: Expected, legs: readonly LegScript[]): ExpectedCall['answerer'] => {
  const [first] = legs.filter(isPickedUp).sort((one, other) => pickedUpAfter(one) - pickedUpAfter(other));
  return first && ((direction === 'outbound' ? person : (first.owner ?? first.forwardedBy)) ?? null);
};

/**
 * The calls of a case that was played: the call itself, and separate calls that belong to the situation. They do not
 * depend on the app.
 */
export const expectedCalls = (
  { users }: Company,
  { name, expected, others = {}, meanwhile = {} }: CallCase,
  { script, legs, primaryCallId, startedAt }: PlayedCall,
): ExpectedCall[] => {
  const seenCall = (seen: Expected, id: string, caller: Party, to: string, own: readonly LegScript[]) => ({
    ...seen,
    name,
    id,
    startedAt: new Date(startedAt.getTime() + 1000 * (own[0]?.startsAfter ?? 0)),
    caller,
    from: own.some(isOutside) || isPlacedOutside(own, to) ? mainNumber : caller.number,
    to,
    answerer: answererOf(seen, own),
    isConference: own.some(({ conference }) => conference),
    isPickedUpByCode: false,
    isTemporary: false,
  });
  const main = script.legs.filter(({ interaction }) => interaction === undefined);
  /** The legs of those who picked the call up with a feature code, in calls of their own. */
  const fetched = script.legs.filter(
    ({ direction, dials, interaction, bridgedTo }) =>
      direction === 'inbound' &&
      interaction !== undefined &&
      dials?.startsWith('*') === true &&
      bridgedTo === main[0]?.leg,
  );
  /** A separate call that someone in the company makes meanwhile. */
  const further = ([first, seen]: [string, Expected]): ExpectedCall => {
    const { owner, dials = '', bridgedTo, interaction } = script.legs.find(({ leg }) => leg === first) ?? {};
    const user = users.find(({ presence_id }) => presence_id === owner);
    const own = script.legs
      .filter((one) =>
        interaction === undefined ? [first, bridgedTo].includes(one.leg) : one.interaction === interaction,
      )
      .filter(({ intercepts }) => !intercepts);
    return seenCall(seen, legs[first] ?? '', user ? partyOf(user) : { number: '' }, dials, own);
  };
  return [
    {
      ...seenCall(expected, primaryCallId, shownCaller(script.caller), script.dialed, main),
      isPickedUpByCode: fetched.length > 0 || script.legs.some(({ intercepts }) => intercepts),
      answerer: answererOf(expected, [...main, ...fetched.map((leg) => ({ ...leg, intercepts: true as const }))]),
    },
    ...Object.entries(others).map(further),
    ...Object.entries(meanwhile).map((one) => ({ ...further(one), isTemporary: true })),
  ];
};

/**
 * Whether the list of records shows it as a call. Rows of KAZOO 4.2 have no interactions: a consultation before a
 * transfer is a separate call, and a call that was picked up with a code is recognized by two legs that name each
 * other.
 */
export const isListedBy =
  (kazoo: KazooVersion) =>
  (call: ExpectedCall): boolean =>
    kazoo === '4.2' ? !/^\*[48]\d/.test(call.to) : isFinal(call);

/** The call in the list of records: a row does not show a conference, so the system answered it. */
export const asListed = (call: ExpectedCall): ExpectedCall =>
  call.isConference ? { ...call, outcome: 'missed', missed_reason: 'system_answered' } : call;

/** Whether it is still a call in the end. */
export const isFinal = ({ isTemporary: isPassing }: ExpectedCall): boolean => !isPassing;

/** Whether it is a missed inbound call. */
export const isMissed = ({ direction, outcome }: ExpectedCall): boolean =>
  direction === 'inbound' && outcome !== 'answered';

/** Whether it is reported as answered while it is in progress. */
export const isReportedAnswered = ({ answerer }: ExpectedCall): boolean => answerer !== undefined;
