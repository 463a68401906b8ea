import { secretsInNotifications } from '../../sandbox/dash/events/notificationSamples.ts';
import type { DashSandbox } from '../../sandbox/dash/server.ts';
import type { Connection, LiveZap, ZapierSandbox } from '../../sandbox/zapier/platform.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
let dash: DashSandbox;
let zapier: ZapierSandbox;
let connection: Connection;

beforeEach(async () => {
  office = await openOffice();
  ({ dash, zapier, connection } = office);
});

afterEach(() => office.close());

type Choice = { id: string; name: string };

const choices = async () => (await zapier.run(connection, 'triggers.list_webhook_events')) as Choice[];

const turnOn = (input: Record<string, unknown>, message: string): Promise<LiveZap> =>
  zapier.turnOn(connection, {
    name: 'Events',
    trigger: { key: 'dash_event', input },
    steps: [{ app: 'Notes', action: 'Write Down', fields: { message } }],
  });

const messages = ({ results }: LiveZap) => results.map(({ fields }) => fields.message);

const notify = async (type: string, details?: Record<string, unknown>) => {
  const event = await dash.notify(type, details);
  await zapier.settled();
  return event;
};

test('the dropdown offers the phone system’s events by its names, without those that carry secrets', async () => {
  const offered = await choices();
  expect(offered).toEqual(
    expect.arrayContaining([
      { id: 'channel_destroy', name: 'Channel Destroy' },
      { id: 'object', name: 'Object' },
      { id: 'notifications/register', name: 'Device Registration' },
      { id: 'notifications/voicemail_new', name: 'New Voicemail Message' },
    ]),
  );
  expect(offered.filter(({ id }) => /(^|\/)(all|new_user|new_account|password_recovery)$/.test(id))).toEqual([]);
  expect(offered.map(({ name }) => name)).toEqual(
    [...offered.map(({ name }) => name)].sort((a, b) => a.localeCompare(b)),
  );
});

test('every offered notification starts its Zap once, although Dash sends it again', async () => {
  const types = (await choices()).flatMap(({ id }) => (id.startsWith('notifications/') ? [id.slice(14)] : []));
  expect(types.length).toBeGreaterThan(30);
  for (const type of types) {
    const zap = await turnOn({ event: `notifications/${type}` }, '{{event_name}} {{occurred_at}}');
    await dash.redeliver(await notify(type));
    await zapier.settled();
    expect(messages(zap)).toEqual([expect.stringMatching(new RegExp(`^${type} \\d{4}-\\d\\d-\\d\\dT`))]);
    await zapier.turnOff(zap);
  }
  expect(dash.company.webhooks).toEqual([]);
});

test.each(['4.3', '4.2'] as const)('nested values of an event from KAZOO %s can be mapped', async (kazoo) => {
  dash.settings.kazoo = kazoo;
  const zap = await turnOn({ event: 'notifications/missed_call' }, '{{notify.hangup_cause}} {{notify.timestamp_at}}');
  await notify('missed_call');
  expect(messages(zap)).toEqual([expect.stringMatching(/^NORMAL_CLEARING \d{4}-/)]);
});

test('samples in the editor hold no secrets, for any offered event', async () => {
  const secrets = [...Object.values(secretsInNotifications), 'v=0', 'kazoo_apps@'];
  for (const { id } of await choices()) {
    const chosen = { event: id, event_type: 'user', event_action: 'doc_created' };
    const shown = JSON.stringify(await zapier.list(connection, 'triggers.dash_event', chosen));
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
    expect(shown).toMatch(/^(sms|mms)$/.test(id) ? /^\[\]$/ : /"occurred_at_local":"\d{4}/);
  }
});

test.each(['all', 'notifications/all', 'notifications/new_user'])('%s cannot be turned on', async (event) => {
  await expect(turnOn({ event }, '')).rejects.toMatchObject({ name: 'HaltedError' });
  expect(dash.company.webhooks).toEqual([]);
});

test('a change of an item subscribes to exactly that change', async () => {
  await turnOn({ event: 'object', event_type: 'user', event_action: 'doc_edited', include_subaccounts: true }, '');
  expect(dash.company.webhooks).toMatchObject([
    { hook: 'object', custom_data: { type: 'user', action: 'doc_edited' }, include_subaccounts: true },
  ]);
});

test('a kind of item that the phone system doesn’t have is reported in a sentence', async () => {
  await expect(turnOn({ event: 'object', event_type: 'teapot', event_action: 'doc_edited' }, '')).rejects.toMatchObject(
    {
      name: 'HaltedError',
      message: expect.stringContaining('Could not connect this Zap to the phone system.') as string,
    },
  );
});

describe('a webhook that the phone system disabled', () => {
  const failUntilOff = async (zap: LiveZap) => {
    zap.on = false;
    for (let nth = 0; nth < 6; nth++) await notify('register', { username: `unheard-${nth}` });
    zap.on = true;
  };

  test('is found, enabled, and sends again; webhooks made by hand stay unchanged', async () => {
    const zap = await turnOn({ event: 'notifications/register' }, '{{username}}');
    await failUntilOff(zap);
    const [ours] = dash.company.webhooks;
    if (ours) dash.company.webhooks.push({ ...ours, id: 'f'.repeat(32), name: 'By hand' });
    await notify('register', { username: 'unheard' });
    const found = await zapier.run(connection, 'searches.find_disabled_webhook');
    expect(found).toMatchObject([{ id: ours?.id, event: 'notifications/register' }]);
    expect(await zapier.run(connection, 'creates.reenable_webhooks', { event: 'parking' })).toMatchObject({
      webhook_count: 0,
    });
    expect(await zapier.run(connection, 'creates.reenable_webhooks')).toMatchObject({ id: ours?.id });
    await notify('register', { username: 'heard' });
    expect(messages(zap)).toEqual(['heard']);
    expect(dash.company.webhooks.map(({ name, enabled }) => [name, enabled])).toEqual([
      ['Zapier: New Phone System Event', true],
      ['By hand', false],
    ]);
    expect(await zapier.run(connection, 'searches.find_disabled_webhook')).toEqual([]);
  });

  test('is replaced when Zapier subscribes again', async () => {
    const zap = await turnOn({ event: 'notifications/register' }, '{{username}}');
    await failUntilOff(zap);
    await zapier.resubscribe(zap);
    await notify('register', { username: 'heard' });
    expect(messages(zap)).toEqual(['heard']);
  });
});
