import { number, text, type Parsed } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { eventTimeValues, eventTimeFields, formatTime } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFields, personSample } from '../fields/person.ts';
import { deviceNameFields, findKnownDevice, formatDevice } from './device.ts';

/**
 * The notifications `register` and `deregister`. `event_timestamp` is when the phone last registered, in Gregorian
 * seconds, also where it is gone since, and `expires` for how many seconds that holds. A deregister has no owner
 * (`ecallmgr_registrar:to_props`).
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
 * A phone that came or went. `registered` is when it last registered, in Gregorian seconds, null where nobody knows since
 * when it is so; the change came so many seconds after that, at the latest on arrival of the event.
 */
export type DeviceChange = {
  id: string | null;
  name: string | null;
  ownerId: string | null;
  registered: number | null;
  changedAfter: number;
  ipAddress: string | null;
  userAgent: string | null;
};

/** The change that an event tells of: 1 request, for the name of the phone, and none while that is cached. */
export const changeOfEvent = async (
  event: DeviceEvent,
  changedAfter: number,
  { z, dash }: Context,
): Promise<DeviceChange> => {
  const { name, owner_id } = await findKnownDevice(z, dash, event.authorizing_id);
  return {
    id: event.authorizing_id,
    name,
    ownerId: event.owner_id ?? owner_id,
    registered: event.event_timestamp,
    changedAfter,
    ipAddress: event.network_ip,
    userAgent: event.user_agent,
  };
};

/** When it happened, at the latest now. */
const momentOf = ({ registered, changedAfter }: DeviceChange, now: Date): Date | null => {
  if (registered === null) return null;
  const changed = fromGregorian(registered + changedAfter);
  return changed === null || changed > now ? now : changed;
};

export const deviceEventFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...deviceNameFields,
  ...eventTimeFields('changed', 'Changed'),
  ...personFields,
  field('ip_address', 'string', 'IP Address'),
  field('user_agent', 'string', 'Phone Model and Software'),
] as const;

export type DeviceEventRecord = RecordOf<typeof deviceEventFields>;

/** The record of a change: 1 request, for the owner, and none while that is cached. `verb` as in `came online`. */
export const deviceEventRecord = async (
  change: DeviceChange,
  id: string,
  verb: string,
  { z, dash, timeZone }: Context,
): Promise<DeviceEventRecord> => {
  const person = await findPerson(z, dash, change.ownerId);
  const changed = momentOf(change, new Date());
  const moment = changed ? `, ${formatTime(changed, timeZone)}` : '';
  return {
    id,
    summary: `${formatDevice(change.name, person.user_name)} ${verb}${moment}.`,
    device_id: change.id,
    device_name: change.name,
    ...eventTimeValues('changed', changed, timeZone),
    ...person,
    ip_address: change.ipAddress,
    user_agent: change.userAgent,
  };
};

/** The record of the phone in the samples of both triggers. */
export const deviceEventSample = (verb: string): DeviceEventRecord => ({
  id: 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0-63962764325',
  summary: `Front desk phone (Jane Doe) ${verb}, Tue 24 Nov, 10:32.`,
  device_id: 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0',
  device_name: 'Front desk phone',
  changed_at: '2026-11-24T18:32:05Z',
  changed_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  ...personSample,
  ip_address: '192.168.1.24',
  user_agent: 'Yealink SIP-T46S 66.86.0.15',
});
