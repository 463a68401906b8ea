import { deviceRecord, parseDevice } from '../../src/devices/device.record.ts';
import { findDeviceName } from '../../src/devices/devices.lookUp.ts';
import { account, refusal, success } from '../support/dash.ts';
import { DEVICE, jane, knowOwner, phone } from '../support/devices.ts';
import { createContextStep } from '../support/step.ts';

const record = (document: object, online: boolean | null = true) =>
  createContextStep((context) => deviceRecord(DEVICE, parseDevice(document), online, context)).run();

const name = (id: string | null) => createContextStep((context) => findDeviceName(context, id));

test('the record of a device has its owner', async () => {
  knowOwner();
  expect(await record(phone)).toEqual({
    id: DEVICE,
    summary: 'Front desk phone (Jane Doe) is online.',
    device_name: 'Front desk phone',
    device_type: 'sip_device',
    mac_address: '00:04:13:7a:10:02',
    enabled: true,
    online: true,
    exclude_from_queues: false,
    ...jane,
  });
});

test.each<[string, object, boolean | null, object]>([
  [
    'with only a name',
    { name: 'Lobby' },
    false,
    { summary: 'Lobby is offline.', enabled: true, exclude_from_queues: false, mac_address: null, user_id: null },
  ],
  ['without a name', {}, true, { summary: 'A phone is online.', device_name: null }],
  ['that may be online or not', { name: 'Lobby' }, null, { summary: 'Lobby is enabled.', online: null }],
  [
    'that is disabled and left out of queues',
    { name: 'Lobby', enabled: false, exclude_from_queues: true },
    false,
    { summary: 'Lobby is disabled.', enabled: false, exclude_from_queues: true },
  ],
])('a device %s', async (_what, document, online, expected) => {
  expect(await record(document, online)).toMatchObject(expected);
});

describe('the name of a device', () => {
  test('is requested once', async () => {
    account().get(`/devices/${DEVICE}`).reply(200, success(phone));
    const step = name(DEVICE);
    expect(await step.run()).toBe('Front desk phone');
    expect(await step.run()).toBe('Front desk phone');
  });

  test("is unknown if the device doesn't exist", async () => {
    account()
      .get(`/devices/${DEVICE}`)
      .reply(404, refusal(404, 'bad identifier', [DEVICE]));
    expect(await name(DEVICE).run()).toBeNull();
  });

  test('is not requested without an ID', async () => {
    expect(await name(null).run()).toBeNull();
  });
});
