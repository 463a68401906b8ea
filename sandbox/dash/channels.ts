import { accepted, ok, oneOf, refuse } from './answers.ts';
import { otherLeg } from './calls/addresses.ts';
import { endCall } from './calls/live.ts';
import { partyOf } from './calls/legs.ts';
import { gregorian } from './gregorian.ts';
import { withoutUndefined } from './json.ts';
import { parkedChannel } from './parking.ts';
import type { Answer, Call, Handler } from './answers.ts';
import type { Channel } from './calls/live.ts';
import type { Leg, Party } from './calls/legs.ts';
import type { Company, Device } from './company.ts';
import type { KazooVersion, State } from './state.ts';

/** A leg between the switch and a carrier, as against one to or from a phone of ours. */
const isOfCarrier = ({ script }: Leg): boolean => script.authorizedBy === 'resource';

const isQuickcall = ({ script }: Leg): boolean => script.callIdSuffix !== undefined;

/** The leg at the other end while two are joined. */
const partnerOf = ({ call, leg }: Channel): Leg | undefined => otherLeg(call, leg);

/** A leg that rings knows which leg it rings for; the latter learns of it when somebody answers. */
const otherCallId = (channel: Channel): string | undefined => {
  const { leg } = channel;
  const isRungFor = leg.script.direction === 'outbound' && !isQuickcall(leg);
  return partnerOf(channel)?.callId ?? (isRungFor ? leg.interaction.bridgeId : undefined);
};

const dialledBy = ({ script, interaction }: Leg): string => script.dials ?? interaction.dialled;

/** A phone is called by its SIP user name; one that was rung to place a call goes on to what it then dials. */
const destinationOf = (channel: Channel): string => {
  const { leg } = channel;
  const isRung = leg.script.direction === 'outbound' && !isOfCarrier(leg);
  const isRinging = !isQuickcall(leg) || partnerOf(channel) === undefined;
  return isRung && isRinging ? (leg.phone?.sip.username ?? dialledBy(leg)) : dialledBy(leg);
};

const calleeOf = ({ call, leg }: Channel, other: Leg): Party => {
  if (isOfCarrier(other)) return { number: dialledBy(other), name: dialledBy(other).replace('+', '') };
  return isOfCarrier(leg) || !other.owner ? call.company.account.caller_id.external : partyOf(other.owner);
};

/** Only KAZOO 4.3 tells who calls and who is called, and only of the leg of whoever calls. */
const partiesOf = (channel: Channel, kazoo: KazooVersion) => {
  const { leg } = channel;
  if (kazoo === '4.2' || leg.script.direction === 'outbound') return {};
  const caller = leg.owner ? partyOf(leg.owner) : leg.interaction.caller;
  const other = partnerOf(channel);
  const callee = other && calleeOf(channel, other);
  return {
    caller_id_name: caller.name,
    caller_id_number: caller.number,
    callee_id_name: callee?.name,
    callee_id_number: callee?.number,
  };
};

/** The switch takes them from a phone that is picked up, before it dials. */
const applicationVars = (channel: Channel): Record<string, string> | undefined => {
  const { correlationId } = channel.call.script;
  return correlationId === undefined || partnerOf(channel) !== undefined
    ? undefined
    : { correlation_id: correlationId };
};

/** Which calls a carrier has a part in is written on the caller's leg as well. */
const hasCarrier = ({ call, leg }: Channel): boolean =>
  isOfCarrier(leg) ||
  (leg.script.direction === 'inbound' &&
    call.legs.some((other) => other.interaction === leg.interaction && isOfCarrier(other)));

/** Whose light is on; KAZOO 4.2 also writes that of whoever calls on the leg to a carrier. */
const presenceOf = ({ call, leg }: Channel, kazoo: KazooVersion): string | undefined => {
  const first = call.legs.find(({ script }) => script === leg.interaction.first);
  const isToCarrier = isOfCarrier(leg) && leg.script.direction === 'outbound';
  const owner = isToCarrier && kazoo === '4.2' ? first?.owner : leg.owner;
  return owner && `${owner.presence_id}@${call.company.account.realm}`;
};

/** What authorizes a leg, and whose it is. */
const ownership = (channel: Channel, kazoo: KazooVersion) => {
  const { call, leg } = channel;
  const { account } = call.company;
  const isInbound = leg.script.direction === 'inbound';
  const isOurs = !isOfCarrier(leg);
  return {
    account_billing: isInbound && !isOurs ? 'flat_rate' : undefined,
    authorizing_id: isOurs ? leg.phone?.id : undefined,
    authorizing_type: isOurs ? 'device' : isInbound ? 'resource' : undefined,
    callflow_id: isInbound ? call.company.callflows[0]?.id : undefined,
    channel_authorized: isInbound ? 'true' : undefined,
    owner_id: isOurs ? leg.owner?.id : undefined,
    presence_id: presenceOf(channel, kazoo),
    reseller_billing: isInbound && !isOurs ? 'flat_rate' : undefined,
    reseller_id: hasCarrier(channel) ? account.reseller_id : undefined,
    resource_id: isOurs ? undefined : 'd88c4e753d18755ca71adbae784e5f10',
    username: isOurs ? leg.phone?.sip.username : undefined,
  };
};

/** What the list and the document of a channel tell under the same names. */
const common = (channel: Channel, kazoo: KazooVersion) => ({
  ...ownership(channel, kazoo),
  ...partiesOf(channel, kazoo),
  answered: channel.leg.answersAt !== undefined,
  destination: destinationOf(channel),
  from_tag: channel.leg.script.direction === 'inbound' ? '2628444714184456' : undefined,
  is_loopback: channel.leg.script.loopback !== undefined,
  timestamp: gregorian(new Date(channel.leg.startsAt)),
});

const elapsed = ({ leg }: Channel): number => Math.max(0, Math.round((Date.now() - leg.startsAt) / 1000));

const row = (channel: Channel, kazoo: KazooVersion) =>
  withoutUndefined({
    ...common(channel, kazoo),
    custom_application_vars: applicationVars(channel) ?? '',
    direction: channel.leg.script.direction,
    elapsed_s: elapsed(channel),
    interaction_id: channel.leg.interaction.id,
    is_onhold: channel.isOnHold,
    other_leg: otherCallId(channel),
    uuid: channel.leg.callId,
  });

const channelVars = (channel: Channel, kazoo: KazooVersion) => {
  const { call, leg } = channel;
  const isInbound = leg.script.direction === 'inbound';
  return withoutUndefined({
    ...ownership(channel, kazoo),
    account_id: call.company.account.id,
    bridge_id: leg.interaction.bridgeId,
    call_interaction_id: leg.interaction.id,
    fetch_id: isInbound ? '83efe426-7b44-45f4-be35-5d3d90bea343' : undefined,
    precedence: 5,
    realm: isInbound && isOfCarrier(leg) ? undefined : call.company.account.realm,
  });
};

const rows = ({ company, settings }: State, isWanted: (channel: Channel) => boolean): Answer =>
  ok(company.channels.filter(isWanted).map((channel) => row(channel, settings.kazoo)));

/** `GET /channels`: every leg, in one list. */
export const listChannels: Handler = (_call, state) => rows(state, () => true);

/** The legs of phones, which are looked for by their SIP user names. Phones that have none are too much for KAZOO. */
const rowsOf = (state: State, phones: readonly Device[]): Answer => {
  const names = phones.map(({ sip }) => sip.username).filter((name) => name !== undefined);
  if (names.length === 0) throw refuse(500, 'could not reach ecallmgr channels', {});
  return rows(state, ({ leg }) => !isOfCarrier(leg) && names.includes(leg.phone?.sip.username ?? ''));
};

/** `GET /users/{id}/channels`: the legs of this user's phones alone. */
export const listChannelsOfUser: Handler = ({ params }, state) => {
  const { id } = oneOf(state.company.users, params.user);
  const phones = state.company.devices.filter(({ owner_id }) => owner_id === id);
  return phones.length === 0 ? ok([]) : rowsOf(state, phones);
};

/** `GET /devices/{id}/channels` */
export const listChannelsOfDevice: Handler = ({ params }, state) =>
  rowsOf(state, [oneOf(state.company.devices, params.device)]);

/** Of a leg that is over no switch answers; of one that is another account's, or has none yet, Dash tells nothing. */
const channelOf = (company: Company, callId: string | undefined): Channel => {
  const { channels, channelsElsewhere, passingChannels } = company;
  const channel = [...channels, ...passingChannels].find(({ leg }) => leg.callId === callId);
  if (channel) return channel;
  if (callId !== undefined && channelsElsewhere.includes(callId)) throw refuse(404, 'bad identifier', [callId]);
  throw refuse(503, 'datastore timeout', {});
};

/** `GET /channels/{uuid}`: the same as a row says, much of it under other names. */
export const getChannel: Handler = ({ params }, { company, settings }) => {
  const parked = parkedChannel(company, params.channel);
  if (parked) return ok(parked);
  const channel = channelOf(company, params.channel);
  return ok(
    withoutUndefined({
      ...common(channel, settings.kazoo),
      call_direction: channel.leg.script.direction,
      call_id: channel.leg.callId,
      call_interaction_id: channel.leg.interaction.id,
      custom_application_vars: applicationVars(channel) ?? {},
      custom_channel_vars: channelVars(channel, settings.kazoo),
      elapsed_seconds: elapsed(channel),
      is_on_hold: channel.isOnHold,
      other_leg_call_id: otherCallId(channel),
    }),
  );
};

const demand = (field: string, isThere: boolean, message: string): void => {
  if (!isThere) throw refuse(400, 'validation error', { [field]: { required: { message } } });
};

type Data = Call['data'];

/** What Dash checks of each action before it hands it on. */
const checks: Record<string, (data: Data, channel: Channel) => void> = {
  transfer: ({ target }, channel) => {
    demand('other_leg_call_id', otherCallId(channel) !== undefined, 'Channel is not bridged');
    demand('target', target !== undefined, 'No target destination specified');
  },
  intercept: ({ target_type, target_id }) => {
    demand('target_type', target_type !== undefined, 'No target type specified');
    demand('target_id', target_id !== undefined, 'No target id specified');
  },
  hangup: () => undefined,
  callflow: () => undefined,
  break: () => undefined,
};

/** Whether somebody listens for what is asked of a leg: on those of phones, and on a caller's until it is joined. */
const isHeard = (channel: Channel): boolean => !isOfCarrier(channel.leg) || partnerOf(channel) === undefined;

/**
 * `POST /channels/{uuid}`: what is asked of a leg on which somebody listens is noted on it, and a hangup ends the call.
 * The answer is the same whether or not anything happens.
 */
export const actOnChannel: Handler = ({ params, data }, state: State) => {
  const channel = channelOf(state.company, params.channel);
  const action = String(data.action);
  const check = Object.hasOwn(checks, action) ? checks[action] : undefined;
  if (!check) throw refuse(400, 'invalid data', {});
  check(data, channel);
  if (isHeard(channel)) {
    channel.asked.push(data);
    if (action === 'hangup') void endCall(state, channel.leg.callId);
  }
  return accepted(state.settings.kazoo, `${action} initiated`);
};
