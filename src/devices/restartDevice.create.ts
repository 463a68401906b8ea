import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { requiredText } from '../fields/inputs.ts';
import {
  deviceFields,
  deviceRecord,
  deviceSample,
  parseDevice,
  formatDevice,
  formatState,
  type DeviceRecord,
} from './device.ts';
import { deviceField } from './deviceField.ts';
import { isOnlineNow } from './deviceList.ts';

const inputFields = defineInputFields([deviceField]);

/** Not an error, because Zapier may repeat a step after one by itself. */
const PERHAPS_ASKED =
  "VirtualPBX didn't say whether it asked the phone. Look at the phone before you run this step again.";

const asked = (record: DeviceRecord): DeviceRecord => ({
  ...record,
  summary: `Asked ${formatDevice(record.device_name, record.user_name)}, which is ${formatState(record)}, to check its settings.`,
});

const perform = async (z: ZObject, bundle: Bundle): Promise<DeviceRecord> => {
  const id = requiredText('Device', bundle.inputData.device);
  const { dash } = connect(z, bundle);
  const ask = { purpose: 'restart the device' };
  const [device, online] = await Promise.all([dash.get(['devices', id], ask), isOnlineNow(dash, id)]);
  const record = await deviceRecord(id, parseDevice(device), online, { z, dash });
  // Last, so that nothing which goes wrong on the way makes Zapier restart the phone twice. Without `reboot`: KAZOO 4.2
  // does not know it, and 4.3 fails over phones of which it knows no more than the event (`provisioner_util:should_reboot`).
  await dash.post(['devices', id, 'sync'], {}, { ...ask, unclear: PERHAPS_ASKED });
  return asked(record);
};

export const restartDevice = {
  key: 'restart_device',
  noun: 'Device',
  display: {
    label: 'Restart Device',
    description: 'Asks a phone to check its settings, which makes many phones restart.',
  },
  operation: { inputFields, perform, outputFields: [...deviceFields], sample: asked(deviceSample) },
};
