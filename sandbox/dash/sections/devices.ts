import { accepted, ok } from '../http/endpoint.ts';
import { byId, list } from '../http/list.ts';
import { findById } from '../http/refusal.ts';
import { resourceRoutes } from '../http/resource.ts';
import type { Device } from '../company/model.ts';
import type { Handler, Routes } from '../http/endpoint.ts';
import type { Schema } from '../http/schema.ts';

const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  enabled: { type: 'boolean', default: true },
  exclude_from_queues: { type: 'boolean' },
};

const row = ({ id, name, sip, mac_address, owner_id, enabled, device_type, flags }: Device) => ({
  ...{ id, name, username: sip.username, mac_address, owner_id, enabled, device_type, flags },
});

const listDevicesOfUser: Handler = ({ params, query }, { company }) => {
  const { id } = findById(company.users, params.user);
  const devices = company.devices.filter(({ owner_id }) => owner_id === id);
  return list(
    devices,
    query,
    byId((device) => ({ ...row(device), hotdesked: false })),
  );
};

/** Lists the devices that are online; the others are missing. */
const listRegisteredDevices: Handler = (_request, { company }) =>
  ok(company.devices.filter(({ registered }) => registered).map(({ id }) => ({ device_id: id, registered: true })));

/** The response is the same whether or not the device is reached. */
const syncDevice: Handler = ({ params }, { company, settings }) => {
  findById(company.devices, params.device);
  return accepted(settings.kazoo, 'sync request sent');
};

export const deviceRoutes: Routes = {
  'GET /users/:user/devices': listDevicesOfUser,
  'GET /devices/status': listRegisteredDevices,
  'POST /devices/:device/sync': syncDevice,
  ...resourceRoutes(
    '/devices',
    {
      documents: ({ devices }) => devices,
      schema,
      row,
      show: ({ registered: _registered, ...device }) => device,
      readOnly: ['registered'],
    },
    ['list', 'get', 'replace', 'patch'],
  ),
};
