import { kindOf } from './kinds.ts';
import type { Leg } from './legs.ts';

const named = (legs: readonly Leg[], name: string | undefined): Leg | undefined =>
  legs.find(({ script }) => script.leg === name);

/** A phone that dialled and so had this leg rung. */
const hasDialled = ({ script, startsAt }: Leg, rung: Leg): boolean =>
  kindOf(script) === 'insideCaller' && script.bridgedTo === rung.script.leg && startsAt <= rung.startsAt;

/** The leg that a bridge rang this one for: it knows that leg from its first moment on. Others begin alone. */
export const rungFor = (legs: readonly Leg[], leg: Leg): Leg | undefined => {
  const { script, interaction } = leg;
  const kind = kindOf(script);
  if (!['phone', 'carrier', 'loopbackA', 'loopbackB'].includes(kind)) return undefined;
  const isOf = (one: Leg) => one.interaction === interaction && one.script !== interaction.first;
  const dialler = legs.find((one) => isOf(one) && hasDialled(one, leg));
  const found = named(legs, script.rungFor) ?? dialler ?? legs.find((one) => one.script === interaction.first);
  return found === leg ? undefined : found;
};

/** The leg whose call this one is part of: that of the caller, or of the phone that the switch rang first. */
export const rootOf = (legs: readonly Leg[], leg: Leg): Leg => {
  const above = rungFor(legs, leg);
  return above ? rootOf(legs, above) : leg;
};

/** The leg that a leg was joined with, the last one if there were several. */
export const joinedWith = (legs: readonly Leg[], { script }: Leg): Leg | undefined => named(legs, script.bridgedTo);
