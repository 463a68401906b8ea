import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import {
  deviceChangeOf,
  deviceEventFields,
  deviceEventRecord,
  deviceEventSchema,
  type DeviceChange,
  type DeviceEvent,
  type DeviceEventRecord,
} from './deviceEvent.record.ts';
import { loadDevices, loadOnlineIds, type ListedDevice } from './devices.api.ts';

/** The options of a trigger for phones that come online or go offline. */
type DeviceTriggerOptions = {
  key: string;
  label: string;
  description: string;
  /** The type of the Dash notification. */
  type: 'register' | 'deregister';
  /** Completes "Front desk phone …" in the summary. */
  verb: string;
  /** The seconds from the phone's last registration to the change; Infinity when unknown. */
  secondsAfter: (event: DeviceEvent) => number;
  /** A text above the fields. */
  about?: string;
  /** The help text of Devices. */
  devicesHelp: string;
  /** Whether the test in the editor shows the phones that are online now, or those that are offline. */
  isOnline: boolean;
  sample: DeviceEventRecord;
};

const inputFields = ({ about, devicesHelp }: Pick<DeviceTriggerOptions, 'about' | 'devicesHelp'>) =>
  defineInputFields([
    ...(about === undefined ? [] : [{ key: 'about', label: 'About', type: 'copy' as const, helpText: about }]),
    {
      key: 'devices',
      label: 'Devices',
      type: 'string',
      list: true,
      dynamic: 'list_devices.id.name',
      helpText: devicesHelp,
    },
  ]);

const changeWithoutEvent = ({ id, name, owner_id }: ListedDevice): DeviceChange => ({
  id,
  name,
  ownerId: owner_id,
  registered: null,
  secondsAfter: 0,
  ipAddress: null,
  userAgent: null,
});

/** The phones that are online or offline now, sorted by name, because Dash keeps no list of past events. */
const loadPhones = async (dash: Dash, isOnline: boolean): Promise<ListedDevice[]> => {
  const [devices, onlineIds] = await Promise.all([loadDevices(dash), loadOnlineIds(dash)]);
  return devices
    .filter(({ id }) => onlineIds.has(id) === isOnline)
    .sort((a, b) => String(a.name).localeCompare(String(b.name), 'en'));
};

/** An instant trigger for phones that come online or go offline. */
export const deviceTrigger = ({
  key,
  label,
  description,
  type,
  verb,
  secondsAfter,
  about,
  devicesHelp,
  isOnline,
  sample,
}: DeviceTriggerOptions) =>
  hookTrigger({
    key,
    noun: 'Device',
    label,
    description,
    events: () => [{ hook: 'notifications', type }],
    schema: deviceEventSchema,
    inputFields: inputFields({ about, devicesHelp }),
    matches: ({ authorizing_id }, input) => input.passes('devices', authorizing_id),
    load: (event, _input, context) => deviceChangeOf(event, secondsAfter(event), context),
    dedupeKey: (change) =>
      change.id === null || change.registered === null ? null : `${change.id}-${String(change.registered)}`,
    record: (change, id, context) => deviceEventRecord(change, id, verb, context),
    samples: async (input, { dash }) =>
      (await loadPhones(dash, isOnline)).filter(({ id }) => input.passes('devices', id)).map(changeWithoutEvent),
    outputFields: deviceEventFields,
    sample,
  });
