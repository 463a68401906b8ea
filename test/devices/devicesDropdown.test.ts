import { createPlatform } from '../support/platform.ts';
import { DEVICE, devicesAre, phone } from '../support/devices.ts';

const listDevices = () => createPlatform().run('triggers.list_devices.operation.perform');

test('the devices of the account fill a dropdown, sorted by name', async () => {
  devicesAre({ ...phone, name: 'Surgery 10' }, { ...phone, id: 'second', name: 'Surgery 2' });
  expect(await listDevices()).toEqual([
    { id: 'second', name: 'Surgery 2' },
    { id: DEVICE, name: 'Surgery 10' },
  ]);
});

test.each([
  ['its MAC address', { mac_address: '00:04:13:7a:10:02' }, '00:04:13:7a:10:02'],
  ['words, when it has none', {}, 'Device without a name'],
])('a device without a name is shown by %s', async (_what, row, name) => {
  devicesAre({ id: DEVICE, ...row });
  expect(await listDevices()).toEqual([{ id: DEVICE, name }]);
});

test('a device without an id is no choice', async () => {
  devicesAre({ name: 'Front desk phone' });
  expect(await listDevices()).toEqual([]);
});
