import { kindOf } from '../timeline/legKind.ts';
import { partyOf } from '../timeline/model.ts';
import { bridgedWith, rootOf, rungBy } from '../timeline/partners.ts';
import type { CallerId } from '../../company/model.ts';
import type { LegKind } from '../timeline/legKind.ts';
import type { Leg, Party, TimedCall } from '../timeline/model.ts';

/** The events of a leg. */
export type LegEventType = 'create' | 'answer' | 'bridge' | 'destroy';

/** The SIP addresses of a leg, and those of its first request, if Dash distinguishes them. */
type Uris = { from: string; to: string; request: string; from_uri?: string; to_uri?: string };

/** The caller, callee and SIP addresses of a leg. */
export type Addresses = { caller?: Party; callee?: Party } & Uris;

const CARRIER_HOST = 'carrier.invalid';

/** The host that the carrier sends calls to. */
export const SWITCH_HOST = 'switch.invalid';

/** The host of addresses inside the switch. */
const LOOPBACK_HOST = 'nodomain.com';

/** The user of a SIP address. */
export const userPart = (address: string): string => address.split('@')[0] ?? '';

/** The caller ID of a user, or of the company, for outbound calls. */
const externalOf = ({ company }: TimedCall, leg: Leg): CallerId =>
  leg.owner?.caller_id.external ?? company.account.caller_id.external;

/** Whether the call that a leg is part of came from outside. */
export const isFromOutside = ({ legs }: TimedCall, leg: Leg): boolean =>
  kindOf(rootOf(legs, leg).script) === 'outsideCaller';

/** The dialed number of a leg's call. */
export const dialedBy = ({ script, interaction }: Leg): string => script.dials ?? interaction.dialed;

/** An outside number without a known name. */
const outsideParty = (number: string): Party => ({ number, name: number.replace('+', '') });

/** The first party of a call: the caller, or the user whose phone the switch rings. */
const callerIn = (root: Leg): Party => {
  const { interaction, script, owner } = root;
  return owner && script !== interaction.first ? partyOf(owner) : interaction.caller;
};

/**
 * While a phone of a quickcall rings, it shows the number to dial, afterwards its own user with a colon: the external
 * caller ID for outbound calls, the extension for colleagues. Source: KAZOO, `cb_quickcall`.
 */
const quickcallCaller = (call: TimedCall, leg: Leg, isJoined: boolean): Party => {
  const isOutside = dialedBy(leg).startsWith('+');
  const { name, number } = leg.owner && !isOutside ? partyOf(leg.owner) : externalOf(call, leg);
  return isJoined ? { name: `${name}:`, number } : { name: 'Device QuickCall', number: dialedBy(leg) };
};

type LegView = { call: TimedCall; leg: Leg; root: Leg; when: LegEventType };
type ByKind<T> = Record<LegKind, (view: LegView) => T>;

const isJoined = ({ call: { legs }, leg, when }: LegView): boolean =>
  (when === 'bridge' || when === 'destroy') && bridgedWith(legs, leg) !== undefined;

const callers: ByKind<Party> = {
  outsideCaller: ({ leg }) => leg.interaction.caller,
  // Before routing, a call from a phone has only the SIP user.
  insideCaller: ({ leg, when }) => {
    const user = leg.phone?.sip.username;
    return when === 'create' && user !== undefined ? { number: user, name: user } : callerIn(leg);
  },
  phone: ({ root }) => (kindOf(root.script) === 'quickcall' && root.owner ? partyOf(root.owner) : callerIn(root)),
  carrier: ({ call, leg, root }) => (leg.forwarder ? callerIn(root) : externalOf(call, root)),
  quickcall: (view) => quickcallCaller(view.call, view.leg, isJoined(view)),
  agent: ({ leg }) => leg.interaction.caller,
  loopbackA: ({ root }) => callerIn(root),
  loopbackB: ({ root }) => callerIn(root),
};

/** A phone shows its owner to colleagues, and the company to everyone else. */
const calleeOfPhone = ({ call, leg }: LegView, isInside: boolean): Party =>
  isInside && leg.owner ? partyOf(leg.owner) : externalOf(call, leg);

const callees: ByKind<Party | undefined> = {
  outsideCaller: () => undefined,
  insideCaller: () => undefined,
  phone: (view) => calleeOfPhone(view, !isFromOutside(view.call, view.leg)),
  carrier: ({ leg }) => outsideParty(dialedBy(leg)),
  quickcall: (view) => calleeOfPhone(view, false),
  agent: (view) => calleeOfPhone(view, false),
  loopbackA: () => undefined,
  loopbackB: () => undefined,
};

/** The SIP address of the extension of a leg's owner. */
const ownerAddress = ({ call: { company }, leg }: LegView): string =>
  `${leg.owner?.presence_id ?? leg.phone?.sip.username ?? 'nouser'}@${company.account.realm}`;

/** The SIP address of the phone. */
const deviceAddress = ({ call: { company }, leg }: LegView): string =>
  `${leg.phone?.sip.username ?? 'nouser'}@${company.account.realm}`;

/** A leg from the switch has its caller only after its first request. */
const fromSwitch = ({ call: { company }, when }: LegView, number: string): string =>
  `${when === 'create' ? 'nouser' : number}@${company.account.realm}`;

/** The callee's address on a leg to a carrier. KAZOO 4.2 has the caller's own extension there. */
const carrierTo = ({ call, leg, root, when }: LegView): string => {
  const { realm } = call.company.account;
  const own = leg.forwarder
    ? call.company.users.find(({ id }) => id === leg.forwarder?.owner_id)?.presence_id
    : root.owner?.presence_id;
  if (leg.forwarder || call.version === '4.2') return `${own ?? 'nouser'}@${realm}`;
  if (kindOf(root.script) === 'quickcall' && when !== 'destroy') return `${externalOf(call, root).number}@${realm}`;
  return `${when === 'create' ? 'nouser' : dialedBy(leg)}@${realm}`;
};

const carrierFrom = ({ call, leg, root }: LegView): string => {
  const { realm } = call.company.account;
  const kind = kindOf(root.script);
  if (kind === 'quickcall') return `${dialedBy(root)}@${realm}`;
  return kind === 'outsideCaller' || leg.forwarder
    ? `${callerIn(root).number}@${realm}`
    : `${root.owner?.presence_id ?? 'nouser'}@${realm}`;
};

const uris: ByKind<Uris> = {
  outsideCaller: ({ leg }) => {
    const from = `${leg.interaction.caller.number}@${CARRIER_HOST}`;
    const to = `${dialedBy(leg)}@${SWITCH_HOST}`;
    return { from, to, request: to, from_uri: from, to_uri: to };
  },
  insideCaller: (view) => {
    const to = `${dialedBy(view.leg)}@${view.call.company.account.realm}`;
    return { from: ownerAddress(view), to, request: to, from_uri: deviceAddress(view), to_uri: to };
  },
  phone: (view) => {
    const from = `${callers.phone(view).number}@${view.call.company.account.realm}`;
    const request = deviceAddress(view);
    return { from, to: ownerAddress(view), request, from_uri: from, to_uri: request };
  },
  carrier: (view) => {
    const number = dialedBy(view.leg);
    return {
      from: carrierFrom(view),
      to: carrierTo(view),
      request: `${number}@${view.call.company.account.realm}`,
      from_uri: `${callers.carrier(view).number}@${CARRIER_HOST}`,
      to_uri: `${number}@${CARRIER_HOST}`,
    };
  },
  quickcall: (view) => {
    const request = deviceAddress(view);
    return {
      from: fromSwitch(view, callers.quickcall(view).number),
      to: ownerAddress(view),
      request,
      from_uri: `${dialedBy(view.leg)}@${view.call.company.account.realm}`,
      to_uri: request,
    };
  },
  agent: (view) => {
    const { number } = callers.agent(view);
    const request = deviceAddress(view);
    const from_uri = `${number}@${view.call.company.account.realm}`;
    return { from: fromSwitch(view, number), to: ownerAddress(view), request, from_uri, to_uri: request };
  },
  loopbackA: (view) => {
    const { realm } = view.call.company.account;
    const { number } = callers.loopbackA(view);
    const mobile = dialedBy(view.leg);
    return {
      from: `${number}@${LOOPBACK_HOST}`,
      to: ownerAddress(view),
      request: `${mobile}@${LOOPBACK_HOST}`,
      from_uri: `${number}@${realm}`,
      to_uri: `${mobile}@${realm}`,
    };
  },
  loopbackB: (view) => {
    const to = `${dialedBy(view.leg)}@${view.when === 'create' ? LOOPBACK_HOST : view.call.company.account.realm}`;
    return { from: ownerAddress(view), to, request: to };
  },
};

/** The addresses of a leg at an event, without its other legs. */
export const addressesOf = (call: TimedCall, leg: Leg, when: LegEventType = 'destroy'): Addresses => {
  const view = { call, leg, root: rootOf(call.legs, leg), when };
  const kind = kindOf(leg.script);
  return { caller: callers[kind](view), callee: callees[kind](view), ...uris[kind](view) };
};

/** The destination of a leg: the dialed number, or the SIP user of a phone. */
export const destinationOf = (call: TimedCall, leg: Leg): string =>
  kindOf(leg.script) === 'quickcall' ? leg.interaction.dialed : userPart(addressesOf(call, leg).request);

/** The leg that a leg was bridged with, the last one of several. */
export const bridgedLeg = ({ legs }: TimedCall, leg: Leg): Leg | undefined => bridgedWith(legs, leg);

/** The connected leg: the bridged one, or the one that rang it. */
export const connectedLeg = ({ legs }: TimedCall, leg: Leg): Leg | undefined =>
  bridgedWith(legs, leg) ?? rungBy(legs, leg);

/** The callee on a caller's leg: that of the first leg it rang that answered. */
const answeredCallee = (call: TimedCall, leg: Leg, until: number): Party | undefined => {
  const own = (other: Leg) => rootOf(call.legs, other) === leg || rungBy(call.legs, other) === leg;
  return call.bridges
    .filter(({ at, subject, other }) => at <= until && subject === leg && own(other))
    .toSorted((one, other) => one.at - other.at)
    .map(({ other }) => addressesOf(call, other).callee)
    .find((callee) => callee !== undefined);
};

/** The addresses of a leg at an event, at a time in milliseconds since 1970. */
export const addressesAt = (call: TimedCall, leg: Leg, when: LegEventType, at = Infinity): Addresses => {
  const own = addressesOf(call, leg, when);
  const isConnected = when === 'bridge' || when === 'destroy';
  return own.callee || !isConnected ? own : { ...own, callee: answeredCallee(call, leg, at) };
};

/**
 * What authorized a leg. A carrier's leg has nothing, except for a forwarded call in 4.3: there it is the phone.
 * Source: KAZOO, `cf_resources:maybe_call_forward`.
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
