import { deviceOffline } from './deviceOffline.trigger.ts';
import { deviceOnline } from './deviceOnline.trigger.ts';
import { listDevices } from './devices.dropdown.ts';
import { findDevice } from './findDevice.search.ts';
import { restartDevice } from './restartDevice.create.ts';
import { updateDevice } from './updateDevice.create.ts';

export const devices = {
  triggers: [deviceOffline, deviceOnline, listDevices],
  searches: [findDevice],
  creates: [restartDevice, updateDevice],
};
