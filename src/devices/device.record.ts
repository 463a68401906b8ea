import { flag, parse, text, type Parsed } from '../dash/schema.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personSample } from '../fields/person.ts';

/** A device in Dash. Rows of the list lack `exclude_from_queues`. */
const deviceSchema = {
  id: text,
  name: text,
  owner_id: text,
  device_type: text,
  mac_address: text,
  enabled: flag,
  exclude_from_queues: flag,
};

export type Device = Parsed<typeof deviceSchema>;

export const parseDevice = (value: unknown): Device => parse(deviceSchema, value);

/** A phone in a sentence: `Front desk phone (Jane Doe)`. */
export const formatDevice = (name: string | null, owner: string | null): string =>
  `${name ?? 'A phone'}${owner === null ? '' : ` (${owner})`}`;

const deviceNameField = field('device_name', 'string', 'Device Name');

/** The fields of a phone in a record about something else. */
export const deviceNameFields = [field('device_id', 'string', 'Device ID'), deviceNameField] as const;

/** The fields of the user whom a phone is assigned to. */
export const deviceOwnerFields = [
  field('user_id', 'string', 'Device Owner ID'),
  field('user_name', 'string', 'Device Owner'),
  field('user_first_name', 'string', 'Device Owner First Name'),
  field('user_last_name', 'string', 'Device Owner Last Name'),
  field('user_email', 'string', 'Device Owner Email'),
  field('user_extension', 'string', 'Device Owner Extension'),
] as const;

export const deviceFields = [
  field('id', 'string', 'Device ID'),
  field('summary', 'string', 'Summary'),
  deviceNameField,
  field('device_type', 'string', 'Device Type'),
  field('mac_address', 'string', 'MAC Address'),
  field('enabled', 'boolean', 'Enabled'),
  field('online', 'boolean', 'Online'),
  field('exclude_from_queues', 'boolean', 'Left Out of Queues'),
  ...deviceOwnerFields,
] as const;

export type DeviceRecord = RecordOf<typeof deviceFields>;

/** The current state of a phone in one word. */
export const formatState = ({ enabled, online }: Pick<DeviceRecord, 'enabled' | 'online'>): string => {
  if (!enabled) return 'disabled';
  if (online === null) return 'enabled';
  return online ? 'online' : 'offline';
};

/** The record of a phone: 1 request for its owner, none while that is cached. `online` is null when unknown. */
export const deviceRecord = async (
  id: string,
  device: Device,
  online: boolean | null,
  context: Context,
): Promise<DeviceRecord> => {
  const person = await findPerson(context, device.owner_id);
  // By default, Dash treats a phone as enabled, and queues ring it.
  const state = { enabled: device.enabled !== false, online };
  return {
    id,
    summary: `${formatDevice(device.name, person.user_name)} is ${formatState(state)}.`,
    device_name: device.name,
    device_type: device.device_type,
    mac_address: device.mac_address,
    ...state,
    exclude_from_queues: device.exclude_from_queues === true,
    ...person,
  };
};

export const deviceSample: DeviceRecord = {
  id: 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0',
  summary: "Jane's desk phone (Jane Doe) is online.",
  device_name: "Jane's desk phone",
  device_type: 'sip_device',
  mac_address: '00:04:13:7a:10:02',
  enabled: true,
  online: true,
  exclude_from_queues: false,
  ...personSample,
};
