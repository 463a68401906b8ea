import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox } from '../../sandbox/dash/server.ts';

type Answer = { code: number; status: string; auth_token?: string; data: Record<string, unknown> };

let dash: DashSandbox;
let token: string;

const send = async (method: string, path: string, data: object): Promise<Answer> => {
  const headers = { 'Content-Type': 'application/json', 'X-Auth-Token': token };
  const response = await fetch(dash.url + path, { method, headers, body: JSON.stringify({ data }) });
  return { ...((await response.json()) as Answer), code: response.status };
};

const account = (path: string) => `/accounts/${dash.company.account.id}${path}`;

beforeEach(async () => {
  dash = await startDash();
  const response = await fetch(`${dash.url}/api_auth`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ data: { api_key: credentials.apiKey } }),
  });
  token = ((await response.json()) as Answer).auth_token ?? '';
});

afterEach(() => dash.close());

test.each(['devices', 'users'] as const)('a POST replaces the whole document: %s', async (kind) => {
  const id = dash.company[kind][0]?.id ?? '';
  const document = { name: 'New', first_name: 'New', last_name: 'Name', sip: { username: 'new' }, enabled: 'true' };
  const { code, data } = await send('POST', account(`/${kind}/${id}`), document);
  expect(code).toBe(200);
  expect(data).toMatchObject({ ...document, id, enabled: true });
  expect(data).not.toHaveProperty('registered');
  expect(dash.company[kind][0]).not.toHaveProperty('flags');
});

test.each([
  ['devices', { name: null }, 'name'],
  ['devices', { exclude_from_queues: 'perhaps' }, 'exclude_from_queues'],
  ['users', { first_name: '' }, 'first_name'],
  ['users', { call_forward: { number: '1'.repeat(36) } }, 'call_forward.number'],
  ['temporalRules', { cycle: 'hourly' }, 'cycle'],
] as const)('what does not fit is refused: %s %j', async (kind, change, field) => {
  const path = kind === 'temporalRules' ? 'temporal_rules' : kind;
  const { code, data } = await send('PATCH', account(`/${path}/${dash.company[kind][0]?.id}`), change);
  expect([code, Object.keys(data)]).toEqual([400, [field]]);
});

test.each([
  ['PATCH', '/devices/nothing'],
  ['POST', '/devices/nothing/sync'],
  ['PATCH', '/users/nobody'],
  ['PATCH', '/temporal_rules/never'],
])('%s %s is not found', async (method, path) => {
  expect((await send(method, account(path), {})).code).toBe(404);
});

test.each(['4.2', '4.3'] as const)(
  'in KAZOO %s a restart is accepted, even for a phone that is offline',
  async (kazoo) => {
    dash.settings.kazoo = kazoo;
    const id = dash.company.devices[0]?.id ?? '';
    await dash.setRegistered(id, false);
    const { code, data, status } = await send('POST', account(`/devices/${id}/sync`), {});
    expect([code, data, status]).toEqual([202, 'sync request sent', kazoo === '4.3' ? 'accepted' : 'success']);
  },
);
