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

/** Halts the step, because Zapier may repeat a step on its own after other errors. */
const PERHAPS_REQUESTED =
  "VirtualPBX didn't confirm the request, so the phone may be restarting. Check the phone before you run this step again.";

const restartRecord = (device: DeviceRecord): DeviceRecord => ({
  ...device,
  summary: `Asked ${formatDevice(device.device_name, device.user_name)} to reload its settings. It was ${formatState(device)}.`,
});

export const restartDevice = create({
  key: 'restart_device',
  noun: 'Device',
  label: 'Restart Device',
  description: 'Asks a phone to reload its settings, which can restart it.',
  inputFields: [{ ...deviceField, helpText: 'Some phones restart. Others only reload their settings.' }],
  perform: async (input, context) => {
    const { dash } = context;
    const id = input.required('device');
    const ask = { purpose: 'restart the phone' };
    const [device, online] = await Promise.all([dash.get(['devices', id], ask), isOnlineNow(dash, id)]);
    const record = await deviceRecord(id, parseDevice(device), online, context);
    // Last, so that no later error makes Zapier restart the phone twice. Without `reboot`: KAZOO 4.2 ignores it, and 4.3
    // fails for phones that have only the event set (`provisioner_util:should_reboot`).
    await dash.post(['devices', id, 'sync'], {}, { ...ask, unclear: PERHAPS_REQUESTED });
    return restartRecord(record);
  },
  outputFields: deviceFields,
  sample: restartRecord(deviceSample),
});
