import { mainNumber } from '../company.ts';
import type { LegScript } from './script.ts';
import type { PlayedCall } from './stage.ts';
import type { CallCase, Expected } from './telling.ts';

/** A call that was played, as people must see it. */
export type ExpectedCall = Expected & {
  /** The case that it was played from. */
  name: string;
  id: string;
  startedAt: Date;
  /** As records show it: of a call to the outside, the number that was shown there. */
  from: string;
  to: string;
  /** Whether a phone that was rung was picked up: the answer of a call that is fetched with a code has no such leg. */
  answeredByPhone: boolean;
  isConference: boolean;
};

const isOutside = ({ direction, authorizedBy, owner }: LegScript): boolean =>
  direction === 'outbound' && authorizedBy === 'resource' && owner === undefined;

const isPickedUp = ({ direction, talks, callIdSuffix }: LegScript): boolean =>
  direction === 'outbound' && talks > 0 && callIdSuffix === undefined;

/** What all calls of an interaction have in common, told from its legs. */
const seenOf = (legs: readonly LegScript[]) => ({
  answeredByPhone: legs.some(isPickedUp),
  isConference: legs.some(({ conference }) => conference),
});

/**
 * The calls that come of a case which was played: the call itself, and those of their own that belong to the situation.
 * Nothing of it is what the app says.
 */
export const expectedCalls = ({ name, expected, others = {} }: CallCase, played: PlayedCall): ExpectedCall[] => {
  const { script, legs, primaryCallId: id, startedAt } = played;
  const legsOf = (interaction?: string) => script.legs.filter((leg) => leg.interaction === interaction);
  const own = legsOf();
  const call = {
    ...expected,
    ...{ name, id, startedAt },
    from: own.some(isOutside) ? mainNumber : script.caller.number,
    to: script.dialled,
    ...seenOf(own),
  };
  const further = Object.entries(others).map(([leg, seen]) => {
    const { owner = '', dials = '', startsAfter = 0, interaction } = script.legs.find((one) => one.leg === leg) ?? {};
    const began = new Date((script.at ?? startedAt).getTime() + 1000 * startsAfter);
    const parties = { from: owner, to: dials };
    return { ...seen, ...{ name, id: legs[leg] ?? '', startedAt: began }, ...parties, ...seenOf(legsOf(interaction)) };
  });
  return [call, ...further];
};

/** As the list of records shows it: a row does not tell that a room was a conference, so the system answered it. */
export const asListed = (call: ExpectedCall): ExpectedCall =>
  call.isConference ? { ...call, outcome: 'missed', missed_reason: 'system_answered' } : call;

/** Whether it is a missed call from outside. */
export const isMissed = ({ direction, outcome }: ExpectedCall): boolean =>
  direction === 'inbound' && outcome !== 'answered';
