import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { notAllowed } from '../support/refusals.ts';
import { fails, halts, throttles } from '../support/told.ts';

const REASON = 'too many failed attempts';

const row = (id: string, changes: object = {}) => ({
  id,
  name: 'Zapier: New Missed Call',
  hook: 'channel_destroy',
  uri: `https://hooks.zapier.com/${id}`,
  enabled: false,
  disable_reason: REASON,
  ...changes,
});

const webhooksAre = (...rows: object[]) =>
  account().get('/webhooks').query({ paginate: 'false' }).reply(200, success(rows));

/** The document of a webhook for a notification. */
const isFor = (id: string, type?: string) =>
  account()
    .get(`/webhooks/${id}`)
    .reply(200, success({ id, custom_data: { type, zapier_token: 's3cret' } }));

const enable = (id: string, status = 200, body: object = success({})) =>
  account()
    .patch(`/webhooks/${id}`, { data: { enabled: true } })
    .reply(status, body);

const find = (event?: string) =>
  createPlatform().run('searches.find_disabled_webhook.operation.perform', { inputData: { event } });
const repair = (event?: string) =>
  createPlatform().run('creates.reenable_webhooks.operation.perform', { inputData: { event } });

const voicemail = row('vm', { name: 'Zapier: New Voicemail', hook: 'notifications' });

/** Such as nobody may find or change. */
const others = [
  row('on', { enabled: true, disable_reason: undefined }),
  row('unsaid', { enabled: undefined, disable_reason: undefined }),
  row('by hand', { name: 'Call log' }),
  row('nameless', { name: undefined }),
];

describe('finding disabled webhooks', () => {
  test('returns only ours, with their trigger and the reason', async () => {
    webhooksAre(...others, row('calls'), voicemail);
    isFor('vm', 'voicemail_new');
    const found = await find();
    expect(found).toEqual([
      {
        id: 'calls',
        summary: `A Zap with the trigger New Missed Call is disconnected: ${REASON}.`,
        trigger_name: 'New Missed Call',
        event: 'channel_destroy',
        disable_reason: REASON,
      },
      {
        id: 'vm',
        summary: `A Zap with the trigger New Voicemail is disconnected: ${REASON}.`,
        trigger_name: 'New Voicemail',
        event: 'notifications/voicemail_new',
        disable_reason: REASON,
      },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/s3cret|hooks\.zapier/);
  });

  test('returns those that someone disabled by hand, too', async () => {
    webhooksAre(row('calls', { disable_reason: undefined, hook: undefined }));
    expect(await find()).toMatchObject([
      {
        summary: 'A Zap with the trigger New Missed Call is disconnected.',
        event: null,
        disable_reason: null,
      },
    ]);
  });

  test('returns those that Dash reports as disabled, whatever else it reports', async () => {
    webhooksAre(row('calls', { enabled: true }));
    expect(await find()).toMatchObject([{ id: 'calls' }]);
  });

  test.each([
    ['channel_destroy', ['calls']],
    ['notifications/voicemail_new', ['vm']],
    ['notifications/voicemail_full', []],
    ['object', ['items']],
    ['parking', []],
  ])('of the event %s alone', async (event, ids) => {
    webhooksAre(row('calls'), voicemail, row('items', { hook: 'object' }), row('hookless', { hook: null }));
    if (event.startsWith('notifications')) isFor('vm', 'voicemail_new');
    expect(((await find(event)) as { id: string }[]).map(({ id }) => id)).toEqual(ids);
  });

  test('does without the type of one that is gone meanwhile', async () => {
    webhooksAre(voicemail);
    account()
      .get('/webhooks/vm')
      .reply(404, refusal(404, 'bad identifier', ['vm']));
    expect(await find()).toMatchObject([{ id: 'vm', event: 'notifications' }]);
  });

  test('finds nothing where all are on', async () => {
    webhooksAre(...others);
    expect(await find()).toEqual([]);
  });

  test('an account without webhooks gets a sentence', async () => {
    account().get('/webhooks').query({ paginate: 'false' }).reply(404, '');
    await expect(find()).rejects.toMatchObject(
      halts("The Webhooks app isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
    );
  });
});

describe('repairing webhooks', () => {
  test('switches ours on again, one by one, and says which', async () => {
    webhooksAre(...others, row('calls'), row('more calls'), voicemail);
    isFor('vm', 'voicemail_new');
    for (const id of ['calls', 'more%20calls', 'vm']) enable(id);
    expect(await repair()).toEqual({
      id: 'calls, more calls, vm',
      summary: 'Reconnected Zaps with these triggers: New Missed Call, New Voicemail.',
      changed: true,
      webhook_count: 3,
      trigger_names: 'New Missed Call, New Voicemail',
      events: 'channel_destroy, notifications/voicemail_new',
      disable_reasons: REASON,
    });
  });

  test('leaves those of other events', async () => {
    webhooksAre(row('calls'), voicemail);
    enable('calls');
    expect(await repair('channel_destroy')).toMatchObject({ id: 'calls' });
  });

  test('changes nothing where all are on', async () => {
    webhooksAre(...others);
    expect(await repair()).toEqual({
      id: 'none',
      summary: 'No disconnected Zaps found.',
      changed: false,
      webhook_count: 0,
      trigger_names: null,
      events: null,
      disable_reasons: null,
    });
  });

  test('says so where one was deleted meanwhile', async () => {
    webhooksAre(row('calls'));
    enable('calls', 404, refusal(404, 'bad identifier', ['calls']));
    await expect(repair()).rejects.toMatchObject(
      halts('A Zap was turned off while this step ran. Run this step again for the others.'),
    );
  });

  test('says why when Dash refuses', async () => {
    webhooksAre(row('calls'));
    enable('calls', 403, refusal(403, 'no'));
    await expect(repair()).rejects.toMatchObject(notAllowed('reconnect a Zap'));
  });

  test('says what was not repaired, and why, beside what was', async () => {
    webhooksAre(row('calls'), row('more calls'), voicemail);
    isFor('vm', 'voicemail_new');
    enable('calls');
    enable('more%20calls', 404, refusal(404, 'bad identifier', ['more calls']));
    enable('vm', 500, refusal(500, 'unspecified_fault'));
    expect(await repair()).toMatchObject({
      id: 'calls',
      summary:
        'Reconnected Zaps with these triggers: New Missed Call. Not reconnected: New Missed Call, New Voicemail. A Zap was turned off while this step ran. Run this step again for the others. Could not reconnect a Zap: VirtualPBX had a problem. Try again in a few minutes.',
      changed: true,
      webhook_count: 1,
      events: 'channel_destroy',
    });
  });

  test.each([401, 429])('reports what was repaired even if Dash answers another with %i', async (status) => {
    webhooksAre(row('calls'), row('more'));
    enable('calls', status, refusal(status, 'no'));
    enable('more');
    expect(await repair()).toMatchObject({ id: 'more', changed: true });
  });

  test('is an error where none could be repaired, and is repeated where that helps', async () => {
    webhooksAre(row('calls'), row('more'));
    enable('calls', 404, refusal(404, 'bad identifier', ['calls']));
    enable('more', 429, refusal(429, 'too_many_requests'));
    await expect(repair()).rejects.toMatchObject(
      throttles(
        'Could not reconnect a Zap: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    );
  });

  test('says why when the list is not there', async () => {
    account().get('/webhooks').query({ paginate: 'false' }).reply(500, refusal(500, 'unspecified_fault'));
    await expect(repair()).rejects.toMatchObject(
      fails('Could not check which Zaps are disconnected: VirtualPBX had a problem. Try again in a few minutes.', 500),
    );
  });
});
