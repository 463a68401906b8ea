import { number, text, type Parsed } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personSample } from '../fields/person.ts';
import { deviceNameFields, deviceOwnerFields, deviceSample, formatDevice } from './device.record.ts';
import { findKnownDevice } from './devices.lookUp.ts';

/**
 * The notifications `register` and `deregister`. In both, `event_timestamp` is the phone's last registration in Gregorian
 * seconds, which is valid for `expires` seconds. A deregister has no owner (`ecallmgr_registrar:to_props`).
 */
export const deviceEventSchema = {
  authorizing_id: text,
  owner_id: text,
  network_ip: text,
  user_agent: text,
  event_timestamp: number,
  expires: number,
};

export type DeviceEvent = Parsed<typeof deviceEventSchema>;

/**
 * A phone that came online or went offline. `registered` is its last registration in Gregorian seconds, null when unknown.
 * The change happened `secondsAfter` that, or when the event arrived, whichever came first.
 */
export type DeviceChange = {
  id: string | null;
  name: string | null;
  ownerId: string | null;
  registered: number | null;
  secondsAfter: number;
  ipAddress: string | null;
  userAgent: string | null;
};

/** The change that an event reports: 1 request for the phone's name, none while it is cached. */
export const deviceChangeOf = async (
  event: DeviceEvent,
  secondsAfter: number,
  context: Context,
): Promise<DeviceChange> => {
  const { name, owner_id } = await findKnownDevice(context, event.authorizing_id);
  return {
    id: event.authorizing_id,
    name,
    ownerId: event.owner_id ?? owner_id,
    registered: event.event_timestamp,
    secondsAfter,
    ipAddress: event.network_ip,
    userAgent: event.user_agent,
  };
};

/** The time of the change, now at the latest. */
const momentOf = ({ registered, secondsAfter }: DeviceChange, now: Date): Date | null => {
  if (registered === null) return null;
  const changed = fromGregorian(registered + secondsAfter);
  return changed === null || changed > now ? now : changed;
};

export const deviceEventFields = [
  field('id', 'string', 'Change ID'),
  field('summary', 'string', 'Summary'),
  ...deviceNameFields,
  ...eventTimeFields('changed', 'Changed'),
  ...deviceOwnerFields,
  field('ip_address', 'string', 'IP Address'),
  field('user_agent', 'string', 'Phone Model and Software'),
] as const;

export type DeviceEventRecord = RecordOf<typeof deviceEventFields>;

/** The record of a change: 1 request for the owner, none while cached. `verb` is for example `came online`. */
export const deviceEventRecord = async (
  change: DeviceChange,
  id: string,
  verb: string,
  context: Context,
): Promise<DeviceEventRecord> => {
  const person = await findPerson(context, change.ownerId);
  const changed = momentOf(change, new Date());
  const moment = changed ? `, ${formatTime(changed, context.timeZone)}` : '';
  return {
    id,
    summary: `${formatDevice(change.name, person.user_name)} ${verb}${moment}.`,
    device_id: change.id,
    device_name: change.name,
    ...eventTimeValues('changed', changed, context.timeZone),
    ...person,
    ip_address: change.ipAddress,
    user_agent: change.userAgent,
  };
};

/**
 * The sample record of both triggers. `clock` is the local time of the change, such as `12:10:00`, and `registered` the
 * phone's last registration in Gregorian seconds.
 */
export const deviceEventSample = (verb: string, clock: string, registered: number): DeviceEventRecord => {
  const changed = eventTimeSample('changed', clock);
  return {
    id: `${deviceSample.id}-${registered}`,
    summary: `Jane's desk phone (Jane Doe) ${verb}, Tue, Nov 24, ${changed.local_time_12h}.`,
    device_id: deviceSample.id,
    device_name: deviceSample.device_name,
    ...changed,
    ...personSample,
    ip_address: '192.168.1.24',
    user_agent: 'Yealink SIP-T46S 66.86.0.15',
  };
};
