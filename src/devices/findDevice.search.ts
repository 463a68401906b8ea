import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect, nullUnlessRetried } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputText } from '../fields/inputs.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import { deviceFields, deviceRecord, deviceSample, parseDevice, type DeviceRecord } from './device.ts';
import { listOfDevices, onlineDevices } from './deviceList.ts';

const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    helpText: 'The whole name or the beginning of it, as `Front desk`. Accents and capitals make no difference.',
  },
  {
    key: 'mac_address',
    label: 'MAC Address',
    type: 'string',
    helpText: 'It is printed on the phone. Write it in any way, as `00:04:13:7a:10:01` or `0004137A1001`.',
  },
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'Whose device it is.',
  },
]);

/** The digits of a MAC address, without what people and phones write between them. */
const macDigits = (address: string | null): string | null => address?.toLowerCase().replace(/[\s:.-]/g, '') ?? null;

const typedMac = (input: unknown): string | null => {
  const digits = macDigits(inputText(input));
  if (digits !== null && !/^[0-9a-f]{12}$/.test(digits))
    throw haltedError('MAC Address holds something else. Write its twelve letters and digits, as 00:04:13:7a:10:01.');
  return digits;
};

const perform = async (z: ZObject, bundle: Bundle): Promise<DeviceRecord[]> => {
  const name = normalizeName(inputText(bundle.inputData.name));
  const mac = typedMac(bundle.inputData.mac_address);
  const user = inputText(bundle.inputData.user);
  if (!name && mac === null && user === null) throw haltedError('Fill in Name, MAC Address or User to find a device.');

  const { dash } = connect(z, bundle);
  const [devices, online] = await Promise.all([listOfDevices(dash), onlineDevices(dash).catch(nullUnlessRetried)]);
  const [best] = devices
    .filter(({ mac_address }) => mac === null || macDigits(mac_address) === mac)
    .filter(({ owner_id }) => user === null || owner_id === user)
    .map((device) => ({ id: device.id, name: normalizeName(device.name), isOnline: online?.has(device.id) ?? null }))
    .map((device) => ({ ...device, like: name ? matchScore(name, device.name) : 1 }))
    .filter(({ like }) => like > 0)
    .sort((a, b) => b.like - a.like || Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name, 'en'));
  if (!best) return [];
  const found = await dash.find(['devices', best.id], { purpose: 'read the device' });
  return found === null ? [] : [await deviceRecord(best.id, parseDevice(found), best.isOnline, { z, dash })];
};

export const findDevice = {
  key: 'find_device',
  noun: 'Device',
  display: {
    label: 'Find Device',
    description:
      'Finds a phone by name, MAC address or user, and whether it is online. Of several, the closest match that is online.',
  },
  operation: { inputFields, perform, outputFields: [...deviceFields], sample: deviceSample },
};
