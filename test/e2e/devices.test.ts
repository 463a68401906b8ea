import app from '../../src/index.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox } from '../../sandbox/dash/server.ts';
import { startZapier, type Connection, type ZapierSandbox } from '../../sandbox/zapier/platform.ts';

let dash: DashSandbox;
let zapier: ZapierSandbox;
let connection: Connection;

beforeEach(async () => {
  dash = await startDash();
  process.env.DASH_API_URL = dash.url;
  zapier = await startZapier(app);
  connection = await zapier.connect({ api_key: credentials.apiKey });
});

afterEach(async () => {
  await zapier.close();
  await dash.close();
  delete process.env.DASH_API_URL;
});

const named = <T extends { id: string }>(documents: T[], isIt: (one: T) => boolean): T => {
  const found = documents.find(isIt);
  if (!found) throw new Error('The company has no such thing');
  return found;
};

const phone = (name: string) => named(dash.company.devices, (device) => device.name === name);
const stored = (id: string) => named(dash.company.devices, (device) => device.id === id);
const userCalled = (name: string) => named(dash.company.users, ({ first_name }) => first_name === name);
const schedule = (name: string) => named(dash.company.temporalRules, (rule) => rule.name === name);

const create = (key: string, input: Record<string, unknown>) => zapier.run(connection, `creates.${key}`, input);
const find = (input: Record<string, unknown>) => zapier.run(connection, 'searches.find_device', input);
const writes = () => dash.requests.filter(({ method }) => method !== 'GET' && method !== 'PUT');

describe.each([
  ['device_offline', false, 'went offline'],
  ['device_online', true, 'came online'],
])('%s', (key, online, words) => {
  const turnOn = (devices: string[] = []) =>
    zapier.turnOn(connection, {
      name: 'Phones to Slack',
      trigger: { key, input: { devices } },
      steps: [{ app: 'Slack', action: 'Send Message', fields: { text: '{{summary}}', phone: '{{device_name}}' } }],
    });
  const change = async (name: string) => {
    const event = await dash.setRegistered(phone(name).id, online);
    await zapier.settled();
    return event;
  };
  const messages = () => zapier.outcomes('Slack').map(({ fields }) => fields);

  test.each(['4.3', '4.2'] as const)('runs the Zap once per event of KAZOO %s', async (kazoo) => {
    dash.settings.kazoo = kazoo;
    const zap = await turnOn();
    await dash.redeliver(await change('Surgery 1 phone'));
    await zapier.settled();
    expect(zap.errors).toEqual([]);
    expect(messages()).toEqual([
      {
        text: expect.stringContaining(`Surgery 1 phone (Daniel Cho) ${words}, `) as string,
        phone: 'Surgery 1 phone',
      },
    ]);
  });

  test('runs only for the chosen phones, and not for the opposite event', async () => {
    await turnOn([phone('Surgery 2 phone').id, phone('Front desk phone').id]);
    await change('Surgery 1 phone');
    await dash.setRegistered(phone('Front desk phone').id, !online);
    await change('Surgery 2 phone');
    await zapier.settled();
    expect(messages()).toMatchObject([{ phone: 'Surgery 2 phone' }]);
  });

  test('shows in the editor the phones in that state now', async () => {
    for (const { id } of dash.company.devices) await dash.setRegistered(id, !online);
    await change('Zoë’s mobile app');
    expect(await zapier.list(connection, `triggers.${key}`)).toMatchObject([
      { summary: `Zoë’s mobile app (Zoë Núñez) ${words}.`, user_extension: '1002' },
    ]);
  });
});

test('a phone that suppresses unregister notifications never triggers going offline', async () => {
  await zapier.turnOn(connection, {
    name: 'Phones to Slack',
    trigger: { key: 'device_offline', input: {} },
    steps: [{ app: 'Slack', action: 'Send Message', fields: { text: '{{summary}}' } }],
  });
  stored(phone('Front desk phone').id).suppress_unregister_notifications = true;
  await dash.setRegistered(phone('Front desk phone').id, false);
  await zapier.settled();
  expect(zapier.outcomes('Slack')).toEqual([]);
});

test('a device is found with its state by what people know about it', async () => {
  await dash.setRegistered(phone('Zoë’s desk phone').id, false);
  expect(await find({ mac_address: '0004137A1002' })).toMatchObject([
    { device_name: 'Zoë’s desk phone', online: false, user_name: 'Zoë Núñez' },
  ]);
  expect(await find({ user: userCalled('Zoë').id })).toMatchObject([{ device_name: 'Zoë’s mobile app', online: true }]);
  expect(await find({ name: 'zoe' })).toMatchObject([{ device_name: 'Zoë’s mobile app' }]);
  expect(await find({ name: 'lobby' })).toEqual([]);
});

test('a device is updated, and keeps what was not filled in', async () => {
  const { id, ...before } = phone('Surgery 1 phone');
  const [choice] = (await zapier.run(connection, 'triggers.list_devices')) as { id: string; name: string }[];
  expect(choice?.name).toBe('Front desk phone');
  const renamed = await create('update_device', {
    device: id,
    name: 'Surgery A',
    enabled: '',
    exclude_from_queues: true,
  });
  expect(renamed).toMatchObject({
    id,
    device_name: 'Surgery A',
    enabled: true,
    exclude_from_queues: true,
    online: true,
  });
  expect(stored(id)).toEqual({ ...before, id, name: 'Surgery A', exclude_from_queues: true });
  await create('update_device', { device: id, enabled: 'false' });
  expect(stored(id)).toMatchObject({ name: 'Surgery A', enabled: false, exclude_from_queues: true });
});

test('a phone is asked to restart once', async () => {
  const { id } = phone('Front desk phone');
  expect(await create('restart_device', { device: id })).toMatchObject({
    summary: 'Asked Front desk phone (Maya Okafor) to reload its settings. It was online.',
  });
  expect(writes()).toMatchObject([
    {
      method: 'POST',
      path: expect.stringContaining(`/devices/${id}/sync`) as string,
      body: { data: {} },
    },
  ]);
  await expect(create('restart_device', { device: 'nothing' })).rejects.toMatchObject({ name: 'HaltedError' });
});

test('call settings are updated, and keep what was not filled in', async () => {
  const { id } = userCalled('Maya');
  await expect(create('update_call_handling', { user: id, call_forwarding: true })).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringContaining('Fill in Forwarding Number.') as string,
  });
  expect(writes()).toEqual([]);
  await create('update_call_handling', { user: id, call_forwarding: true, forward_number: '415-555-0133' });
  await create('update_call_handling', { user: id, call_forwarding: false, do_not_disturb: true });
  const record = await create('update_call_handling', { user: id, call_forwarding: true, require_keypress: 'false' });
  expect(record).toMatchObject({
    summary: 'Maya Okafor: do not disturb is on, calls are forwarded to 415-555-0133, and voicemails are emailed.',
    user_extension: '1001',
    forward_number: '+14155550133',
  });
  expect(userCalled('Maya')).toMatchObject({
    email: 'Maya.Okafor@BrightwaterDental.example',
    do_not_disturb: { enabled: true },
    call_forward: { enabled: true, number: '+14155550133', require_keypress: false, keep_caller_id: true },
    vm_to_email_enabled: true,
  });
});

test('office hours are turned on and off, and follow their schedule again', async () => {
  const before = schedule('Office Open');
  const choices = (await zapier.run(connection, 'triggers.list_schedules')) as { id: string; name: string }[];
  expect(choices.map(({ name }) => name)).toEqual(['Holidays', 'Office Open']);
  const set = (state: string) => create('set_office_hours', { schedule: choices[1]?.id, state });
  expect(await set('off')).toMatchObject({ name: 'Office Open', state: 'off' });
  expect(schedule('Office Open')).toEqual({ ...before, enabled: false });
  await set('on');
  expect(schedule('Office Open')).toEqual({ ...before, enabled: true });
  expect(await set('follow_schedule')).toMatchObject({ summary: 'Office Open follows its set hours.' });
  expect(schedule('Office Open')).toEqual(before);
  expect(schedule('Holidays')).not.toHaveProperty('enabled');
});
