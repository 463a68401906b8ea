import { partyOf } from './legs.ts';
import type { Bridge, Leg, Party, TimedCall } from './legs.ts';

/** Who a leg shows as calling and as called, and its SIP addresses. */
export type Addresses = { caller?: Party; callee?: Party; from: string; to: string; request: string };

const CARRIER = 'carrier.invalid';

/** The user of a SIP address. */
export const userPart = (address: string): string => address.split('@')[0] ?? '';

/** What people outside see of a call that one of us makes. */
const externalOf = ({ company, legs }: TimedCall, { interaction }: Leg): Party => {
  const owner = legs.find(({ script }) => script === interaction.first)?.owner;
  return owner?.caller_id.external ?? company.account.caller_id.external;
};

type Addressing = (call: TimedCall, leg: Leg) => Addresses;

const fromCarrier: Addressing = ({ company }, { interaction, script }) => {
  const { caller } = interaction;
  const to = `${script.dials ?? interaction.dialled}@${company.account.realm}`;
  return { caller, from: `${caller.number}@${CARRIER}`, to, request: to };
};

const fromPhone: Addressing = ({ company }, { interaction, script, owner, phone }) => {
  const { realm } = company.account;
  const caller = owner && script !== interaction.first ? partyOf(owner) : interaction.caller;
  const to = `${script.dials ?? interaction.dialled}@${realm}`;
  return { caller, from: `${phone?.sip.username ?? caller.number}@${realm}`, to, request: to };
};

const toCarrier: Addressing = (call, leg) => {
  const { interaction, script } = leg;
  const number = script.dials ?? interaction.dialled;
  const caller = script.callForwarded ? interaction.caller : externalOf(call, leg);
  const to = `${number}@${CARRIER}`;
  return { caller, callee: { number }, from: `${caller.number}@${call.company.account.realm}`, to, request: to };
};

/** Who calls a phone: the caller of the interaction, or a colleague in it who dialled later to ask or to hand over. */
const callerOf = ({ legs }: TimedCall, { interaction, script }: Leg): Party => {
  const dialler = legs.find((one) => {
    const isLater = one.interaction === interaction && one.script !== interaction.first;
    return isLater && one.script.direction === 'inbound' && one.script.bridgedTo === script.leg;
  });
  return dialler?.owner ? partyOf(dialler.owner) : interaction.caller;
};

/** A phone is called by its SIP name. One that rings in vain may not learn who calls. */
const toPhone: Addressing = (call, leg) => {
  const { interaction, script, owner, phone } = leg;
  const { realm } = call.company.account;
  const { dialled } = interaction;
  const caller = callerOf(call, leg);
  const isQuickcall = script.callIdSuffix === '-quickcall';
  const to = `${phone?.sip.username ?? dialled}@${realm}`;
  return {
    ...(isQuickcall || script.bridgedTo !== undefined ? { caller } : {}),
    callee: owner && !isQuickcall ? partyOf(owner) : { number: dialled },
    from: `${caller.number}@${realm}`,
    to,
    request: to,
  };
};

const addressings = {
  inbound: { carrier: fromCarrier, phone: fromPhone },
  outbound: { carrier: toCarrier, phone: toPhone },
};

export const addressesOf: Addressing = (call, leg) => {
  const { direction, authorizedBy } = leg.script;
  return addressings[direction][authorizedBy === 'resource' ? 'carrier' : 'phone'](call, leg);
};

/** The leg at the other end of a bridge. */
export const otherEnd = ({ legs: [first, second] }: Bridge, leg: Leg): Leg => (leg === first ? second : first);

/** The leg that a leg was joined with, the last one if there were several. */
export const otherLeg = ({ legs }: TimedCall, { script }: Leg): Leg | undefined =>
  legs.find((other) => other.script.leg === script.bridgedTo);

/** What a leg shows while, or after, it is joined with another: a caller then sees who picked up. */
export const joinedAddresses = (call: TimedCall, leg: Leg, other: Leg | undefined): Addresses => {
  const own = addressesOf(call, leg);
  return other && leg.script.direction === 'inbound' ? { ...own, callee: addressesOf(call, other).callee } : own;
};

/** What authorized a leg; a carrier is not one of the company's. */
export const authorizingId = ({ company }: TimedCall, { script, owner, phone }: Leg): string | undefined => {
  const ids = {
    resource: undefined,
    device: phone?.id,
    mobile: phone?.id,
    user: owner?.id,
    account: company.account.id,
    outbound_fax: company.account.id,
  };
  return ids[script.authorizedBy];
};
