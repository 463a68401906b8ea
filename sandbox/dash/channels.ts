import { ok, oneOf, refuse } from './answers.ts';
import { authorizationOf, joinedAddresses, otherLeg, userPart } from './calls/addresses.ts';
import { endCall } from './calls/live.ts';
import { gregorian } from './gregorian.ts';
import type { Answer, Call, Handler } from './answers.ts';
import type { Channel } from './calls/live.ts';
import type { Company } from './company.ts';
import type { State } from './state.ts';

/** A leg that rings knows which leg it rings for; the latter learns of it when somebody answers. */
const otherCallId = ({ call, leg }: Channel): string | undefined => {
  const { direction, callIdSuffix } = leg.script;
  const isRungFor = direction === 'outbound' && callIdSuffix === undefined;
  return otherLeg(call, leg)?.callId ?? (isRungFor ? leg.interaction.bridgeId : undefined);
};

/** What the list and the document of a channel tell under the same names. */
const common = ({ call, leg }: Channel) => {
  const { caller, callee } = joinedAddresses(call, leg, otherLeg(call, leg));
  const { id, type } = authorizationOf(call, leg);
  return {
    answered: leg.answersAt !== undefined,
    authorizing_id: id,
    authorizing_type: type,
    callee_id_name: callee?.name,
    callee_id_number: callee?.number,
    caller_id_name: caller?.name,
    caller_id_number: caller?.number,
    custom_application_vars: { correlation_id: call.script.correlationId },
    interaction_id: leg.interaction.id,
    owner_id: leg.owner?.id,
    presence_id: leg.owner && `${leg.owner.presence_id}@${call.company.account.realm}`,
    timestamp: gregorian(new Date(leg.startsAt)),
    username: leg.phone?.sip.username,
  };
};

const elapsed = ({ leg }: Channel): number => Math.max(0, Math.round((Date.now() - leg.startsAt) / 1000));

const row = (channel: Channel) => {
  const { call, leg, isOnHold } = channel;
  return {
    ...common(channel),
    destination: userPart(joinedAddresses(call, leg, undefined).request),
    direction: leg.script.direction,
    elapsed_s: elapsed(channel),
    is_loopback: leg.script.loopback !== undefined,
    is_onhold: isOnHold,
    other_leg: otherCallId(channel),
    uuid: leg.callId,
  };
};

const rows = ({ channels }: Company, isWanted: (channel: Channel) => boolean): Answer =>
  ok(channels.filter(isWanted).map(row));

/** `GET /channels`: every leg, in one list. */
export const listChannels: Handler = (_call, { company }) => rows(company, () => true);

/** `GET /users/{id}/channels`: the legs of this user's phones alone. */
export const listChannelsOfUser: Handler = ({ params }, { company }) => {
  const { id } = oneOf(company.users, params.user);
  return rows(company, ({ leg }) => leg.phone?.owner_id === id);
};

/** `GET /devices/{id}/channels` */
export const listChannelsOfDevice: Handler = ({ params }, { company }) => {
  const { id } = oneOf(company.devices, params.device);
  return rows(company, ({ leg }) => leg.phone?.id === id);
};

const channelOf = ({ channels }: Company, callId: string | undefined): Channel => {
  const channel = channels.find(({ leg }) => leg.callId === callId);
  if (!channel) throw refuse(404, 'bad identifier', [callId]);
  return channel;
};

/** `GET /channels/{uuid}`: the same as a row says, under other names. */
export const getChannel: Handler = ({ params }, { company }) => {
  const channel = channelOf(company, params.channel);
  return ok({
    ...common(channel),
    call_id: channel.leg.callId,
    call_direction: channel.leg.script.direction,
    elapsed_seconds: elapsed(channel),
    other_leg_call_id: otherLeg(channel.call, channel.leg)?.callId,
  });
};

const demand = (field: string, isThere: boolean, message: string): void => {
  if (!isThere) throw refuse(400, 'validation error', { [field]: { required: { message } } });
};

type Data = Call['data'];

/** What Dash checks of each action before it hands it on. */
const checks: Record<string, (data: Data, channel: Channel) => void> = {
  transfer: ({ target }, { call, leg }) => {
    const isBridged = otherLeg(call, leg) !== undefined;
    demand('other_leg_call_id', isBridged, 'Channel is not bridged');
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

/** `POST /channels/{uuid}`: a hangup ends the call, all else is noted on the channel; nothing shows whether it worked. */
export const actOnChannel: Handler = ({ params, data }, state: State) => {
  const channel = channelOf(state.company, params.channel);
  const action = String(data.action);
  const check = Object.hasOwn(checks, action) ? checks[action] : undefined;
  if (!check) throw refuse(400, 'invalid data', {});
  check(data, channel);
  channel.asked.push(data);
  if (action === 'hangup') void endCall(state, channel.leg.callId);
  return ok(`${action} initiated`);
};
