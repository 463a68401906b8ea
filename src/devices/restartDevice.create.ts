import { create } from '../zapier/operation.ts';
import {
  deviceFields,
  deviceRecord,
  deviceSample,
  formatDevice,
  formatState,
  parseDevice,
  type DeviceRecord,
} from './device.record.ts';
import { deviceField } from './deviceField.ts';
import { isOnlineNow } from './devices.api.ts';

/** Not an error, because Zapier may repeat a step after one by itself. */
const PERHAPS_REQUESTED =
  "VirtualPBX didn't say whether it asked the phone. Look at the phone before you run this step again.";

const restartRecord = (device: DeviceRecord): DeviceRecord => ({
  ...device,
  summary: `Asked ${formatDevice(device.device_name, device.user_name)}, which is ${formatState(device)}, to check its settings.`,
});

export const restartDevice = create({
  key: 'restart_device',
  noun: 'Device',
  label: 'Restart Device',
  description: 'Asks a phone to check its settings, and many phones restart.',
  inputFields: [deviceField],
  perform: async (input, context) => {
    const { dash } = context;
    const id = input.required('device');
    const ask = { purpose: 'restart the device' };
    const [device, online] = await Promise.all([dash.get(['devices', id], ask), isOnlineNow(dash, id)]);
    const record = await deviceRecord(id, parseDevice(device), online, context);
    // Last, so that no error after it makes Zapier restart the phone twice. Without `reboot`: KAZOO 4.2 does not know it,
    // and 4.3 fails for phones of which it knows only the event (`provisioner_util:should_reboot`).
    await dash.post(['devices', id, 'sync'], {}, { ...ask, unclear: PERHAPS_REQUESTED });
    return restartRecord(record);
  },
  outputFields: deviceFields,
  sample: restartRecord(deviceSample),
});
