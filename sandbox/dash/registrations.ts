import { oneOf } from './answers.ts';
import { notification, publish } from './deliveries.ts';
import { gregorian } from './gregorian.ts';
import { registrationOf } from './notificationSamples.ts';
import type { DashEvent } from './deliveries.ts';
import type { State } from './state.ts';

/** Connects a phone, or takes it away, and tells every webhook that wants to know; resolves when all deliveries are done. */
export const setRegistered = async (state: State, deviceId: string, online: boolean): Promise<DashEvent> => {
  const { company } = state;
  const device = oneOf(company.devices, deviceId);
  device.registered = online;
  const { account } = company;
  const details = registrationOf({
    now: gregorian(new Date()),
    online,
    accountId: account.id,
    realm: account.realm,
    deviceId: device.id,
    ownerId: device.owner_id,
    username: device.sip.username ?? device.id,
  });
  const event = notification(company, online ? 'register' : 'deregister', details);
  // Dash is asked to keep quiet about such a phone.
  if (online || !device.suppress_unregister_notifications) await publish(state, event);
  return event;
};
