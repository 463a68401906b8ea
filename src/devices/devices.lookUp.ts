import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { parseDevice, type Device } from './device.record.ts';

/** What other records show about a phone. */
export type KnownDevice = Pick<Device, 'name' | 'owner_id'>;

const lookUp = cachedLookUp(
  'device',
  (id) => ['devices', id],
  (found): KnownDevice => {
    const { name, owner_id } = parseDevice(found);
    return { name, owner_id };
  },
);

/** The phone with this ID: 1 request, none while cached. What is unknown is null. */
export const findKnownDevice = async (context: Context, id: string | null): Promise<KnownDevice> =>
  (id === null ? null : await lookUp(context, id)) ?? { name: null, owner_id: null };

/** The name of a phone: 1 request, none while cached. Null when unknown. */
export const findDeviceName = async (context: Context, id: string | null): Promise<string | null> =>
  (await findKnownDevice(context, id)).name;
