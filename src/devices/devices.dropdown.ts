import { dropdown } from '../zapier/dropdown.ts';
import { parseDevice } from './device.record.ts';

export const listDevices = dropdown({
  key: 'list_devices',
  noun: 'Device',
  path: ['devices'],
  purpose: 'list the phones',
  choice: (row) => {
    const { id, name, mac_address } = parseDevice(row);
    return id === null ? null : { id, name: name ?? mac_address ?? 'Phone without a name' };
  },
});
