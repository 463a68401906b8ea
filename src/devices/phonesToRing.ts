import { defineInputFields } from 'zapier-platform-core';
import type { InputReader } from '../fields/inputReader.ts';
import { unknownPerson, type Person } from '../fields/person.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { findDeviceName } from './devices.lookUp.ts';

/** All of a user's phones, or one phone. */
export type PhonesToRing = { type: 'user' | 'device'; id: string };

/** The input fields for the phones to ring. Exactly one of them must be filled in. */
export const phonesToRingFields = defineInputFields([
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: "Rings all of this user's phones. Fill in either User or Device.",
  },
  {
    key: 'device',
    label: 'Device',
    type: 'string',
    dynamic: 'list_devices.id.name',
    search: 'find_device.id',
    helpText: 'Rings only this phone. Fill in either User or Device.',
  },
]);

/** The phones to ring. If both fields or neither is filled in, the step stops before any request. */
export const parsePhonesToRing = (input: InputReader<typeof phonesToRingFields>): PhonesToRing => {
  const [userId, deviceId] = [input.text('user'), input.text('device')];
  if (userId !== null && deviceId !== null) throw haltedError('Fill in either User or Device, not both.');
  if (userId !== null) return { type: 'user', id: userId };
  if (deviceId !== null) return { type: 'device', id: deviceId };
  throw haltedError('Fill in either User or Device.');
};

/** Whose phones ring: a user's, or one phone by its name. What is unknown is null. */
export type RingTarget = { person: Person; deviceName: string | null };

/** Whose phones ring: 1 request, none while cached. */
export const findRingTarget = async (context: Context, { type, id }: PhonesToRing): Promise<RingTarget> =>
  type === 'user'
    ? { person: await findPerson(context, id), deviceName: null }
    : { person: unknownPerson(), deviceName: await findDeviceName(context, id) };
