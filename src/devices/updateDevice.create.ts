import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { changeOf, confirmed, requiredText, inputText, inputFlag } from '../fields/inputs.ts';
import { deviceFields, deviceRecord, deviceSample, parseDevice, type DeviceRecord } from './device.ts';
import { deviceField } from './deviceField.ts';
import { isOnlineNow } from './deviceList.ts';

const LABELS = { name: 'Name', enabled: 'Enabled', exclude_from_queues: 'Leave Out of Queues' };

const inputFields = defineInputFields([
  deviceField,
  { key: 'name', label: LABELS.name, type: 'string', helpText: 'Leave empty to keep the name.' },
  {
    key: 'enabled',
    label: LABELS.enabled,
    type: 'boolean',
    helpText: 'No takes the phone out of service. Leave empty to keep it as it is.',
  },
  {
    key: 'exclude_from_queues',
    label: LABELS.exclude_from_queues,
    type: 'boolean',
    helpText: 'Yes means that calls of a queue do not ring this phone. Leave empty to keep it as it is.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<DeviceRecord> => {
  const { device, name, enabled, exclude_from_queues } = bundle.inputData;
  const id = requiredText('Device', device);
  const change = changeOf({
    name: inputText(name),
    enabled: inputFlag(LABELS.enabled, enabled),
    exclude_from_queues: inputFlag(LABELS.exclude_from_queues, exclude_from_queues),
  });
  const { dash } = connect(z, bundle);
  const updated = await dash.patch(['devices', id], change, { purpose: 'update the device', labels: LABELS });
  const stored = parseDevice(confirmed(updated, 'the change of the device'));
  return deviceRecord(id, stored, await isOnlineNow(dash, id), { z, dash });
};

export const updateDevice = {
  key: 'update_device',
  noun: 'Device',
  display: {
    label: 'Update Device',
    description: 'Renames a phone, switches it on or off, or leaves it out of queues. Only what you fill in changes.',
  },
  operation: { inputFields, perform, outputFields: [...deviceFields], sample: deviceSample },
};
