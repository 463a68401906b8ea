import { kindOf } from './legKind.ts';
import type { Leg } from './model.ts';

const named = (legs: readonly Leg[], name: string | undefined): Leg | undefined =>
  legs.find(({ script }) => script.leg === name);

/** Whether a phone dialed and so rang this leg. */
const hasDialed = ({ script, startsAt }: Leg, rung: Leg): boolean =>
  kindOf(script) === 'insideCaller' && script.bridgedTo === rung.script.leg && startsAt <= rung.startsAt;

/** The leg that rang this one. Legs without one start by themselves. */
export const rungBy = (legs: readonly Leg[], leg: Leg): Leg | undefined => {
  const { script, interaction } = leg;
  const kind = kindOf(script);
  if (!['phone', 'carrier', 'loopbackA', 'loopbackB'].includes(kind)) return undefined;
  const isOf = (one: Leg) => one.interaction === interaction && one.script !== interaction.first;
  const dialer = legs.find((one) => isOf(one) && hasDialed(one, leg));
  const found = named(legs, script.rungFor) ?? dialer ?? legs.find((one) => one.script === interaction.first);
  return found === leg ? undefined : found;
};

/** The leg that started the call: the caller's, or that of the phone that the switch rang first. */
export const rootOf = (legs: readonly Leg[], leg: Leg): Leg => {
  const above = rungBy(legs, leg);
  return above ? rootOf(legs, above) : leg;
};

/** The leg that a leg was bridged with, the last one of several. */
export const bridgedWith = (legs: readonly Leg[], { script }: Leg): Leg | undefined => named(legs, script.bridgedTo);
