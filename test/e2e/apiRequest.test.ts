import { openOffice, type Office } from './office.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

type Answer = { id: string | null; status: number; data: unknown; next_page: string | null };

const send = (input: Record<string, unknown>): Promise<Answer> =>
  office.zapier.run(office.connection, 'creates.api_request', input) as Promise<Answer>;

const phone = () => {
  const [device] = office.dash.company.devices;
  if (!device) throw new Error('The office has no phone');
  return device;
};

test('a list is read page by page', async () => {
  const names: unknown[] = [];
  let next_page: string | null = null;
  do {
    const query: Record<string, string> = { page_size: '2', ...(next_page !== null && { start_key: next_page }) };
    const page = await send({ path: 'users', query });
    names.push(...(page.data as { id: string }[]).map(({ id }) => id));
    ({ next_page } = page);
  } while (next_page !== null);
  expect([...new Set(names)].sort()).toEqual(office.dash.company.users.map(({ id }) => id).sort());
});

test('a phone is read without its SIP password, and keeps the password when it is changed', async () => {
  const password = 'quiet-otter-71';
  const { id } = phone();
  Object.assign(phone().sip, { password });
  const path = `${office.dash.url}/accounts/${office.dash.company.account.id}/devices/${id}`;
  const read = await send({ path });
  expect(read).toMatchObject({ id, status: 200 });
  expect(read.data).toHaveProperty('sip.method', 'password');
  expect(JSON.stringify(read)).not.toContain(password);
  const changed = await send({ method: 'PATCH', path, body: '{"name": "Reception"}' });
  expect(changed).toMatchObject({ id, data: { name: 'Reception' } });
  expect(JSON.stringify(changed)).not.toContain(password);
  expect(phone()).toMatchObject({ name: 'Reception', sip: { password } });
});

test("a refusal is reported with Dash's reason", async () => {
  await expect(send({ path: 'devices/unknown' })).rejects.toThrow(
    'VirtualPBX refused the request: bad identifier. Check Path.',
  );
  await expect(send({ path: 'toasters' })).rejects.toThrow('VirtualPBX refused the request: not found. Check Path.');
  await expect(send({ method: 'PATCH', path: `devices/${phone().id}`, body: '{"name": ""}' })).rejects.toThrow(
    /^VirtualPBX refused the request: name: .*\. Check Path, Query, and Body\.$/,
  );
});

test('a session that has ended is renewed, and the change is made once', async () => {
  await send({ path: 'users' });
  office.dash.expireSessions();
  expect(await send({ method: 'PATCH', path: `devices/${phone().id}`, body: '{"name": "Once"}' })).toMatchObject({
    data: { name: 'Once' },
  });
  expect(office.dash.requests.filter(({ method, status }) => method === 'PATCH' && status === 200)).toHaveLength(1);
});

test('no other server gets a request', async () => {
  const before = office.dash.requests.length;
  for (const path of [
    'https://elsewhere.test/v2/users',
    '../0/users',
    'users/%252e%252e/x',
    `accounts/${'0'.repeat(32)}/users`,
  ])
    await expect(send({ path })).rejects.toThrow(/Path|account/);
  expect(office.dash.requests).toHaveLength(before);
});

test('a user is found with availability', async () => {
  const find = (input: object) =>
    office.zapier.run(office.connection, 'searches.find_user', { extension: '1002', ...input }) as Promise<object[]>;
  expect(await find({ include_availability: true })).toMatchObject([
    { on_call: false, do_not_disturb: false, forwarding_number: null, phones_online: expect.any(Number) as number },
  ]);
});
