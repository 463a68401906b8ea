import { defineInputFields, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { findPerson } from '../users/people.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputText } from '../fields/inputs.ts';
import { unknownPerson, type Person } from '../fields/person.ts';
import { findDeviceName } from './device.ts';

/** All phones of a user, or one phone. */
export type PhonesToRing = { of: 'user' | 'device'; id: string };

const [user, device] = defineInputFields([
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'All phones of this user ring. Leave empty to ring one phone, and choose that in Device.',
  },
  {
    key: 'device',
    label: 'Device',
    type: 'string',
    dynamic: 'list_devices.id.name',
    search: 'find_device.id',
    helpText: 'The one phone to ring, in place of all phones of a user.',
  },
]);

/** The fields with which somebody says what rings; one of them is filled in. */
export const phonesToRingFields = { user, device };

/** What was chosen to ring; both fields or neither stop the step before a request. */
export const parsePhonesToRing = (input: Record<string, unknown>): PhonesToRing => {
  const [userId, deviceId] = [inputText(input.user), inputText(input.device)];
  if (userId !== null && deviceId !== null) throw haltedError('Fill in either User or Device, not both.');
  if (userId !== null) return { of: 'user', id: userId };
  if (deviceId !== null) return { of: 'device', id: deviceId };
  throw haltedError('Fill in User or Device, to say whose phone is to ring.');
};

/** Who is rung: a person, or a phone by its name. All is null where it cannot be found out. */
export type Rung = { person: Person; deviceName: string | null };

/** Who is rung: 1 request, none while it is cached. */
export const findRung = async (z: ZObject, dash: Dash, { of, id }: PhonesToRing): Promise<Rung> =>
  of === 'user'
    ? { person: await findPerson(z, dash, id), deviceName: null }
    : { person: unknownPerson(), deviceName: await findDeviceName(z, dash, id) };
