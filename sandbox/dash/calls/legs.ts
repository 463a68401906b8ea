import { gregorian } from '../gregorian.ts';
import { bridgesOf } from './bridges.ts';
import { callIdOf, digest } from './callIds.ts';
import { primaryOf } from './primary.ts';
import { SECOND, endOf, startOf } from './time.ts';
import type { Company, Device, User } from '../company.ts';
import type { CallScript, LegScript } from './script.ts';

/** Somebody as a phone shows them. */
export type Party = { number: string; name?: string };

/** Legs that Dash counts as one call; `time` is its start in Gregorian seconds, `first` the leg that began it. */
export type Interaction = {
  id: string;
  time: number;
  key: string;
  first: LegScript;
  /** The call id of the first leg. */
  bridgeId: string;
  caller: Party;
  dialled: string;
};

/** A leg with its place in time, in milliseconds since 1970. */
export type Leg = {
  script: LegScript;
  callId: string;
  interaction: Interaction;
  owner?: User;
  phone?: Device;
  startsAt: number;
  /** Undefined where nobody and nothing picked up. */
  answersAt?: number;
  endsAt: number;
  /** Microseconds since 1970; no two legs of a call are created in the same one. */
  createdAt: number;
};

/** Two legs that were joined. */
export type Bridge = { at: number; legs: readonly [Leg, Leg] };

export type TimedCall = {
  company: Company;
  script: CallScript;
  legs: readonly Leg[];
  bridges: readonly Bridge[];
  /** The leg by which the call is known. */
  primary: Leg;
};

export const partyOf = ({ caller_id }: User): Party => caller_id.internal;

const userOf = ({ users }: Company, { owner }: LegScript): User | undefined => {
  const user = users.find(({ presence_id }) => presence_id === owner);
  if (owner !== undefined && !user) throw new Error(`The company has nobody with the extension ${owner}`);
  return user;
};

/** The phones of a user ring in their order: the first leg to the user is the first phone, the next the second. */
const phoneOf = ({ devices }: Company, { legs }: CallScript, leg: LegScript, owner?: User): Device | undefined => {
  const phones = devices.filter(({ owner_id }) => owner_id === owner?.id);
  const isSibling = (one: LegScript) => one.owner === leg.owner && one.direction === leg.direction && !one.loopback;
  const siblings = legs.filter((one) => isSibling(one) && one.authorizedBy !== 'resource');
  return phones.find(({ id }) => id === leg.phone) ?? phones[Math.max(siblings.indexOf(leg), 0) % phones.length];
};

/** The script with its time, and what makes its ids its own. */
type Setting = { company: Company; script: CallScript; start: number; seed: string };

const earliest = (one: LegScript, other: LegScript): number => (one.startsAfter ?? 0) - (other.startsAfter ?? 0);

const interactionOf = ({ company, script, start, seed }: Setting, name: string | undefined): Interaction => {
  const legs = script.legs.filter(({ interaction }) => interaction === name).sort(earliest);
  const first = legs.find(({ loopback }) => !loopback) ?? legs[0];
  if (!first) throw new Error(`The call "${script.name}" has no legs of its own`);
  const owner = userOf(company, first);
  const time = gregorian(new Date(start + SECOND * (first.startsAfter ?? 0)));
  const key = digest(`${seed} ${name ?? ''}`).slice(0, 8);
  return {
    id: `${time}-${key}`,
    time,
    key,
    first,
    bridgeId: callIdOf(first, seed),
    caller: name !== undefined && owner ? partyOf(owner) : script.caller,
    dialled: first.dials ?? script.dialled,
  };
};

const legOf = ({ company, script, start, seed }: Setting, leg: LegScript, interaction: Interaction): Leg => {
  const owner = userOf(company, leg);
  const startsAt = start + SECOND * (leg.startsAfter ?? 0);
  return {
    script: leg,
    callId: callIdOf(leg, seed),
    interaction,
    owner,
    phone: phoneOf(company, script, leg, owner),
    startsAt,
    answersAt: leg.talks > 0 ? startsAt + SECOND * leg.rings : undefined,
    endsAt: start + SECOND * endOf(leg),
    createdAt: 1000 * startsAt + script.legs.indexOf(leg),
  };
};

/**
 * A call with everything that follows from its script. Ids come out the same for the same script at the same time; `nth`
 * tells calls apart that are the same in both.
 */
export const timed = (company: Company, told: CallScript, nth = 0): TimedCall => {
  const start = startOf(told);
  const script = { ...told, at: new Date(start) };
  const setting = { company, script, start, seed: `${script.name} ${start} ${nth}` };
  const main = interactionOf(setting, undefined);
  const others = new Map<string | undefined, Interaction>();
  const legs = script.legs.map((leg) => {
    const name = leg.interaction;
    const interaction = name === undefined ? main : (others.get(name) ?? interactionOf(setting, name));
    others.set(name, interaction);
    return legOf(setting, leg, interaction);
  });
  return { company, script, legs, bridges: bridgesOf(start, legs), primary: primaryOf(legs, main) };
};
