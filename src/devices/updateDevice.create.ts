import { defineInputFields } from 'zapier-platform-core';
import { documentChange, confirmedDocument } from '../fields/documentChange.ts';
import { deviceList } from '../zapier/namedThings.ts';
import { forgetList } from '../zapier/nameLookUp.ts';
import { create } from '../zapier/operation.ts';
import { deviceFields, deviceRecord, deviceSample, parseDevice } from './device.record.ts';
import { deviceField } from './deviceField.ts';
import { isOnlineNow } from './devices.api.ts';

/** The labels of fields by Dash's names, which its validation errors use as well. */
const LABELS = { name: 'Name', enabled: 'Enabled', exclude_from_queues: 'Leave Out of Queues' };

const inputFields = defineInputFields([
  deviceField,
  { key: 'name', label: LABELS.name, type: 'string', helpText: 'Leave empty to keep the name.' },
  {
    key: 'enabled',
    label: LABELS.enabled,
    type: 'boolean',
    helpText: 'Turn off to take the phone out of service. Leave empty to keep the current setting.',
  },
  {
    key: 'exclude_from_queues',
    label: LABELS.exclude_from_queues,
    type: 'boolean',
    helpText: "Turn on so queue calls don't ring this phone. Leave empty to keep the current setting.",
  },
]);

export const updateDevice = create({
  key: 'update_device',
  noun: 'Device',
  label: 'Update Device',
  description: "Updates a phone's name, status, or queue settings.",
  inputFields,
  perform: async (input, context) => {
    const { dash } = context;
    const id = input.required('device');
    const name = input.text('name');
    const change = documentChange({
      name,
      enabled: input.flag('enabled'),
      exclude_from_queues: input.flag('exclude_from_queues'),
    });
    const updated = await dash.patch(['devices', id], change, { purpose: 'update the phone', labels: LABELS });
    if (name !== null) await forgetList(context, deviceList);
    const stored = parseDevice(confirmedDocument(updated, 'the change to the phone'));
    return deviceRecord(id, stored, await isOnlineNow(dash, id), context);
  },
  outputFields: deviceFields,
  sample: deviceSample,
});
