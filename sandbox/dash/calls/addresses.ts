import { kindOf } from './kinds.ts';
import { partyOf } from './legs.ts';
import { joinedWith, rootOf, rungFor } from './partners.ts';
import type { CallerId } from '../company.ts';
import type { LegKind } from './kinds.ts';
import type { Leg, Party, TimedCall } from './legs.ts';

/** What can happen to a leg. */
export type Happening = 'create' | 'answer' | 'bridge' | 'destroy';

/** The SIP addresses of a leg, and those of its first request, where Dash keeps them apart. */
type Uris = { from: string; to: string; request: string; from_uri?: string; to_uri?: string };

/** Who a leg shows as calling and as called, and its SIP addresses. */
export type Addresses = { caller?: Party; callee?: Party } & Uris;

const CARRIER = 'carrier.invalid';

/** Where the carrier sends calls to. */
export const SWITCH = 'switch.invalid';

/** What addresses inside the switch end in. */
const NOWHERE = 'nodomain.com';

/** The user of a SIP address. */
export const userPart = (address: string): string => address.split('@')[0] ?? '';

/** What people outside see of somebody, or of the company. */
const externalOf = ({ company }: TimedCall, leg: Leg): CallerId =>
  leg.owner?.caller_id.external ?? company.account.caller_id.external;

/** Whether the call that a leg is part of came from outside. */
export const isFromOutside = ({ legs }: TimedCall, leg: Leg): boolean =>
  kindOf(rootOf(legs, leg).script) === 'outsideCaller';

/** What was dialled to begin the call that a leg is part of. */
export const dialledBy = ({ script, interaction }: Leg): string => script.dials ?? interaction.dialled;

/** The number of somebody outside as Dash shows it where it knows no name. */
const outsideParty = (number: string): Party => ({ number, name: number.replace('+', '') });

/** Who is in the call at its beginning: the caller, or who had the switch ring a phone. */
const callerIn = (root: Leg): Party => {
  const { interaction, script, owner } = root;
  return owner && script !== interaction.first ? partyOf(owner) : interaction.caller;
};

/**
 * A phone of a quickcall shows the number that it will dial while it rings, and then ourselves, with a colon: to the
 * outside as people there see us, to colleagues with our extension. Source: KAZOO, `cb_quickcall`.
 */
const quickcallCaller = (call: TimedCall, leg: Leg, isJoined: boolean): Party => {
  const isOutside = dialledBy(leg).startsWith('+');
  const { name, number } = leg.owner && !isOutside ? partyOf(leg.owner) : externalOf(call, leg);
  return isJoined ? { name: `${name}:`, number } : { name: 'Device QuickCall', number: dialledBy(leg) };
};

type About = { call: TimedCall; leg: Leg; root: Leg; when: Happening };
type Telling<T> = Record<LegKind, (about: About) => T>;

const isJoined = ({ call: { legs }, leg, when }: About): boolean =>
  (when === 'bridge' || when === 'destroy') && joinedWith(legs, leg) !== undefined;

const callers: Telling<Party> = {
  outsideCaller: ({ leg }) => leg.interaction.caller,
  // Before it is routed, a call from a phone shows the SIP user alone.
  insideCaller: ({ leg, when }) => {
    const user = leg.phone?.sip.username;
    return when === 'create' && user !== undefined ? { number: user, name: user } : callerIn(leg);
  },
  phone: ({ root }) => (kindOf(root.script) === 'quickcall' && root.owner ? partyOf(root.owner) : callerIn(root)),
  carrier: ({ call, leg, root }) => (leg.forwarder ? callerIn(root) : externalOf(call, root)),
  quickcall: (about) => quickcallCaller(about.call, about.leg, isJoined(about)),
  agent: ({ leg }) => leg.interaction.caller,
  loopbackA: ({ root }) => callerIn(root),
  loopbackB: ({ root }) => callerIn(root),
};

/** A phone is its owner to colleagues, and the company to everybody else. */
const calleeOfPhone = ({ call, leg }: About, isInside: boolean): Party =>
  isInside && leg.owner ? partyOf(leg.owner) : externalOf(call, leg);

const callees: Telling<Party | undefined> = {
  outsideCaller: () => undefined,
  insideCaller: () => undefined,
  phone: (about) => calleeOfPhone(about, !isFromOutside(about.call, about.leg)),
  carrier: ({ leg }) => outsideParty(dialledBy(leg)),
  quickcall: (about) => calleeOfPhone(about, false),
  agent: (about) => calleeOfPhone(about, false),
  loopbackA: () => undefined,
  loopbackB: () => undefined,
};

/** The SIP address of the extension of a leg's owner. */
const ownAddress = ({ call: { company }, leg }: About): string =>
  `${leg.owner?.presence_id ?? leg.phone?.sip.username ?? 'nouser'}@${company.account.realm}`;

/** To the phone itself. */
const deviceAddress = ({ call: { company }, leg }: About): string =>
  `${leg.phone?.sip.username ?? 'nouser'}@${company.account.realm}`;

/** A leg that the switch begins shows who calls only when its first request is sent. */
const fromSwitch = ({ call: { company }, when }: About, number: string): string =>
  `${when === 'create' ? 'nouser' : number}@${company.account.realm}`;

/** Who a leg to a carrier is sent to. 4.2 names the caller's own extension there. */
const carrierTo = ({ call, leg, root, when }: About): string => {
  const { realm } = call.company.account;
  const own = leg.forwarder
    ? call.company.users.find(({ id }) => id === leg.forwarder?.owner_id)?.presence_id
    : root.owner?.presence_id;
  if (leg.forwarder || call.version === '4.2') return `${own ?? 'nouser'}@${realm}`;
  if (kindOf(root.script) === 'quickcall' && when !== 'destroy') return `${externalOf(call, root).number}@${realm}`;
  return `${when === 'create' ? 'nouser' : dialledBy(leg)}@${realm}`;
};

const carrierFrom = ({ call, leg, root }: About): string => {
  const { realm } = call.company.account;
  const kind = kindOf(root.script);
  if (kind === 'quickcall') return `${dialledBy(root)}@${realm}`;
  return kind === 'outsideCaller' || leg.forwarder
    ? `${callerIn(root).number}@${realm}`
    : `${root.owner?.presence_id ?? 'nouser'}@${realm}`;
};

const uris: Telling<Uris> = {
  outsideCaller: ({ leg }) => {
    const from = `${leg.interaction.caller.number}@${CARRIER}`;
    const to = `${dialledBy(leg)}@${SWITCH}`;
    return { from, to, request: to, from_uri: from, to_uri: to };
  },
  insideCaller: (about) => {
    const to = `${dialledBy(about.leg)}@${about.call.company.account.realm}`;
    return { from: ownAddress(about), to, request: to, from_uri: deviceAddress(about), to_uri: to };
  },
  phone: (about) => {
    const from = `${callers.phone(about).number}@${about.call.company.account.realm}`;
    const request = deviceAddress(about);
    return { from, to: ownAddress(about), request, from_uri: from, to_uri: request };
  },
  carrier: (about) => {
    const number = dialledBy(about.leg);
    return {
      from: carrierFrom(about),
      to: carrierTo(about),
      request: `${number}@${about.call.company.account.realm}`,
      from_uri: `${callers.carrier(about).number}@${CARRIER}`,
      to_uri: `${number}@${CARRIER}`,
    };
  },
  quickcall: (about) => {
    const request = deviceAddress(about);
    return {
      from: fromSwitch(about, callers.quickcall(about).number),
      to: ownAddress(about),
      request,
      from_uri: `${dialledBy(about.leg)}@${about.call.company.account.realm}`,
      to_uri: request,
    };
  },
  agent: (about) => {
    const { number } = callers.agent(about);
    const request = deviceAddress(about);
    const from_uri = `${number}@${about.call.company.account.realm}`;
    return { from: fromSwitch(about, number), to: ownAddress(about), request, from_uri, to_uri: request };
  },
  loopbackA: (about) => {
    const { realm } = about.call.company.account;
    const { number } = callers.loopbackA(about);
    const mobile = dialledBy(about.leg);
    return {
      from: `${number}@${NOWHERE}`,
      to: ownAddress(about),
      request: `${mobile}@${NOWHERE}`,
      from_uri: `${number}@${realm}`,
      to_uri: `${mobile}@${realm}`,
    };
  },
  loopbackB: (about) => {
    const to = `${dialledBy(about.leg)}@${about.when === 'create' ? NOWHERE : about.call.company.account.realm}`;
    return { from: ownAddress(about), to, request: to };
  },
};

/** What a leg shows by itself, when something happens to it. */
export const addressesOf = (call: TimedCall, leg: Leg, when: Happening = 'destroy'): Addresses => {
  const about = { call, leg, root: rootOf(call.legs, leg), when };
  const kind = kindOf(leg.script);
  return { caller: callers[kind](about), callee: callees[kind](about), ...uris[kind](about) };
};

/** Where a leg was sent to: what was dialled, or the SIP user of a phone. */
export const destinationOf = (call: TimedCall, leg: Leg): string =>
  kindOf(leg.script) === 'quickcall' ? leg.interaction.dialled : userPart(addressesOf(call, leg).request);

/** The leg that a leg was joined with, the last one if there were several. */
export const otherLeg = ({ legs }: TimedCall, leg: Leg): Leg | undefined => joinedWith(legs, leg);

/** The leg that a leg is tied to in the end: that which it was joined with, else that which it was rung for. */
export const tiedLeg = ({ legs }: TimedCall, leg: Leg): Leg | undefined => joinedWith(legs, leg) ?? rungFor(legs, leg);

/** A caller's leg learns who is called when a leg that was rung for it answers, and keeps the first that it learns. */
const learnedCallee = (call: TimedCall, leg: Leg, until: number): Party | undefined => {
  const own = (other: Leg) => rootOf(call.legs, other) === leg || rungFor(call.legs, other) === leg;
  return call.bridges
    .filter(({ at, subject, other }) => at <= until && subject === leg && own(other))
    .toSorted((one, other) => one.at - other.at)
    .map(({ other }) => addressesOf(call, other).callee)
    .find((callee) => callee !== undefined);
};

/** What a leg shows when something happens to it, in milliseconds since 1970. */
export const addressesAt = (call: TimedCall, leg: Leg, when: Happening, at = Infinity): Addresses => {
  const own = addressesOf(call, leg, when);
  const isTold = when === 'bridge' || when === 'destroy';
  return own.callee || !isTold ? own : { ...own, callee: learnedCallee(call, leg, at) };
};

/** What a leg shows while it is joined with another, or while it is not. */
export const joinedAddresses = (call: TimedCall, leg: Leg, other: Leg | undefined): Addresses =>
  addressesAt(call, leg, other ? 'bridge' : 'answer');

/**
 * What authorized a leg. A carrier's leg has nothing, but for 4.3 and a call that a phone sends on: there it is that
 * phone. Source: KAZOO, `cf_resources:maybe_call_forward`.
 */
export const authorizationOf = ({ company, version }: TimedCall, leg: Leg): { id?: string; type?: string } => {
  const { script, owner, phone, forwarder } = leg;
  const kind = kindOf(script);
  if (kind === 'carrier') return forwarder && version === '4.3' ? { id: forwarder.id, type: 'device' } : {};
  const ids = {
    resource: undefined,
    device: phone?.id,
    mobile: phone?.id,
    user: owner?.id,
    account: company.account.id,
    outbound_fax: company.account.id,
  };
  return { id: ids[script.authorizedBy], type: script.authorizedBy };
};

export const authorizingId = (call: TimedCall, leg: Leg): string | undefined => authorizationOf(call, leg).id;
