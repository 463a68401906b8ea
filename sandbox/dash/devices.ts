import { accepted, ok, oneOf } from './answers.ts';
import { merged } from './json.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { Company, Device } from './company.ts';
import type { Schema } from './schema.ts';

const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  enabled: { type: 'boolean', default: true },
  exclude_from_queues: { type: 'boolean' },
};

const row = ({ id, name, sip, mac_address, owner_id, enabled, device_type, flags }: Device) => ({
  id,
  name,
  username: sip.username,
  mac_address,
  owner_id,
  enabled,
  device_type,
  flags,
});

/** `GET /devices` */
export const listDevices: Handler = ({ query }, { company }) => list(company.devices, query, byId(row));

/** `GET /users/{id}/devices` */
export const listDevicesOfUser: Handler = ({ params, query }, { company }) => {
  const { id } = oneOf(company.users, params.user);
  const devices = company.devices.filter(({ owner_id }) => owner_id === id);
  return list(
    devices,
    query,
    byId((device) => ({ ...row(device), hotdesked: false })),
  );
};

const shown = ({ registered: _kept, ...device }: Device) => device;

/** `GET /devices/{id}` */
export const getDevice: Handler = ({ params }, { company }) => ok(shown(oneOf(company.devices, params.device)));

const store = (company: Company, { id, registered }: Device, document: Record<string, unknown>) => {
  const device = { ...validated(schema, document), id, registered } as Device;
  company.devices = company.devices.map((old) => (old.id === id ? device : old));
  return ok(shown(device));
};

/** `POST /devices/{id}`: the new document takes the place of the old. */
export const replaceDevice: Handler = ({ params, data }, { company }) =>
  store(company, oneOf(company.devices, params.device), data);

/** `PATCH /devices/{id}` */
export const changeDevice: Handler = ({ params, data }, { company }) => {
  const device = oneOf(company.devices, params.device);
  return store(company, device, merged(device, data));
};

/** `POST /devices/{id}/sync`: the same answer whether the phone hears of it or not. */
export const syncDevice: Handler = ({ params }, { company, settings }) => {
  oneOf(company.devices, params.device);
  return accepted(settings.kazoo, 'sync request sent');
};

/** `GET /devices/status`: phones that are online; the others are not mentioned. */
export const listRegisteredDevices: Handler = (_call, { company }) =>
  ok(company.devices.filter(({ registered }) => registered).map(({ id }) => ({ device_id: id, registered: true })));
