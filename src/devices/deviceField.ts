/** The input field for the phone that an action changes. */
export const deviceField = {
  key: 'device',
  label: 'Device',
  type: 'string',
  required: true,
  dynamic: 'list_devices.id.name',
  search: 'find_device.id',
} as const;
