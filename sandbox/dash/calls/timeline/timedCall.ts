import { gregorian } from '../../company/gregorian.ts';
import { bridgesOf } from './bridges.ts';
import { callIdOf, digest } from './callIds.ts';
import { kindOf } from './legKind.ts';
import { partyOf } from './model.ts';
import { primaryOf } from './primaryLeg.ts';
import { endOf, SECOND, startOf } from './timing.ts';
import type { Company, Device, User } from '../../company/model.ts';
import type { KazooVersion } from '../../settings.ts';
import type { Interaction, Leg, TimedCall } from './model.ts';
import type { CallScript, LegScript } from './script.ts';

const userOf = ({ users }: Company, extension: string | undefined): User | undefined => {
  const user = users.find(({ presence_id }) => presence_id === extension);
  if (extension !== undefined && !user) throw new Error(`The company has nobody with the extension ${extension}`);
  return user;
};

const phonesOf = ({ devices }: Company, owner: User | undefined): Device[] =>
  devices.filter(({ owner_id }) => owner && owner_id === owner.id);

/** The phones of a user ring in order: the first leg to the user is the first phone, the next the second. */
const phoneOf = (company: Company, { legs }: CallScript, leg: LegScript, owner?: User): Device | undefined => {
  const phones = phonesOf(company, owner);
  const isSibling = (one: LegScript) => one.owner === leg.owner && one.direction === leg.direction && !one.loopback;
  const siblings = legs.filter((one) => isSibling(one) && one.authorizedBy !== 'resource');
  const place = Math.max(siblings.indexOf(leg), 0) % phones.length;
  return company.devices.find(({ id }) => id === leg.phone) ?? phones[place];
};

/** The script with its start, and the seed of its ids. */
type Setting = { company: Company; script: CallScript; start: number; seed: string };

const earliest = (one: LegScript, other: LegScript): number => (one.startsAfter ?? 0) - (other.startsAfter ?? 0);

/** Each call of a queue to an agent is a separate interaction; source: KAZOO, `ecallmgr_originate:get_channel_vars`. */
const nameOfInteraction = ({ leg, byQueue, interaction }: LegScript): string | undefined =>
  byQueue ? leg : interaction;

/** The first leg of an interaction; in a quickcall, that of the phone that was answered. */
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
    dialed: first.dials ?? script.dialed,
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
 * A call with everything that follows from its script in this version of KAZOO. The same script at the same time has
 * the same ids; `nth` distinguishes equal calls.
 */
export const timeCall = (company: Company, given: CallScript, nth = 0, version: KazooVersion = '4.3'): TimedCall => {
  const start = startOf(given);
  const script = { ...given, at: new Date(start) };
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
