import { defineInputFields } from 'zapier-platform-core';
import { passesFilter } from '../fields/inputValues.ts';
import { hookTrigger, type Context } from '../zapier/hookTrigger.ts';
import {
  changeOfEvent,
  deviceEventFields,
  deviceEventRecord,
  deviceEventSample,
  deviceEventSchema,
  type DeviceChange,
  type DeviceEvent,
} from './deviceEvent.ts';
import { listOfDevices, onlineDevices, type ListedDevice } from './deviceList.ts';

/** The facts of a trigger for phones that come or go. */
type DeviceTriggerFacts = {
  key: string;
  label: string;
  description: string;
  /** The notification of Dash. */
  type: string;
  /** Completes "Front desk phone …" in the summary. */
  verb: string;
  /** How many seconds after the phone last registered; Infinity where that is not known. */
  changedAfter: (event: DeviceEvent) => number;
  /** The help text of Devices. */
  devicesHelp: string;
  /** Whether phones that are online now are those that the trigger is about. */
  isOnline: boolean;
};

const inputFields = (helpText: string) =>
  defineInputFields([
    {
      key: 'devices',
      label: 'Devices',
      type: 'string',
      list: true,
      dynamic: 'list_devices.id.name',
      helpText,
    },
  ]);

const asChange = ({ id, name, owner_id }: ListedDevice): DeviceChange => ({
  id,
  name,
  ownerId: owner_id,
  registered: null,
  changedAfter: 0,
  ipAddress: null,
  userAgent: null,
});

/** Dash keeps no list of these events: the phones that are so now, by name. */
const phonesThatAre = async (isOnline: boolean, { dash, bundle }: Context): Promise<DeviceChange[]> => {
  const [devices, online] = await Promise.all([listOfDevices(dash), onlineDevices(dash)]);
  return devices
    .filter(({ id }) => online.has(id) === isOnline && passesFilter(id, bundle.inputData.devices))
    .sort((a, b) => String(a.name).localeCompare(String(b.name), 'en'))
    .map(asChange);
};

/** An instant trigger for phones that come or go. */
export const deviceTrigger = ({
  key,
  label,
  description,
  type,
  verb,
  changedAfter,
  devicesHelp,
  isOnline,
}: DeviceTriggerFacts) =>
  hookTrigger({
    key,
    noun: 'Device',
    label,
    description,
    events: () => [{ hook: 'notifications', type }],
    schema: deviceEventSchema,
    inputFields: inputFields(devicesHelp),
    matches: ({ authorizing_id }, { devices }) => passesFilter(authorizing_id, devices),
    load: (event, context) => changeOfEvent(event, changedAfter(event), context),
    dedupeKey: (change) =>
      change.id === null || change.registered === null ? null : `${change.id}-${String(change.registered)}`,
    record: (change, id, context) => deviceEventRecord(change, id, verb, context),
    samples: (context) => phonesThatAre(isOnline, context),
    outputFields: deviceEventFields,
    sample: deviceEventSample(verb),
  });
