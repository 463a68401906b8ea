import { withoutUndefined } from '../../shared/json.ts';
import { endCall } from '../calls/live.ts';
import { bridgedLeg } from '../calls/output/addresses.ts';
import { parkedChannel } from '../calls/parkedChannel.ts';
import { partyOf } from '../calls/timeline/model.ts';
import { gregorian } from '../company/gregorian.ts';
import { accepted, ok } from '../http/endpoint.ts';
import { findById, refuse } from '../http/refusal.ts';
import type { Channel, Leg, Party } from '../calls/timeline/model.ts';
import type { Device } from '../company/model.ts';
import type { ApiRequest, ApiResponse, Handler, Routes } from '../http/endpoint.ts';
import type { KazooVersion } from '../settings.ts';
import type { State } from '../state.ts';

/** Whether a leg connects the switch with a carrier, and not with a device of the company. */
const isOfCarrier = ({ script }: Leg): boolean => script.authorizedBy === 'resource';

const isQuickcall = ({ script }: Leg): boolean => script.callIdSuffix !== undefined;

/** The bridged leg. */
const partnerOf = ({ call, leg }: Channel): Leg | undefined => bridgedLeg(call, leg);

/** The call id of the other leg. A ringing leg has it at once, the caller's leg after the answer. */
const otherCallId = (channel: Channel): string | undefined => {
  const { leg } = channel;
  const isRungFor = leg.script.direction === 'outbound' && !isQuickcall(leg);
  return partnerOf(channel)?.callId ?? (isRungFor ? leg.interaction.bridgeId : undefined);
};

const dialedBy = ({ script, interaction }: Leg): string => script.dials ?? interaction.dialed;

/** A phone's destination is its SIP username; after a quickcall's phone is answered, it is the dialed number. */
const destinationOf = (channel: Channel): string => {
  const { leg } = channel;
  const isRung = leg.script.direction === 'outbound' && !isOfCarrier(leg);
  const isRinging = !isQuickcall(leg) || partnerOf(channel) === undefined;
  return isRung && isRinging ? (leg.phone?.sip.username ?? dialedBy(leg)) : dialedBy(leg);
};

const calleeOf = ({ call, leg }: Channel, other: Leg): Party => {
  if (isOfCarrier(other)) return { number: dialedBy(other), name: dialedBy(other).replace('+', '') };
  return isOfCarrier(leg) || !other.owner ? call.company.account.caller_id.external : partyOf(other.owner);
};

/** Only KAZOO 4.3 has caller and callee, and only on the caller's leg. */
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

/** The switch removes them from an answered phone, before it dials. */
const applicationVars = (channel: Channel): Record<string, string> | undefined => {
  const { correlationId } = channel.call.script;
  return correlationId === undefined || partnerOf(channel) !== undefined
    ? undefined
    : { correlation_id: correlationId };
};

/** Whether a carrier takes part in the call; the caller's leg shows it as well. */
const hasCarrier = ({ call, leg }: Channel): boolean =>
  isOfCarrier(leg) ||
  (leg.script.direction === 'inbound' &&
    call.legs.some((other) => other.interaction === leg.interaction && isOfCarrier(other)));

/** The presence id of a leg. KAZOO 4.2 also sets the caller's on the leg to a carrier. */
const presenceOf = ({ call, leg }: Channel, kazoo: KazooVersion): string | undefined => {
  const first = call.legs.find(({ script }) => script === leg.interaction.first);
  const isToCarrier = isOfCarrier(leg) && leg.script.direction === 'outbound';
  const owner = isToCarrier && kazoo === '4.2' ? first?.owner : leg.owner;
  return owner && `${owner.presence_id}@${call.company.account.realm}`;
};

/** The owner of a leg, and what authorizes it. */
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

/** The keys that rows and documents of channels share. */
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

const rows = ({ channels, settings }: State, isWanted: (channel: Channel) => boolean): ApiResponse =>
  ok(channels.filter(isWanted).map((channel) => row(channel, settings.kazoo)));

/** `GET /channels`: every leg, in one list. */
export const listChannels: Handler = (_call, state) => rows(state, () => true);

/** The legs of phones, by their SIP usernames. KAZOO fails for phones without one. */
const rowsOf = (state: State, phones: readonly Device[]): ApiResponse => {
  const names = phones.map(({ sip }) => sip.username).filter((name) => name !== undefined);
  if (names.length === 0) throw refuse(500, 'could not reach ecallmgr channels', {});
  return rows(state, ({ leg }) => !isOfCarrier(leg) && names.includes(leg.phone?.sip.username ?? ''));
};

/** `GET /users/{id}/channels`: the legs of this user's phones alone. */
export const listChannelsOfUser: Handler = ({ params }, state) => {
  const { id } = findById(state.company.users, params.user);
  const phones = state.company.devices.filter(({ owner_id }) => owner_id === id);
  return phones.length === 0 ? ok([]) : rowsOf(state, phones);
};

/** `GET /devices/{id}/channels` */
export const listChannelsOfDevice: Handler = ({ params }, state) =>
  rowsOf(state, [findById(state.company.devices, params.device)]);

/** A leg that has ended is a timeout: no switch responds. The leg of another account, or of none yet, is a 404. */
const channelOf = ({ channels, recentChannels, foreignCallIds }: State, callId: string | undefined): Channel => {
  const channel = [...channels, ...recentChannels].find(({ leg }) => leg.callId === callId);
  if (channel) return channel;
  if (callId !== undefined && foreignCallIds.includes(callId)) throw refuse(404, 'bad identifier', [callId]);
  throw refuse(503, 'datastore timeout', {});
};

/** `GET /channels/{uuid}`: the data of a row, much of it under other names. */
export const getChannel: Handler = ({ params }, state) => {
  const { company, settings } = state;
  const parked = parkedChannel(company, params.channel);
  if (parked) return ok(parked);
  const channel = channelOf(state, params.channel);
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

const requireField = (field: string, isThere: boolean, message: string): void => {
  if (!isThere) throw refuse(400, 'validation error', { [field]: { required: { message } } });
};

type Data = ApiRequest['data'];

/** Dash's checks for each action before it passes it on. */
const checks: Record<string, (data: Data, channel: Channel) => void> = {
  transfer: ({ target }, channel) => {
    requireField('other_leg_call_id', otherCallId(channel) !== undefined, 'Channel is not bridged');
    requireField('target', target !== undefined, 'No target destination specified');
  },
  intercept: ({ target_type, target_id }) => {
    requireField('target_type', target_type !== undefined, 'No target type specified');
    requireField('target_id', target_id !== undefined, 'No target id specified');
  },
  hangup: () => undefined,
  callflow: () => undefined,
  break: () => undefined,
};

/** Whether KAZOO handles requests for a leg: those of phones, and a caller's until it is bridged. */
const isHandled = (channel: Channel): boolean => !isOfCarrier(channel.leg) || partnerOf(channel) === undefined;

/**
 * `POST /channels/{uuid}`: requests for a leg that KAZOO handles are recorded on it, and a hangup ends the call. The
 * response is always the same.
 */
const actOnChannel: Handler = ({ params, data }, state: State) => {
  const channel = channelOf(state, params.channel);
  const action = String(data.action);
  const check = Object.hasOwn(checks, action) ? checks[action] : undefined;
  if (!check) throw refuse(400, 'invalid data', {});
  check(data, channel);
  if (isHandled(channel)) {
    channel.requests.push(data);
    if (action === 'hangup') void endCall(state, channel.leg.callId);
  }
  return accepted(state.settings.kazoo, `${action} initiated`);
};

export const channelRoutes: Routes = {
  'GET /channels': listChannels,
  'GET /channels/:channel': getChannel,
  'POST /channels/:channel': actOnChannel,
  'GET /devices/:device/channels': listChannelsOfDevice,
  'GET /users/:user/channels': listChannelsOfUser,
};
