import { numberedCases } from '../../sandbox/dash/cases/numbered.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox, type PlayedCall } from '../../sandbox/dash/server.ts';

type Answer = { code: number; message?: string; data: unknown };

let dash: DashSandbox;
let token = '';

const ask = async (method: string, path: string, data?: unknown): Promise<Answer> => {
  const response = await fetch(dash.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token && { 'X-Auth-Token': token }) },
    ...(data === undefined ? {} : { body: JSON.stringify({ data }) }),
  });
  const envelope = (await response.json()) as Answer & { auth_token: string };
  if (path === '/api_auth') token = envelope.auth_token;
  return { ...envelope, code: response.status };
};

const account = (path: string) => `/accounts/${dash.company.account.id}${path}`;
const channel = (callId: string | undefined) => account(`/channels/${encodeURIComponent(callId ?? '')}`);

/** A call from outside to the main number. The first of the numbered cases is answered, the second rings. */
const start = (nth: 0 | 1): Promise<PlayedCall> => {
  const [answered, ringing] = numberedCases;
  const script = (nth === 0 ? answered : ringing)?.script();
  if (!script) throw new Error('There is no such case');
  return dash.startCall(script);
};

beforeEach(async () => {
  dash = await startDash({ settings: { cdrLagMs: 0 } });
  token = '';
  await ask('PUT', '/api_auth', { api_key: credentials.apiKey });
});

afterEach(() => dash.close());

test('a call in progress has a row for each leg, and its end writes the records', async () => {
  const { legs } = await start(0);
  const { data } = await ask('GET', account('/channels'));
  expect(data).toMatchObject([
    { uuid: legs.A, direction: 'inbound', answered: true, other_leg: legs.B1, destination: '+14154886100' },
    { uuid: legs.B1, direction: 'outbound', answered: true, other_leg: legs.A, username: 'user_1002_1' },
  ]);
  expect(dash.state.cdrs.written.map(({ document }) => document.call_id)).toEqual([legs.B2]);
  await dash.endCall(legs.B1 ?? '');
  await dash.endCall(legs.B1 ?? '');
  expect(await ask('GET', account('/channels'))).toMatchObject({ data: [] });
  expect(dash.state.cdrs.written).toHaveLength(3);
});

test('users and phones have only their own legs', async () => {
  const { legs } = await start(1);
  const [phone] = dash.company.devices.filter(({ name }) => name === 'Zoë’s desk phone');
  const own = [{ uuid: legs.B1, answered: false, other_leg: legs.A }];
  expect(await ask('GET', account(`/users/${String(phone?.owner_id)}/channels`))).toMatchObject({ data: own });
  expect(await ask('GET', account(`/devices/${String(phone?.id)}/channels`))).toMatchObject({ data: own });
  expect(await ask('GET', account('/users/nobody/channels'))).toMatchObject({ code: 404 });
});

test('a single channel has the same data under other names', async () => {
  const { legs } = await start(0);
  expect(await ask('GET', channel(legs.A))).toMatchObject({
    data: { call_id: legs.A, call_direction: 'inbound', other_leg_call_id: legs.B1, caller_id_name: 'Grace Park' },
  });
});

test.each([
  [{ action: 'transfer' }, { target: { required: { message: 'No target destination specified' } } }],
  [{ action: 'intercept' }, { target_type: { required: { message: 'No target type specified' } } }],
  [{ action: 'intercept', target_type: 'user' }, { target_id: { required: { message: 'No target id specified' } } }],
  [{ action: 'dance' }, {}],
  [{ action: 'constructor' }, {}],
])('%j of a call is refused', async (data, problems) => {
  const { legs } = await start(0);
  expect(await ask('POST', channel(legs.A), data)).toMatchObject({ code: 400, data: problems });
  expect(dash.state.channels[0]?.requests).toEqual([]);
});

test('a transfer needs a bridged leg', async () => {
  const { legs } = await start(1);
  expect(await ask('POST', channel(legs.A), { action: 'transfer', target: '1003' })).toMatchObject({
    code: 400,
    data: { other_leg_call_id: { required: { message: 'Channel is not bridged' } } },
  });
});

test('a request for a call in progress succeeds at once, and for an ended call it fails', async () => {
  const { legs } = await start(0);
  expect(await ask('POST', channel(legs.A), { action: 'break' })).toMatchObject({ code: 202, data: 'break initiated' });
  expect(await ask('POST', channel('ended@10.1.1.1'), { action: 'hangup' })).toMatchObject({
    code: 503,
    message: 'datastore timeout',
    data: {},
  });
});

test('a leg of another account, or of none yet, is not returned', async () => {
  dash.state.foreignCallIds.push('new@10.1.1.1');
  for (const [method, data] of [['GET'], ['POST', { action: 'hangup' }]] as const) {
    expect(await ask(method, channel('new@10.1.1.1'), data)).toMatchObject({ code: 404, data: ['new@10.1.1.1'] });
  }
});

test('while people talk, requests for an outside caller’s leg have no effect', async () => {
  const { legs } = await start(0);
  expect(await ask('POST', channel(legs.A), { action: 'hangup' })).toMatchObject({ code: 202 });
  expect(dash.state.channels).toHaveLength(2);
  expect(await ask('POST', channel(legs.B1), { action: 'hangup' })).toMatchObject({ code: 202 });
  expect(dash.state.channels).toEqual([]);
});

test('the list of legs fails for a phone without a SIP username', async () => {
  const [phone] = dash.company.devices;
  if (phone) phone.sip = { method: 'password' };
  expect(await ask('GET', account(`/devices/${String(phone?.id)}/channels`))).toMatchObject({
    code: 500,
    message: 'could not reach ecallmgr channels',
  });
  dash.company.devices = [];
  expect(await ask('GET', account(`/users/${String(phone?.owner_id)}/channels`))).toMatchObject({
    code: 200,
    data: [],
  });
});

describe('a quickcall', () => {
  const place = (user: string, number: string, query = '') => {
    const found = dash.company.users.find(({ presence_id }) => presence_id === user);
    return ask('GET', account(`/users/${String(found?.id)}/quickcall/${encodeURIComponent(number)}${query}`));
  };

  test('rings every phone of a user, then dials', async () => {
    const answer = await place('1002', '+1 (415) 555-0177', '?correlation_id=7&auto_answer=false&timeout=20');
    expect(answer).toMatchObject({
      code: 202,
      data: {
        application_data: { route: '+14155550177' },
        custom_application_vars: { correlation_id: '7', auto_answer: 'false', timeout: '20' },
        endpoints: [{ to_user: 'user_1002_1' }, { to_user: 'user_1002_2' }],
        timeout: 20,
      },
    });
    expect(dash.state.channels.map(({ leg }) => leg.script.leg)).toEqual(['A1', 'B1']);
  });

  test('dials a number unchanged if requested', async () => {
    const { data } = await place('1001', '1 003', '?number_filter=false');
    expect(data).toMatchObject({ application_data: { route: '1 003' }, endpoints: [{ to_user: 'user_1001_1' }] });
  });

  test('is accepted even if no phone is online, and then nothing rings', async () => {
    for (const phone of dash.company.devices) phone.registered = false;
    const answer = await place('1002', '1003');
    expect(answer).toMatchObject({ code: 202, data: { endpoints: [{ to_user: 'user_1002_1' }, {}] } });
    expect(dash.state.channels).toEqual([]);
  });

  test.each<[string, () => void]>([
    ['none', () => (dash.company.devices = [])],
    [
      'only disabled phones',
      () => {
        dash.company.devices.forEach((phone) => (phone.enabled = false));
      },
    ],
    [
      'only phones with do not disturb',
      () => {
        dash.company.devices.forEach((phone) => (phone.do_not_disturb = { enabled: true }));
      },
    ],
    [
      'a user with do not disturb',
      () => {
        dash.company.users.forEach((user) => (user.do_not_disturb = { enabled: true }));
      },
    ],
  ])('fails where the switch cannot be told to ring a phone: %s', async (_phones, change) => {
    change();
    expect(await place('1001', '1003')).toMatchObject({ code: 500, message: 'unspecified_fault' });
    expect(dash.state.channels).toEqual([]);
  });
});

test('call flows are listed with those of feature codes, and read one by one', async () => {
  const { data } = await ask('GET', account('/callflows'));
  expect(data).toHaveLength(3);
  expect(data).toContainEqual(
    expect.objectContaining({ featurecode: { name: 'voicemail[action=check]', number: '97' } }),
  );
  const [menu] = dash.company.callflows;
  expect(await ask('GET', account(`/callflows/${String(menu?.id)}`))).toMatchObject({ data: { name: 'Main menu' } });
});
