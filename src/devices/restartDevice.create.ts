import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/connection.ts';
import { required } from '../zapier/inputs.ts';
import {
  deviceFields,
  deviceRecord,
  deviceSample,
  readDevice,
  spokenDevice,
  spokenState,
  type DeviceRecord,
} from './device.ts';
import { deviceField } from './deviceField.ts';
import { isOnlineNow } from './deviceList.ts';

const inputFields = defineInputFields([deviceField]);

/** Not an error, because Zapier may repeat a step after one by itself. */
const PERHAPS_RESTARTED =
  'VirtualPBX did not say whether it restarts the phone. Look at the phone before you run this step again.';

const asked = (record: DeviceRecord): DeviceRecord => ({
  ...record,
  summary: `Asked for a restart of ${spokenDevice(record.device_name, record.user_name)}, which is ${spokenState(record)}.`,
});

const perform = async (z: ZObject, bundle: Bundle): Promise<DeviceRecord> => {
  const id = required('Device', bundle.inputData.device);
  const { dash } = connect(z, bundle);
  const ask = { purpose: 'restart the device' };
  const [device, online] = await Promise.all([dash.get(['devices', id], ask), isOnlineNow(dash, id)]);
  const record = await deviceRecord(id, readDevice(device), online, { z, dash });
  // Last, so that nothing which goes wrong on the way makes Zapier restart the phone twice.
  await dash.replace(['devices', id, 'sync'], { reboot: true }, { ...ask, unclear: PERHAPS_RESTARTED });
  return asked(record);
};

export const restartDevice = {
  key: 'restart_device',
  noun: 'Device',
  display: { label: 'Restart Device', description: 'Asks the phone system to restart a phone.' },
  operation: { inputFields, perform, outputFields: [...deviceFields], sample: asked(deviceSample) },
};
