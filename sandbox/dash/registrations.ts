import { oneOf } from './answers.ts';
import { notification, publish } from './deliveries.ts';
import { gregorian } from './gregorian.ts';
import type { DashEvent } from './deliveries.ts';
import type { State } from './state.ts';

/** For how long it holds when a phone announces itself. */
const registrationSeconds = 540;

/** Connects a phone, or takes it away, and tells every webhook that wants to know; resolves when all deliveries are done. */
export const setRegistered = async (state: State, deviceId: string, online: boolean): Promise<DashEvent> => {
  const { company } = state;
  const device = oneOf(company.devices, deviceId);
  device.registered = online;
  const { username } = device.sip;
  const { realm } = company.account;
  const now = gregorian(new Date());
  const event = notification(company, online ? 'register' : 'deregister', {
    authorizing_id: device.id,
    authorizing_type: 'device',
    owner_id: device.owner_id,
    username,
    realm,
    from_user: username,
    from_host: realm,
    to_user: username,
    to_host: realm,
    network_ip: '203.0.113.24',
    network_port: '53764',
    user_agent: 'Yealink SIP-T46S 66.86.0.15',
    contact: `sip:${username}@203.0.113.24:53764`,
    expires: registrationSeconds,
    // When the phone last announced itself, also where it is gone since.
    event_timestamp: online ? now : now - registrationSeconds,
    suppress_unregister_notify: false,
    call_id: `${username}@203.0.113.24`,
    ...(online ? {} : { status: 'deregistered', profile_name: 'sipinterface_1' }),
  });
  await publish(state, event);
  return event;
};
