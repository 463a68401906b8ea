import { account, refusal, success } from '../support/dash.ts';
import { DEVICE, knowOwner, onlineAre, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';
import { notAllowed, refused } from '../support/refusals.ts';
import { halts, refreshes } from '../support/told.ts';

const restart = (device: unknown = DEVICE) =>
  createPlatform().run('creates.restart_device.operation.perform', { inputData: { device } });

const knowPhone = () => account().get(`/devices/${DEVICE}`).reply(200, success(phone));
/** Never with `reboot`, which makes KAZOO 4.3 fail for some phones. */
const sync = () => account().post(`/devices/${DEVICE}/sync`, { data: {} });

test.each([
  ['online', [DEVICE], true],
  ['offline', [], false],
])('asks a phone that is %s to reload its settings', async (state, ids, online) => {
  knowPhone();
  onlineAre(...ids);
  knowOwner();
  sync().reply(202, success('sync request sent', { status: 'accepted' }));
  expect(await restart()).toMatchObject({
    id: DEVICE,
    summary: `Asked Front desk phone (Jane Doe) to reload its settings. It was ${state}.`,
    device_name: 'Front desk phone',
    online,
  });
});

test('works without knowing whether the phone is online', async () => {
  knowPhone();
  account().get('/devices/status').query(true).reply(500, refused(500));
  knowOwner();
  sync().reply(202, success('sync request sent', { status: 'accepted' }));
  expect(await restart()).toMatchObject({ online: null });
});

test.each(['', undefined, []])('no device (%j) is an error before any request', async (device) => {
  await expect(restart(device ?? null)).rejects.toMatchObject(halts('Device is empty. Fill it in.'));
});

test('a session that has ended is renewed before anything is restarted', async () => {
  knowPhone();
  account().get('/devices/status').query(true).reply(401, refused(401));
  await expect(restart()).rejects.toMatchObject(refreshes);
});

test("a phone that doesn't exist is an error", async () => {
  account()
    .get(`/devices/${DEVICE}`)
    .reply(404, refusal(404, 'bad identifier', [DEVICE]));
  onlineAre();
  await expect(restart()).rejects.toMatchObject(
    halts(
      "Could not restart the phone: VirtualPBX can't find it; it may have been deleted. Choose it again in this step.",
    ),
  );
});

test("a refusal says what couldn't be done", async () => {
  knowPhone();
  onlineAre(DEVICE);
  knowOwner();
  sync().reply(403, refused(403));
  await expect(restart()).rejects.toMatchObject(notAllowed('restart the phone'));
});

describe('a phone that may be restarting is not restarted again', () => {
  const perhaps = halts(
    "VirtualPBX didn't confirm the request, so the phone may be restarting. Check the phone before you run this step again.",
  );
  const know = () => {
    knowPhone();
    onlineAre(DEVICE);
    knowOwner();
  };

  test.each([
    [500, refused(500)],
    [503, ''],
    [408, ''],
    [200, '<html>'],
  ])('after %i', async (status, body) => {
    know();
    sync().reply(status, body);
    await expect(restart()).rejects.toMatchObject(perhaps);
  });

  test('after no answer', async () => {
    know();
    sync().replyWithError('socket hang up');
    await expect(restart()).rejects.toMatchObject(perhaps);
  });
});
