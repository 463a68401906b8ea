import { gregorian } from '../company/gregorian.ts';
import { notification, publish } from '../events/deliveries.ts';
import { registrationDetails } from '../events/notificationSamples.ts';
import { findById } from '../http/refusal.ts';
import type { DashEvent } from '../events/deliveries.ts';
import type { State } from '../state.ts';

/** Registers a phone or ends its registration. Resolves when all webhooks have been called. */
export const setRegistered = async (state: State, deviceId: string, online: boolean): Promise<DashEvent> => {
  const { company } = state;
  const device = findById(company.devices, deviceId);
  device.registered = online;
  const { account } = company;
  const details = registrationDetails({
    now: gregorian(new Date()),
    online,
    accountId: account.id,
    realm: account.realm,
    deviceId: device.id,
    ownerId: device.owner_id,
    username: device.sip.username ?? device.id,
  });
  const event = notification(company, online ? 'register' : 'deregister', details);
  if (online || !device.suppress_unregister_notifications) await publish(state, event);
  return event;
};
