import type { DataMatcherMap } from 'nock';
import { account, refusal, success } from '../support/dash.ts';
import { DEVICE, knowOwner, onlineAre, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';
import { notAllowed, refused } from '../support/refusals.ts';
import { halts } from '../support/told.ts';
import { notConfirmed } from '../zapier/notConfirmed.ts';

const update = (inputData: object) =>
  createPlatform().run('creates.update_device.operation.perform', { inputData: { device: DEVICE, ...inputData } });

/** Dash accepts exactly this change and returns the resulting document. */
const takes = (change: DataMatcherMap) =>
  account()
    .patch(`/devices/${DEVICE}`, { data: change })
    .reply(200, success({ ...phone, owner_id: undefined, ...change }));

test.each<[string, object, DataMatcherMap, object]>([
  ['the name', { name: 'Lobby {{1}}' }, { name: 'Lobby {{1}}' }, { device_name: 'Lobby {{1}}' }],
  [
    'out of service',
    { enabled: false },
    { enabled: false },
    { enabled: false, summary: 'Front desk phone is disabled.' },
  ],
  ['into service', { enabled: 'true', name: '' }, { enabled: true }, { enabled: true }],
  [
    'out of queues',
    { exclude_from_queues: 'yes', enabled: null, name: [] },
    { exclude_from_queues: true },
    { exclude_from_queues: true },
  ],
  ['into queues', { exclude_from_queues: 'false' }, { exclude_from_queues: false }, { exclude_from_queues: false }],
  [
    'all at once',
    { name: 'Lobby', enabled: true, exclude_from_queues: false },
    { name: 'Lobby', enabled: true, exclude_from_queues: false },
    { summary: 'Lobby is online.' },
  ],
])('changes what was filled in and nothing else: %s', async (_what, inputData, change, expected) => {
  takes(change);
  onlineAre(DEVICE);
  expect(await update(inputData)).toMatchObject({ id: DEVICE, online: true, ...expected });
});

test('returns the device with its owner', async () => {
  account().patch(`/devices/${DEVICE}`).reply(200, success(phone));
  onlineAre();
  knowOwner();
  expect(await update({ enabled: true })).toMatchObject({
    summary: 'Front desk phone (Jane Doe) is offline.',
    user_name: 'Jane Doe',
  });
});

test('changes the device even if its state is unknown', async () => {
  takes({ enabled: true });
  account().get('/devices/status').query(true).reply(500, refusal(500, 'fault'));
  expect(await update({ enabled: true })).toMatchObject({ online: null, summary: 'Front desk phone is enabled.' });
});

test.each<[string, object, string]>([
  ['no device', { device: '', name: 'Lobby' }, 'Device is empty. Fill it in.'],
  ['no change', { name: ' ', enabled: '' }, "There's nothing to change. Fill in at least one more field."],
  ['a value that is not true or false', { enabled: 'perhaps' }, 'Enabled must be true or false.'],
  ['another such value', { exclude_from_queues: '2' }, 'Leave Out of Queues must be true or false.'],
])('%s is an error before any request', async (_what, inputData, sentence) => {
  await expect(update(inputData)).rejects.toMatchObject(halts(sentence));
});

test("a refusal says what couldn't be done", async () => {
  account().patch(`/devices/${DEVICE}`).reply(403, refused(403));
  await expect(update({ enabled: true })).rejects.toMatchObject(notAllowed('update the phone'));
});

test.each([{}, null, 'ok', []])('the answer %j confirms nothing', async (answer) => {
  account().patch(`/devices/${DEVICE}`).reply(200, success(answer));
  await expect(update({ enabled: false })).rejects.toMatchObject(notConfirmed('the change to the phone'));
});

test('a validation error names the field by its label', async () => {
  const data = { exclude_from_queues: { type: { message: 'Value did not match type(s): boolean' } } };
  account()
    .patch(`/devices/${DEVICE}`)
    .reply(400, refusal(400, 'validation error', data));
  await expect(update({ exclude_from_queues: true })).rejects.toMatchObject(
    halts(
      'Could not update the phone. Leave Out of Queues: Value did not match type(s): boolean. Check the fields of this step.',
    ),
  );
});
