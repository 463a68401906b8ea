import { mainNumber } from '../company.ts';
import { partyOf } from './legs.ts';
import type { Company } from '../company.ts';
import type { KazooVersion } from '../state.ts';
import type { Party } from './legs.ts';
import type { LegScript } from './script.ts';
import type { PlayedCall } from './stage.ts';
import type { CallCase, Expected } from './telling.ts';

/** Some carriers send it for a caller who hides the number. */
const ANONYMOUS_IN_DIGITS = '+266696687';

const shownCaller = ({ number, ...caller }: Party): Party => ({
  ...caller,
  number: number === ANONYMOUS_IN_DIGITS ? 'anonymous' : number,
});

/** A call that was played, as people must see it. */
export type ExpectedCall = Expected & {
  /** The case that it was played from. */
  name: string;
  id: string;
  startedAt: Date;
  caller: Party;
  /** The number of the caller in records: of a call to the outside, what was shown there. */
  from: string;
  to: string;
  /** The extension of whom the answer is told; undefined where nobody answered. */
  answerer: string | null | undefined;
  isConference: boolean;
  /** Whether somebody fetched it with a code. */
  isFetched: boolean;
  /** Whether it looks like a call of its own only until records are written. */
  isPassing: boolean;
};

const isOutside = ({ direction, authorizedBy, forwardedBy }: LegScript): boolean =>
  direction === 'outbound' && authorizedBy === 'resource' && forwardedBy === undefined;

/** A phone or a number outside that was rung and picked up, or a phone that took the call over. */
const isPickedUp = ({ direction, bridgedTo, callIdSuffix, loopback, intercepts }: LegScript): boolean =>
  intercepts === true ||
  (direction === 'outbound' && bridgedTo !== undefined && callIdSuffix === undefined && !loopback);

/** Whether the switch rings somebody's phones for a call to the outside. */
const isPlacedOutside = (legs: readonly LegScript[], to: string): boolean =>
  to.startsWith('+') && legs.some(({ callIdSuffix }) => callIdSuffix !== undefined);

const pickedUpAfter = ({ startsAfter = 0, rings }: LegScript): number => startsAfter + rings;

const answererOf = ({ direction, person }: Expected, legs: readonly LegScript[]): ExpectedCall['answerer'] => {
  const [first] = legs.filter(isPickedUp).sort((one, other) => pickedUpAfter(one) - pickedUpAfter(other));
  return first && ((direction === 'outbound' ? person : (first.owner ?? first.forwardedBy)) ?? null);
};

/**
 * The calls that come of a case which was played: the call itself, and those of their own that belong to the situation.
 * Nothing of it is what the app says.
 */
export const expectedCalls = (
  { users }: Company,
  { name, expected, others = {}, meanwhile = {} }: CallCase,
  { script, legs, primaryCallId, startedAt }: PlayedCall,
): ExpectedCall[] => {
  const told = (seen: Expected, id: string, caller: Party, to: string, own: readonly LegScript[]) => ({
    ...seen,
    name,
    id,
    startedAt: new Date(startedAt.getTime() + 1000 * (own[0]?.startsAfter ?? 0)),
    caller,
    from: own.some(isOutside) || isPlacedOutside(own, to) ? mainNumber : caller.number,
    to,
    answerer: answererOf(seen, own),
    isConference: own.some(({ conference }) => conference),
    isFetched: false,
    isPassing: false,
  });
  const main = script.legs.filter(({ interaction }) => interaction === undefined);
  /** Whoever fetched the call with a code, in a call of its own. */
  const fetched = script.legs.filter(
    ({ direction, dials, interaction, bridgedTo }) =>
      direction === 'inbound' &&
      interaction !== undefined &&
      dials?.startsWith('*') === true &&
      bridgedTo === main[0]?.leg,
  );
  /** A call that somebody in the company makes on the way. */
  const further = ([first, seen]: [string, Expected]): ExpectedCall => {
    const { owner, dials = '', bridgedTo, interaction } = script.legs.find(({ leg }) => leg === first) ?? {};
    const user = users.find(({ presence_id }) => presence_id === owner);
    const own = script.legs
      .filter((one) =>
        interaction === undefined ? [first, bridgedTo].includes(one.leg) : one.interaction === interaction,
      )
      .filter(({ intercepts }) => !intercepts);
    return told(seen, legs[first] ?? '', user ? partyOf(user) : { number: '' }, dials, own);
  };
  return [
    {
      ...told(expected, primaryCallId, shownCaller(script.caller), script.dialled, main),
      isFetched: fetched.length > 0 || script.legs.some(({ intercepts }) => intercepts),
      answerer: answererOf(expected, [...main, ...fetched.map((leg) => ({ ...leg, intercepts: true as const }))]),
    },
    ...Object.entries(others).map(further),
    ...Object.entries(meanwhile).map((one) => ({ ...further(one), isPassing: true })),
  ];
};

/**
 * Whether the list of records shows it as a call. Rows of KAZOO 4.2 tell no interactions: whoever is asked before a
 * transfer is in a call of its own, and a call that is fetched with a code is known by the two legs that name each other.
 */
export const isListedBy =
  (kazoo: KazooVersion) =>
  (call: ExpectedCall): boolean =>
    kazoo === '4.2' ? !/^\*[48]\d/.test(call.to) : isLasting(call);

/** As the list of records shows it: a row does not tell that a room was a conference, so the system answered it. */
export const asListed = (call: ExpectedCall): ExpectedCall =>
  call.isConference ? { ...call, outcome: 'missed', missed_reason: 'system_answered' } : call;

/** Whether it is a call when all is over. */
export const isLasting = ({ isPassing }: ExpectedCall): boolean => !isPassing;

/** Whether it is a missed call from outside. */
export const isMissed = ({ direction, outcome }: ExpectedCall): boolean =>
  direction === 'inbound' && outcome !== 'answered';

/** Whether its answer is told while it goes on. */
export const isToldAnswered = ({ answerer }: ExpectedCall): boolean => answerer !== undefined;
