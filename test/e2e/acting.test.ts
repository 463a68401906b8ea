import { setTimeout as pause } from 'node:timers/promises';
import { cases } from '../../sandbox/dash/cases/cases.ts';
import { openOffice, type Office } from './office.ts';
import type { PlayedCall } from '../../sandbox/dash/server.ts';
import type { LiveZap } from '../../sandbox/zapier/platform.ts';

const isMatch = (fields: Record<string, unknown>, wanted: Record<string, unknown>): boolean =>
  Object.entries(wanted).every(([key, value]) => fields[key] === value);

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});

afterEach(() => office.close());

type LiveRecord = { id: string; summary: string; from_number: string; answered: boolean; user_name: string };

const run = <T>(operation: string, input: Record<string, unknown> = {}): Promise<T> =>
  office.zapier.run(office.connection, operation, input) as Promise<T>;

const findActive = (input: Record<string, unknown>) => run<LiveRecord[]>('searches.find_active_call', input);

const scriptOf = (part: string) => {
  const found = cases.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`No case is named ${part}`);
  return found.script();
};

const startCall = (part: string): Promise<PlayedCall> => office.dash.startCall(scriptOf(part));

const zoe = () => {
  const user = office.dash.company.users.find(({ presence_id }) => presence_id === '1002');
  return String(user?.id);
};

const deviceNamed = (name: string) => String(office.dash.company.devices.find((one) => one.name === name)?.id);

/** Waits for the records that a Zap received for one call. The sandbox sends the events of placed calls later. */
const noted = async ({ results }: LiveZap, wanted: Record<string, unknown> = {}): Promise<Record<string, unknown>> => {
  for (;;) {
    await office.zapier.settled();
    const found = results.map(({ fields }) => fields).find((fields) => isMatch(fields, wanted));
    if (found) return found;
    await pause(20);
  }
};

const note = (trigger: string, fields: Record<string, string>) =>
  office.zapier.turnOn(office.connection, {
    name: trigger,
    trigger: { key: trigger, input: {} },
    steps: [{ app: 'Notes', action: 'Write Down', fields }],
  });

test('after a missed call, whoever is free calls back, and the end of that call tells what it was about', async () => {
  const { dash } = office;
  const missed = await note('missed_call', { from: '{{from_number}}', user: '{{user_id}}' });
  const ended = await note('call_ended', { id: '{{id}}', about: '{{reference}}', direction: '{{direction}}' });
  await dash.playCall(scriptOf('the caller gives up'));
  const { from, user } = await noted(missed);

  expect(await findActive({ user })).toEqual([]);
  const placed = await run<LiveRecord>('creates.place_call', {
    user,
    to_number: from,
    reference: 'missed call 1',
  });
  expect(placed).toMatchObject({
    id: expect.stringMatching(/-quickcall$/) as string,
    summary: 'Rings Zoë Núñez, then calls 415-555-0142.',
    reference: 'missed call 1',
  });

  const [live] = await findActive({ user });
  expect(live).toMatchObject({ id: placed.id, direction: 'outbound', user_name: 'Zoë Núñez', answered: true });
  await run('creates.hang_up_call', { call: placed.id });
  expect(await findActive({ user })).toEqual([]);
  expect(await noted(ended, { id: placed.id })).toMatchObject({ about: 'missed call 1', direction: 'outbound' });
});

test('a call is placed on one phone, and not without a phone that can ring', async () => {
  const app = deviceNamed('Zoë’s mobile app');
  const placed = await run('creates.place_call', { device: app, to_number: '1003', caller_id_number: '+14154886100' });
  expect(placed).toMatchObject({ device_name: 'Zoë’s mobile app', to_number: '1003' });
  expect(await findActive({ device: app })).toMatchObject([
    { direction: 'internal', device_name: 'Tomás’s desk phone' },
  ]);

  for (const phone of office.dash.company.devices) phone.enabled = false;
  await expect(run('creates.place_call', { user: zoe(), to_number: '1003' })).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringMatching(/^None of Zoë's phones can ring\. /) as string,
  });
});

test('live calls are found and listed, each once, until they end', async () => {
  const { dash } = office;
  const call = await startCall('the desk phone answers');
  expect(dash.state.channels).toHaveLength(2);
  const expected = { id: call.primaryCallId, from_number: '+14155550142', user_name: 'Zoë Núñez', answered: true };
  expect(await findActive({ user: zoe() })).toMatchObject([expected]);
  expect(await findActive({ number: '(415) 555-0142' })).toMatchObject([expected]);
  expect(await findActive({ device: deviceNamed('Zoë’s mobile app') })).toEqual([]);
  expect(await run('triggers.list_active_calls')).toEqual([
    { id: call.primaryCallId, name: expect.stringMatching(/^Grace Park -> Zoë Núñez, 1:1\d$/) as string },
  ]);

  await dash.endCall(call.primaryCallId);
  expect(await findActive({ user: zoe() })).toEqual([]);
  expect(await run('triggers.list_active_calls')).toEqual([]);
});

test('in KAZOO 4.2, which tells no numbers of calls in progress, they are found by user and by what was dialed', async () => {
  office.dash.settings.kazoo = '4.2';
  const call = await startCall('the desk phone answers');
  const expected = { id: call.primaryCallId, from_number: null, to_number: '+14154886100', user_name: 'Zoë Núñez' };
  expect(await findActive({ user: zoe() })).toMatchObject([expected]);
  expect(await findActive({ number: '1002' })).toMatchObject([expected]);
  expect(await findActive({ number: '(415) 488-6100' })).toMatchObject([expected]);
  expect(await run('triggers.list_active_calls')).toMatchObject([
    { name: expect.stringMatching(/^Unknown caller -> Zoë Núñez, /) as string },
  ]);
  await expect(findActive({ number: '(415) 555-0142' })).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringMatching(/^This phone system doesn't tell the numbers of calls in progress/) as string,
  });
  await office.dash.endCall(call.primaryCallId);
  expect(await findActive({ number: '(415) 555-0142' })).toEqual([]);
});

test('a reference of any signs comes back with the call that was placed, though its legs forget it', async () => {
  const reference = "Grace's deal = 50% {1}";
  const placed = await run<LiveRecord>('creates.place_call', {
    user: zoe(),
    to_number: '1003',
    reference,
  });
  expect(await findActive({ user: zoe() })).toMatchObject([{ id: placed.id, reference }]);
});

test('callflows are listed by name or number', async () => {
  expect(await run('triggers.list_callflows')).toMatchObject([{ name: '+14154886102' }, { name: 'Main menu' }]);
});

describe('what is asked of a live call arrives at the leg that it is for', () => {
  const askedOf = (callId: string | undefined) =>
    office.dash.state.channels.find(({ leg }) => leg.callId === callId)?.requests;

  test('a transfer, at the leg of whoever hands the call over', async () => {
    const { primaryCallId, legs } = await startCall('the desk phone answers');
    const record = await run<LiveRecord>('creates.transfer_call', { call: primaryCallId, to_number: '1004' });
    expect(record.summary).toMatch(/^Asked to transfer to extension 1004: Call from Grace Park /);
    expect(askedOf(legs.B1)).toEqual([{ action: 'transfer', target: '1004' }]);
  });

  test.each([
    ['stop_call_playback', () => ({}), { action: 'break' }],
    ['pick_up_call', () => ({ user: zoe() }), { action: 'intercept', target_type: 'user' }],
    ['send_call_to_callflow', () => ({ callflow: office.dash.company.callflows[0]?.id }), { action: 'callflow' }],
  ])('%s, at the first', async (key, input, asked) => {
    const { primaryCallId } = await startCall('the caller gives up');
    await run(`creates.${key}`, { call: primaryCallId, ...input() });
    expect(askedOf(primaryCallId)).toMatchObject([asked]);
  });

  test('a hangup, which ends the call', async () => {
    // The id that a phone gives holds signs that mean something in an address.
    const { primaryCallId } = await startCall('a customer is called and answers');
    expect(primaryCallId).toMatch(/\/.*\+.*@/);
    await run('creates.hang_up_call', { call: primaryCallId });
    expect(office.dash.state.channels).toEqual([]);
    await expect(run('creates.hang_up_call', { call: primaryCallId })).rejects.toMatchObject({
      name: 'HaltedError',
      message: 'This call has already ended. Choose a call in progress.',
    });
  });

  test('but no transfer of a call that nobody has answered', async () => {
    const { primaryCallId } = await startCall('the caller gives up');
    await expect(run('creates.transfer_call', { call: primaryCallId, to_number: '1004' })).rejects.toMatchObject({
      name: 'HaltedError',
      message: expect.stringContaining('Nobody has answered this call yet') as string,
    });
    expect(office.dash.state.channels.flatMap(({ requests: asked }) => asked)).toEqual([]);
  });
});
