import { defineInputFields } from 'zapier-platform-core';
import { macDigits, matchScore, normalizeName } from '../fields/matching.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError, nullUnlessRetried } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import { deviceFields, deviceRecord, deviceSample, parseDevice } from './device.record.ts';
import { loadDevices, loadOnlineIds } from './devices.api.ts';

const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    helpText:
      "The full name, or how it starts. Upper and lower case don't matter. Fill in at least one of Name, MAC Address, or User.",
  },
  {
    key: 'mac_address',
    label: 'MAC Address',
    type: 'string',
    helpText: 'Printed on the phone, such as `00:04:13:7a:10:01`. Fill in at least one of Name, MAC Address, or User.',
  },
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'Fill in at least one of Name, MAC Address, or User.',
  },
]);

const parseMac = (typed: string | null): string | null => {
  const digits = typed === null ? null : macDigits(typed);
  if (typed !== null && digits === null)
    throw haltedError("MAC Address isn't valid. Write its 12 letters and digits like 00:04:13:7a:10:01.");
  return digits;
};

/** What to find a phone by; an empty name and null match every phone. */
type DeviceCriteria = { name: string; mac: string | null; user: string | null };

/** The phone that matches all criteria: the closest match, and phones that are online first. 2 requests. */
const bestMatch = async ({ dash }: Context, { name, mac, user }: DeviceCriteria) => {
  const [devices, onlineIds] = await Promise.all([loadDevices(dash), loadOnlineIds(dash).catch(nullUnlessRetried)]);
  const [best] = devices
    .filter(({ mac_address }) => mac === null || (mac_address !== null && macDigits(mac_address) === mac))
    .filter(({ owner_id }) => user === null || owner_id === user)
    .map((device) => ({ id: device.id, name: normalizeName(device.name), isOnline: onlineIds?.has(device.id) ?? null }))
    .map((device) => ({ ...device, score: name ? matchScore(name, device.name) : 1 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name, 'en'));
  return best;
};

export const findDevice = search({
  key: 'find_device',
  noun: 'Device',
  label: 'Find Device',
  description: 'Finds a phone by name, MAC address, or user, and whether it is online.',
  inputFields,
  perform: async (input, context) => {
    const name = normalizeName(input.text('name'));
    const mac = parseMac(input.text('mac_address'));
    const user = input.text('user');
    if (!name && mac === null && user === null)
      throw haltedError('Fill in at least one of Name, MAC Address, or User.');
    const best = await bestMatch(context, { name, mac, user });
    if (!best) return [];
    const found = await context.dash.find(['devices', best.id], { purpose: 'read the phone' });
    return found === null ? [] : [await deviceRecord(best.id, parseDevice(found), best.isOnline, context)];
  },
  outputFields: deviceFields,
  sample: deviceSample,
});
