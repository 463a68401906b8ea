import { cases } from '../../sandbox/dash/cases/cases.ts';
import { directNumber } from '../../sandbox/dash/company/office.ts';
import { openOffice, type Office } from './office.ts';
import type { CallScript, DashSandbox, PlayedCall } from '../../sandbox/dash/server.ts';
import type { Connection, ZapierSandbox } from '../../sandbox/zapier/platform.ts';

const SPAMMER = '+14155550142';

let office: Office;
let dash: DashSandbox;
let zapier: ZapierSandbox;
let connection: Connection;

beforeEach(async () => {
  office = await openOffice({ cdrLagMs: 0 });
  ({ dash, zapier, connection } = office);
});

afterEach(() => office.close());

const run = (operation: string, input: Record<string, unknown>) =>
  zapier.run(connection, operation, input) as Promise<Record<string, unknown>>;

const turnOn = (trigger: string, fields: Record<string, string>) =>
  zapier.turnOn(connection, {
    name: trigger,
    trigger: { key: trigger, input: {} },
    steps: [{ app: trigger, action: 'Note', fields }],
  });

const outcomesOf = (trigger: string) => zapier.outcomes(trigger).map(({ fields }) => fields);

/** A call from outside that Zoë answers. */
const call = async (caller: CallScript['caller']) => {
  const script = cases[0]?.script({ dialed: directNumber, caller });
  if (!script) throw new Error('There is no such case');
  const played = await dash.playCall(script);
  await zapier.settled();
  return played;
};

const recordOf = ({ primaryCallId }: PlayedCall) =>
  [...dash.state.cdrs.byId.values()].find(({ call_id }) => call_id === primaryCallId);

const listCalled = (name: string) => dash.company.blacklists.find((list) => list.name === name);

test('the number of a spam voicemail is blocked, and its next call is refused', async () => {
  await turnOn('new_voicemail', { number: '{{from_number}}' });
  await turnOn('call_ended', {
    from: '{{from_number}}',
    outcome: '{{outcome}}',
    reason: '{{missed_reason}}',
    cause: '{{hangup_cause}}',
    seconds: '{{total_seconds}}',
  });
  await turnOn('missed_call', { from: '{{from_number}}', reason: '{{missed_reason}}' });

  await dash.leaveVoicemail({ mailbox: '1002', callerNumber: SPAMMER, callerName: 'WIN A CRUISE' });
  await zapier.settled();
  const [{ number } = { number: '' }] = outcomesOf('new_voicemail');
  expect(number).toBe(SPAMMER);
  await call({ number: SPAMMER });
  expect(outcomesOf('call_ended')).toMatchObject([{ outcome: 'answered' }]);

  const blocked = await run('creates.block_number', { numbers: [number] });
  expect(blocked).toMatchObject({
    name: 'Blocked by Zapier',
    numbers: SPAMMER,
    active: true,
    added_numbers: SPAMMER,
    changed: true,
    summary: '"Blocked by Zapier" now blocks 415-555-0142.',
  });
  expect(dash.company.blacklists).toMatchObject([{ id: blocked.id, numbers: { [SPAMMER]: {} } }]);
  expect(dash.company.account.blacklists).toEqual([blocked.id]);

  const played = await call({ number: SPAMMER, name: 'WIN A CRUISE' });
  expect(played.script.legs).toMatchObject([{ leg: 'A', rings: 0, talks: 0, cause: 'CALL_REJECTED' }]);
  const refused = { from: SPAMMER, reason: 'rejected' };
  expect(outcomesOf('call_ended')[1]).toMatchObject({
    ...refused,
    outcome: 'busy',
    cause: 'CALL_REJECTED',
    seconds: '0',
  });
  expect(outcomesOf('missed_call')).toMatchObject([refused]);
  expect(recordOf(played)).toMatchObject({
    hangup_cause: 'CALL_REJECTED',
    hangup_code: 'sip:603',
    duration_seconds: 0,
  });

  await call({ number: '+14155550177' });
  expect(outcomesOf('call_ended')[2]).toMatchObject({ outcome: 'answered' });
});

test('a number is found while it is blocked, and its calls come through once it is unblocked', async () => {
  await run('creates.block_number', { numbers: ['(415) 555-0142', '+44 20 7946 0018'] });
  await run('creates.create_blocklist', { name: 'Robocalls', numbers: ['415.555.0142'] });
  expect(await run('searches.find_blocked_number', { number: '1 415 555 0142' })).toMatchObject([
    { name: 'Blocked by Zapier', number: SPAMMER, numbers: '+14155550142, +442079460018' },
  ]);
  expect((await call({ number: SPAMMER })).script.legs).toHaveLength(1);

  expect(await run('creates.unblock_number', { numbers: [SPAMMER] })).toMatchObject({
    removed_numbers: SPAMMER,
    blocklist_names: expect.stringContaining('Robocalls') as string,
    blocklist_count: 2,
  });
  expect(dash.company.blacklists).toMatchObject([{ numbers: { '+442079460018': {} } }, { numbers: {} }]);
  expect(await run('searches.find_blocked_number', { number: SPAMMER })).toEqual([]);
  expect((await call({ number: SPAMMER })).script.legs).toHaveLength(3);
});

describe.each(['4.2', '4.3'] as const)('an old list of KAZOO %s', (kazoo) => {
  const OLD = { '4155550142': { name: 'robocall' }, '(415) 555-0142': {}, '1-415-555-0177': {} };

  /** A list that was imported, or saved before KAZOO converted numbers to E.164. */
  beforeEach(async () => {
    dash.settings.kazoo = kazoo;
    await run('creates.create_blocklist', { name: 'Old' });
    const list = listCalled('Old');
    if (list) list.numbers = { ...OLD };
  });

  const isRefused = async (number: string) => (await call({ number })).script.legs.length === 1;
  const oldList = () => String(listCalled('Old')?.id);

  test('blocks a ten-digit number after the next change, and never one with punctuation', async () => {
    expect(await isRefused(SPAMMER)).toBe(false);
    expect(await run('searches.find_blocked_number', { number: SPAMMER })).toMatchObject([
      { name: 'Old', summary: expect.stringContaining("doesn't block calls") as string },
    ]);
    await run('creates.update_blocklist', { blocklist: oldList(), name: 'Older' });
    expect(await isRefused(SPAMMER)).toBe(true);
    expect(await isRefused('+14155550177')).toBe(false);
  });

  test('loses an unblocked number in every format', async () => {
    expect(await run('creates.unblock_number', { numbers: [SPAMMER] })).toMatchObject({ removed_numbers: SPAMMER });
    expect(listCalled('Old')?.numbers).toEqual({ '1-415-555-0177': {} });
    await run('creates.update_blocklist', { blocklist: oldList(), name: 'Older' });
    expect(await isRefused(SPAMMER)).toBe(false);
  });

  test('immediately blocks a number that is blocked again, and keeps its notes', async () => {
    await run('creates.block_number', { numbers: `${SPAMMER}, 4155550177`, blocklist: oldList() });
    expect(listCalled('Old')?.numbers).toEqual({ [SPAMMER]: { name: 'robocall' }, '+14155550177': {} });
    expect(await isRefused(SPAMMER)).toBe(true);
    expect(await isRefused('+14155550177')).toBe(true);
  });
});

test('a hidden caller with a number from the carrier is blocked by that number', async () => {
  await expect(run('creates.block_number', { numbers: ['+266696687'] })).rejects.toThrow('Block Hidden Callers');
  await run('creates.block_number', { numbers: ['+266696687'], block_hidden_callers: true });
  expect((await call({ number: '+266696687' })).script.legs).toHaveLength(1);
  expect((await call({ number: 'anonymous' })).script.legs).toHaveLength(1);
  await run('creates.unblock_number', { numbers: ['+266696687'] });
  expect((await call({ number: '+266696687' })).script.legs).toHaveLength(3);
});

test('two parallel blocks lose nothing', async () => {
  const { id } = await run('creates.block_number', { numbers: [SPAMMER] });
  const list = listCalled('Blocked by Zapier');
  if (list) list.numbers[SPAMMER] = { name: 'a note from Dash' };
  dash.company.account.blacklists?.unshift('of somebody else');
  const numbers = Array.from({ length: 8 }, (_none, nth) => `+1415555020${String(nth)}`);
  await Promise.all(numbers.map((number) => run('creates.block_number', { numbers: [number] })));
  expect(listCalled('Blocked by Zapier')?.numbers).toEqual({
    [SPAMMER]: { name: 'a note from Dash' },
    ...Object.fromEntries(numbers.map((number) => [number, {}])),
  });
  expect(dash.company.account.blacklists).toEqual(['of somebody else', id]);
});

test('blocking a blocked number writes nothing', async () => {
  await run('creates.block_number', { numbers: [SPAMMER] });
  dash.requests.length = 0;
  expect(await run('creates.block_number', { numbers: [SPAMMER] })).toMatchObject({ changed: false });
  expect(dash.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
});

test('hidden callers are also blocked on request', async () => {
  await run('creates.create_blocklist', { name: 'Hidden', block_hidden_callers: true });
  expect(await run('searches.find_blocked_number', { number: 'anonymous' })).toMatchObject([{ name: 'Hidden' }]);
  expect(recordOf(await call({ number: 'anonymous' }))).toMatchObject({
    hangup_cause: 'CALL_REJECTED',
    hangup_code: 'sip:433',
  });
  expect((await call({ number: SPAMMER })).script.legs).toHaveLength(3);
});

test('a blocklist is found or created, changed, turned off and on, and deleted', async () => {
  expect(await run('searches.find_blocklist', { name: 'Spam' })).toEqual([]);
  const { id } = await run('creates.create_blocklist', { name: 'Spam', numbers: [SPAMMER], active: false });
  expect(dash.company.account.blacklists ?? []).toEqual([]);
  expect((await call({ number: SPAMMER })).script.legs).toHaveLength(3);
  expect(await run('searches.find_blocklist', { name: 'SPAM' })).toMatchObject([{ id, active: false }]);
  expect(await run('triggers.list_blocklists', {})).toEqual([{ id, name: 'Spam' }]);

  const input = { blocklist: id, name: 'Robocalls', add_numbers: ['+14155550177'], active: true };
  expect(await run('creates.update_blocklist', input)).toMatchObject({
    name: 'Robocalls',
    numbers: '+14155550142, +14155550177',
    active: true,
    changed: true,
  });
  expect(dash.company.blacklists).toMatchObject([{ id, name: 'Robocalls' }]);
  expect(dash.company.account.blacklists).toEqual([id]);
  expect((await call({ number: SPAMMER })).script.legs).toHaveLength(1);

  expect(await run('creates.update_blocklist', { blocklist: id, remove_numbers: [SPAMMER] })).toMatchObject({
    name: 'Robocalls',
    numbers: '+14155550177',
    removed_numbers: SPAMMER,
    active: true,
  });
  expect(await run('creates.delete_blocklist', { blocklist: id })).toMatchObject({ id, active: false });
  expect(dash.company.blacklists).toEqual([]);
  expect(dash.company.account.blacklists).toEqual([]);
  expect(dash.company.account).toMatchObject({ name: 'Brightwater Dental', timezone: 'America/Los_Angeles' });
  await expect(run('creates.delete_blocklist', { blocklist: id })).rejects.toMatchObject({
    name: 'HaltedError',
    message: "VirtualPBX can't find this blocklist; it may have been deleted. Choose it again in Blocklist.",
  });
});

test('a name that Dash refuses is an error, and nothing is stored', async () => {
  const { id } = await run('creates.create_blocklist', { name: 'Spam' });
  await expect(run('creates.update_blocklist', { blocklist: id, name: 'x'.repeat(129) })).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringContaining('Could not update the blocklist. Name: String must not') as string,
  });
  expect(dash.company.blacklists).toMatchObject([{ name: 'Spam' }]);
});

describe('the sandbox, like Dash,', () => {
  const ask = async (method: string, path: string, data?: unknown) => {
    const response = await fetch(`${dash.url}/accounts/${dash.company.account.id}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': String(connection.authData.auth_token) },
      ...(data === undefined ? {} : { body: JSON.stringify({ data }) }),
    });
    return (await response.json()) as { data: { id: string }; status: string; error?: string };
  };

  test('converts plain digits to E.164, and lists no numbers', async () => {
    const numbers = { '4155550142': { name: 'x' }, '011442079460018': {}, '1001': 5, '(415) 555-0142': {} };
    const { data } = await ask('PUT', '/blacklists', { name: 'Spam', numbers });
    const saved = { [SPAMMER]: { name: 'x' }, '+442079460018': {}, '1001': 5, '(415) 555-0142': {} };
    expect(data).toEqual({ id: data.id, name: 'Spam', numbers: saved });
    expect(await ask('GET', '/blacklists')).toMatchObject({ data: [{ id: data.id, name: 'Spam', flags: [] }] });
    expect(await ask('PATCH', `/blacklists/${data.id}`, { numbers: { [SPAMMER]: {} } })).toMatchObject({
      data: { numbers: { ...saved, [SPAMMER]: {} } },
    });
    expect(listCalled('Spam')?.numbers[SPAMMER]).toEqual({});
    expect(await ask('POST', `/blacklists/${data.id}`, { name: 'Ads' })).toMatchObject({ data: { name: 'Ads' } });
    expect(listCalled('Ads')?.numbers).toEqual({});
    expect(await ask('PATCH', `/blacklists/${data.id}`, { numbers: 5 })).toMatchObject({ error: '400' });
  });

  test.each([{}, { name: '' }, { name: 'x'.repeat(129) }])('refuses a list named %j', async (data) => {
    expect(await ask('PUT', '/blacklists', data)).toMatchObject({ error: '400', status: 'error' });
  });

  test('merges changes into the account and replaces its lists, but keeps what clients cannot set', async () => {
    const { id } = dash.company.account;
    const name = 'Clearwater Dental';
    expect(await ask('PATCH', '', { name, blacklists: ['a'], id: 'x', realm: 'y' })).toMatchObject({
      data: { id, name, blacklists: ['a'], realm: 'brightwater.sip.example', timezone: 'America/Los_Angeles' },
    });
    expect(await ask('PATCH', '', { blacklists: ['b'], caller_id: { external: { name } } })).toMatchObject({
      data: { blacklists: ['b'], caller_id: { external: { name, number: '+14154886100' } } },
    });
    await ask('POST', '', { name, timezone: 'UTC' });
    expect(dash.company.account.blacklists).toBeUndefined();
    expect(dash.company.account).toMatchObject({ id, name, timezone: 'UTC', status: 'active' });
  });
});
