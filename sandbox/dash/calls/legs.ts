import { gregorian } from '../gregorian.ts';
import { bridgesOf } from './bridges.ts';
import { callIdOf, digest } from './callIds.ts';
import { kindOf } from './kinds.ts';
import { primaryOf } from './primary.ts';
import { SECOND, endOf, startOf } from './time.ts';
import type { Company, Device, User } from '../company.ts';
import type { KazooVersion } from '../state.ts';
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
  /** The phone that sends the call on to the outside. */
  forwarder?: Device;
  startsAt: number;
  /** Undefined where nobody and nothing picked up. */
  answersAt?: number;
  endsAt: number;
  /** Microseconds since 1970; no two legs of a call are created in the same one, but for the halves of a loopback. */
  createdAt: number;
};

/** Two legs that were joined: the one that the switch tells of it, and the one at the other end. */
export type Bridge = { at: number; subject: Leg; other: Leg };

export type TimedCall = {
  company: Company;
  script: CallScript;
  version: KazooVersion;
  legs: readonly Leg[];
  bridges: readonly Bridge[];
  /** The leg by which the call is known. */
  primary: Leg;
};

export const partyOf = ({ caller_id }: User): Party => caller_id.internal;

const userOf = ({ users }: Company, extension: string | undefined): User | undefined => {
  const user = users.find(({ presence_id }) => presence_id === extension);
  if (extension !== undefined && !user) throw new Error(`The company has nobody with the extension ${extension}`);
  return user;
};

const phonesOf = ({ devices }: Company, owner: User | undefined): Device[] =>
  devices.filter(({ owner_id }) => owner && owner_id === owner.id);

/** The phones of a user ring in their order: the first leg to the user is the first phone, the next the second. */
const phoneOf = (company: Company, { legs }: CallScript, leg: LegScript, owner?: User): Device | undefined => {
  const phones = phonesOf(company, owner);
  const isSibling = (one: LegScript) => one.owner === leg.owner && one.direction === leg.direction && !one.loopback;
  const siblings = legs.filter((one) => isSibling(one) && one.authorizedBy !== 'resource');
  const place = Math.max(siblings.indexOf(leg), 0) % phones.length;
  return company.devices.find(({ id }) => id === leg.phone) ?? phones[place];
};

/** The script with its time, and what makes its ids its own. */
type Setting = { company: Company; script: CallScript; start: number; seed: string };

const earliest = (one: LegScript, other: LegScript): number => (one.startsAfter ?? 0) - (other.startsAfter ?? 0);

/** Each call of a queue to an agent is an interaction of its own; source: KAZOO, `ecallmgr_originate:get_channel_vars`. */
const nameOfInteraction = ({ leg, byQueue, interaction }: LegScript): string | undefined =>
  byQueue ? leg : interaction;

/** The leg that began an interaction; of the phones of a quickcall the one that was picked up. */
const firstOf = (legs: readonly LegScript[]): LegScript | undefined =>
  legs.find(({ callIdSuffix, bridgedTo }) => callIdSuffix && bridgedTo !== undefined) ??
  legs.find(({ loopback }) => !loopback) ??
  legs[0];

const callIdIn = ({ company, script, seed }: Setting, leg: LegScript): string => {
  const [member] = script.legs;
  const memberCallId = member && member !== leg ? callIdOf(member, seed) : '';
  return callIdOf(leg, seed, memberCallId, userOf(company, leg.owner)?.id);
};

const interactionOf = (setting: Setting, name: string | undefined): Interaction => {
  const { company, script, start, seed } = setting;
  const legs = script.legs.filter((leg) => nameOfInteraction(leg) === name).sort(earliest);
  const first = firstOf(legs);
  if (!first) throw new Error(`The call "${script.name}" has no legs of its own`);
  const owner = userOf(company, first.owner);
  const time = gregorian(new Date(start + SECOND * (legs[0]?.startsAfter ?? 0)));
  const key = digest(`${seed} ${name ?? ''}`).slice(0, 8);
  return {
    id: `${time}-${key}`,
    time,
    key,
    first,
    bridgeId: callIdIn(setting, first),
    caller: name !== undefined && !first.byQueue && owner ? partyOf(owner) : script.caller,
    dialled: first.dials ?? script.dialled,
  };
};

const legOf = (setting: Setting, leg: LegScript, interaction: Interaction): Leg => {
  const { company, script, start } = setting;
  const owner = userOf(company, leg.owner);
  const startsAt = start + SECOND * (leg.startsAfter ?? 0);
  const place = script.legs.findIndex(
    (one) => one === leg || (leg.loopback && one.loopback && one.dials === leg.dials),
  );
  return {
    script: leg,
    callId: callIdIn(setting, leg),
    interaction,
    owner,
    phone: kindOf(leg) === 'carrier' ? undefined : phoneOf(company, script, leg, owner),
    forwarder: phonesOf(company, userOf(company, leg.forwardedBy))[0],
    startsAt,
    answersAt: leg.talks > 0 || leg.answered ? startsAt + SECOND * leg.rings : undefined,
    endsAt: start + SECOND * endOf(leg),
    createdAt: 1000 * startsAt + place,
  };
};

/**
 * A call with everything that follows from its script, in the manner of that version of Dash. Ids come out the same for
 * the same script at the same time; `nth` tells calls apart that are the same in both.
 */
export const timed = (company: Company, told: CallScript, nth = 0, version: KazooVersion = '4.3'): TimedCall => {
  const start = startOf(told);
  const script = { ...told, at: new Date(start) };
  const setting = { company, script, start, seed: `${script.name} ${start} ${nth}` };
  const main = interactionOf(setting, undefined);
  const others = new Map<string | undefined, Interaction>();
  const legs = script.legs.map((leg) => {
    const name = nameOfInteraction(leg);
    const interaction = name === undefined ? main : (others.get(name) ?? interactionOf(setting, name));
    others.set(name, interaction);
    return legOf(setting, leg, interaction);
  });
  return { company, script, version, legs, bridges: bridgesOf(start, legs), primary: primaryOf(legs, main) };
};
