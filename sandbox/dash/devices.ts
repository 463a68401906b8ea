import { ok, oneOf } from './answers.ts';
import { byId, list } from './lists.ts';
import type { Handler } from './answers.ts';
import type { Device } from './company.ts';

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

/** `GET /devices/{id}` */
export const getDevice: Handler = ({ params }, { company }) => {
  const { registered, ...device } = oneOf(company.devices, params.device);
  return ok(device);
};

/** `GET /devices/status`: phones that are online; the others are not mentioned. */
export const listRegisteredDevices: Handler = (_call, { company }) =>
  ok(company.devices.filter(({ registered }) => registered).map(({ id }) => ({ device_id: id, registered: true })));
