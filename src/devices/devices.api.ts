import type { Dash } from '../dash/client.ts';
import type { Query } from '../dash/http.ts';
import { flag, parse, text } from '../dash/schema.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { parseDevice, type Device } from './device.record.ts';

/** A phone of the account, with its ID. */
export type ListedDevice = Device & { id: string };

/** The phones of the account, or those that match a Dash filter: 1 request. */
export const loadDevices = async (dash: Dash, query: Query = {}): Promise<ListedDevice[]> => {
  const rows = await dash.list(['devices'], { purpose: 'list the phones', query });
  return rows.map(parseDevice).flatMap((device) => (device.id === null ? [] : [{ ...device, id: device.id }]));
};

const statusSchema = { device_id: text, registered: flag };

/** The IDs of the phones that are connected now: 1 request. Dash doesn't list the others. */
export const loadOnlineIds = async (dash: Dash): Promise<ReadonlySet<string | null>> => {
  const rows = await dash.list(['devices', 'status'], { purpose: 'check which phones are online' });
  const statuses = rows.map((row) => parse(statusSchema, row));
  return new Set(statuses.filter(({ registered }) => registered).map(({ device_id }) => device_id));
};

/** Whether a phone is connected now: 1 request. Null when unknown, so that an action doesn't fail because of it. */
export const isOnlineNow = async (dash: Dash, id: string): Promise<boolean | null> =>
  (await loadOnlineIds(dash).catch(nullUnlessRetried))?.has(id) ?? null;

/** How many of a user's phones are connected now: 2 requests. */
export const countOnlinePhones = async (dash: Dash, ownerId: string): Promise<number> => {
  const [devices, onlineIds] = await Promise.all([
    loadDevices(dash, { filter_owner_id: ownerId }),
    loadOnlineIds(dash),
  ]);
  return devices.filter(({ id, owner_id }) => owner_id === ownerId && onlineIds.has(id)).length;
};
