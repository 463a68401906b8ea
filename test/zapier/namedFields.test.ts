import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { DEVICE, knowOwner, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';
import { halts, throttles } from '../support/told.ts';
import { BOX, MESSAGE, storedVoicemail } from '../support/voicemail.ts';

type Platform = ReturnType<typeof createPlatform>;
type Records = Record<string, unknown>[];

const listed = (list: string, ...rows: object[]) =>
  account().get(`/${list}`).query({ paginate: 'false' }).reply(200, success(rows));

const NO_BOX =
  'VirtualPBX can\'t find the fax box "Lobby". In Fax Boxes, choose from the list, or enter a name or an ID.';

describe('actions and searches take names', () => {
  const act = (key: string, inputData: object) =>
    createPlatform().run(`creates.${key}.operation.perform`, { inputData }) as Promise<Record<string, unknown>>;

  test('of a user', async () => {
    listed('users', { id: USER, first_name: 'Jane', last_name: 'Doe' });
    account()
      .patch(`/users/${USER}`, { data: { do_not_disturb: { enabled: true } } })
      .reply(200, success({ id: USER, do_not_disturb: { enabled: true } }));
    expect(await act('update_call_handling', { user: 'doe, jane', do_not_disturb: true })).toMatchObject({ id: USER });
  });

  test('of a device, by its MAC address', async () => {
    listed('devices', { id: DEVICE, mac_address: '00:04:13:7a:10:02' });
    account()
      .patch(`/devices/${DEVICE}`, { data: { name: 'Lobby' } })
      .reply(200, success({ ...phone, name: 'Lobby' }));
    listed('devices/status');
    knowOwner();
    expect(await act('update_device', { device: '0004-137A-1002', name: 'Lobby' })).toMatchObject({ id: DEVICE });
  });

  test('of a voicemail box, by its number', async () => {
    listed('vmboxes', { id: BOX, name: 'Front Desk', mailbox: '1000' });
    account().get(`/vmboxes/${BOX}/messages/${MESSAGE}`).reply(200, success(storedVoicemail));
    account()
      .post(`/vmboxes/${BOX}/messages/${MESSAGE}`, { data: { folder: 'saved' } })
      .reply(200, success({}));
    account().get(`/vmboxes/${BOX}`).reply(404, refusal(404, 'bad identifier'));
    const input = { mailbox: 1000, voicemail: MESSAGE, folder: 'saved' };
    expect(await act('update_voicemail', input)).toMatchObject({ id: MESSAGE });
  });

  test('of a schedule', async () => {
    listed('temporal_rules', { id: OTHER, name: 'Holidays' });
    account()
      .patch(`/temporal_rules/${OTHER}`, { data: { enabled: true } })
      .reply(200, success({ id: OTHER, name: 'Holidays', enabled: true }));
    expect(await act('set_office_hours', { schedule: ' HOLIDAYS ', state: 'on' })).toMatchObject({ id: OTHER });
  });

  test('of a blocklist, which the next one of that name is not taken for', async () => {
    const platform = createPlatform();
    const run = (key: string, inputData: object) => platform.run(`creates.${key}.operation.perform`, { inputData });
    listed('blacklists', { id: OTHER, name: 'Spam' });
    account()
      .get(`/blacklists/${OTHER}`)
      .reply(200, success({ id: OTHER, name: 'Spam', numbers: {} }));
    account()
      .get('')
      .reply(200, success({ blacklists: [] }));
    account().delete(`/blacklists/${OTHER}`).reply(200, success({}));
    expect(await run('delete_blocklist', { blocklist: 'spam' })).toMatchObject({ id: OTHER });
    listed('blacklists');
    await expect(run('delete_blocklist', { blocklist: 'spam' })).rejects.toThrow('can\'t find the blocklist "spam"');
  });

  test.each([
    ['update_device', { device: DEVICE, name: 'Desk' }],
    ['api_request', { path: `devices/${DEVICE}`, method: 'PATCH', body: '{"name": "Desk"}' }],
  ])('of a device that has got its name since from %s', async (key, renaming) => {
    const platform = createPlatform();
    const run = (action: string, inputData: object) =>
      platform.run(`creates.${action}.operation.perform`, { inputData });
    const restart = () => run('restart_device', { device: 'Lobby' });
    const knowRestart = (id: string) => {
      account().post(`/devices/${id}/sync`).reply(200, success({}));
      account()
        .get(`/devices/${id}`)
        .reply(200, success({ ...phone, id }));
    };
    listed('devices', { id: DEVICE, name: 'Lobby' });
    account().persist().get('/devices/status').query(true).optionally().reply(200, success([]));
    knowOwner();
    knowRestart(DEVICE);
    await restart();
    account()
      .patch(`/devices/${DEVICE}`)
      .reply(200, success({ ...phone, name: 'Desk' }));
    await run(key, renaming);
    listed('devices', { id: DEVICE, name: 'Desk' }, { id: OTHER, name: 'Lobby' });
    knowRestart(OTHER);
    expect(await restart()).toMatchObject({ id: OTHER });
  });

  test('of a blocklist that is the only one of its name no more', async () => {
    const platform = createPlatform();
    const run = (key: string, inputData: object) => platform.run(`creates.${key}.operation.perform`, { inputData });
    const spam = { id: USER, name: 'Spam', numbers: {} };
    const update = (input: object) => run('update_blocklist', { blocklist: 'spam', ...input });
    const knowList = () => {
      account().get(`/blacklists/${USER}`).reply(200, success(spam));
      account()
        .get('')
        .reply(200, success({ blacklists: [] }));
    };
    listed('blacklists', spam);
    knowList();
    account()
      .patch(`/blacklists/${USER}`)
      .reply(200, success({ ...spam, name: 'SPAM' }));
    expect(await update({ name: 'SPAM' })).toMatchObject({ id: USER });
    account()
      .put('/blacklists')
      .reply(201, success({ ...spam, id: OTHER }));
    await run('create_blocklist', { name: 'Spam', active: false });
    listed('blacklists', spam, { ...spam, id: OTHER });
    await expect(update({ name: 'Scam' })).rejects.toThrow('"spam" could be any of these blocklists');
  });

  test('of a call flow, before anything is done', async () => {
    listed('callflows', { id: OTHER, name: 'Main Menu' });
    const asked = act('send_call_to_callflow', { call: 'a', callflow: 'Night' });
    await expect(asked).rejects.toThrow('can\'t find the call flow "Night"');
  });

  test('a field on which a dropdown depends, too', async () => {
    listed('vmboxes', { id: BOX, name: 'Front Desk', mailbox: '1000' });
    account()
      .get(`/vmboxes/${BOX}/messages`)
      .query({ page_size: 100 })
      .reply(200, success([storedVoicemail]));
    const shown = await createPlatform().run('triggers.list_voicemails.operation.perform', {
      inputData: { mailbox: 'front desk' },
    });
    expect(shown).toMatchObject([{ id: MESSAGE }]);
  });
});

describe('an instant trigger', () => {
  const METHOD = 'triggers.device_offline.operation';
  const inputData = { devices: ['Front Desk Phone'] };
  const event = { authorizing_id: DEVICE, event_timestamp: 63_962_764_325, zapier_token: 'secret' };
  const deliver = (platform: Platform, input: object = inputData, change: object = {}) =>
    platform.run(`${METHOD}.perform`, {
      subscribeData: { zapier_token: 'secret', target_hash: 'hash' },
      inputData: input,
      rawRequest: { content: JSON.stringify({ ...event, ...change }) },
    }) as Promise<Records>;
  const subscribe = (platform: Platform) =>
    platform.run(`${METHOD}.performSubscribe`, { targetUrl: 'https://hooks.zapier.com/1', inputData });
  const row = { id: DEVICE, name: 'Front desk phone' };

  test('does not turn on with a name that nobody has, and leaves nothing in Dash', async () => {
    listed('devices', { ...row, name: 'Lobby' });
    await expect(subscribe(createPlatform())).rejects.toMatchObject(
      halts(
        'VirtualPBX can\'t find the device "Front Desk Phone". In Devices, choose from the list, or enter a name, a MAC address, or an ID.',
      ),
    );
  });

  test('filters its events by the name it was turned on with, also after a change of that', async () => {
    const platform = createPlatform();
    listed('devices', row);
    account().get('/webhooks').query({ paginate: 'false' }).reply(200, success([]));
    account()
      .put('/webhooks')
      .reply(201, success({ id: 'w1' }));
    await subscribe(platform);
    expect(await deliver(platform, inputData, { authorizing_id: OTHER })).toEqual([]);
    platform.cache.delete('names:devices');
    listed('devices', { ...row, name: 'Lobby' });
    account().get(`/devices/${DEVICE}`).reply(200, success(phone));
    knowOwner();
    expect(await deliver(platform)).toMatchObject([{ device_id: DEVICE }]);
  });

  test('stays on when it subscribes anew each day, also after a change of that name', async () => {
    const platform = createPlatform();
    const knowWebhooks = () => {
      account().get('/webhooks').query({ paginate: 'false' }).reply(200, success([]));
      account()
        .put('/webhooks')
        .reply(201, success({ id: 'w1' }));
    };
    listed('devices', row);
    knowWebhooks();
    await subscribe(platform);
    for (const list of [[{ ...row, name: 'Lobby' }], [row, { ...row, id: OTHER }], []]) {
      platform.cache.delete('names:devices');
      listed('devices', ...list);
      knowWebhooks();
      expect(await subscribe(platform)).toMatchObject({ id: 'w1' });
    }
    account().get(`/devices/${DEVICE}`).reply(200, success(phone));
    knowOwner();
    expect(await deliver(platform)).toMatchObject([{ device_id: DEVICE }]);
  });

  test('asks nothing before it knows that a delivery is genuine', async () => {
    expect(await deliver(createPlatform(), inputData, { zapier_token: 'forged' })).toEqual([]);
  });

  test.each([403, 500])('looks again where the list cannot be read (%i)', async (status) => {
    account().get('/devices').query(true).reply(status, refusal(status, 'no'));
    await expect(deliver(createPlatform())).rejects.toMatchObject(
      throttles(
        "VirtualPBX couldn't look up the names in this step's filters. Zapier tries again in two minutes.",
        120,
      ),
    );
  });

  test.each([
    [401, 'RefreshAuthError'],
    [429, 'ThrottledError'],
  ])('is repeated as usual after a %i', async (status, name) => {
    account().get('/devices').query(true).reply(status, refusal(status, 'no'));
    await expect(deliver(createPlatform())).rejects.toMatchObject({ name });
  });

  test('is stopped by a sentence, and never silent, where it does not know the name at all', async () => {
    listed('devices');
    await expect(deliver(createPlatform())).rejects.toThrow('can\'t find the device "Front Desk Phone"');
  });

  test('shows in the editor what passes the filter', async () => {
    listed('devices', row, { id: OTHER, name: 'Lobby' });
    listed('devices', row, { id: OTHER, name: 'Lobby' });
    listed('devices/status');
    const platform = createPlatform();
    const shown = await platform.run(`${METHOD}.performList`, { inputData });
    expect(shown).toMatchObject([{ device_id: DEVICE }]);
    // A test of a Zap that is on does not make it forget its filter sooner.
    const [, seconds] = [...platform.lifetimes].find(([key]) => key.startsWith('named:')) ?? [];
    expect(seconds).toBe(31 * 24 * 3600);
  });
});

describe('a polling trigger', () => {
  const poll = (platform: Platform, meta: object = {}) =>
    platform.run('triggers.new_fax.operation.perform', { inputData: { faxboxes: 'Lobby' }, meta });
  const inbox = () =>
    account()
      .get('/faxes/inbox')
      .query(({ filter_faxbox_id }) => filter_faxbox_id === OTHER)
      .reply(200, success([]));

  test.each([[{ isLoadingSample: true }], [{ isPopulatingDedupe: true }], [{}]])(
    'is stopped by a name that nobody has when it polls with %j',
    async (meta) => {
      listed('faxboxes');
      await expect(poll(createPlatform(), meta)).rejects.toMatchObject(halts(NO_BOX));
    },
  );

  test('continues with the IDs it was turned on with', async () => {
    const platform = createPlatform();
    listed('faxboxes', { id: OTHER, name: 'Lobby' });
    inbox();
    expect(await poll(platform, { isPopulatingDedupe: true })).toEqual([]);
    platform.cache.delete('names:faxboxes');
    listed('faxboxes', { id: OTHER, name: 'Front Desk' });
    inbox();
    expect(await poll(platform)).toEqual([]);
  });
});
