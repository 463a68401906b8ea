import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { cases } from '../../sandbox/dash/cases/cases.ts';
import { stage } from '../../sandbox/dash/calls/stage.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { gregorian } from '../../sandbox/dash/company/gregorian.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import type { AddressInfo } from 'node:net';
import type { CallCase } from '../../sandbox/dash/cases/cases.ts';
import type { CdrDocument } from '../../sandbox/dash/calls/output/cdrDocument.ts';
import type { CdrRow } from '../../sandbox/dash/calls/output/cdrRow.ts';
import type { DashSandbox } from '../../sandbox/dash/server.ts';

type Row = CdrRow & { inception_direction?: string };
type Answer<T> = {
  code: number;
  status: string;
  message?: string;
  page_size?: unknown;
  next_start_key?: string;
  data: T;
};
type Payload = Record<string, unknown>;

let dash: DashSandbox;
let token = '';

const ask = async <T>(method: string, path: string, data?: unknown): Promise<Answer<T>> => {
  const response = await fetch(dash.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token && { 'X-Auth-Token': token }) },
    ...(data === undefined ? {} : { body: JSON.stringify({ data }) }),
  });
  return { ...((await response.json()) as Answer<T>), code: response.status };
};

const account = (path: string) => `/accounts/${dash.company.account.id}${path}`;
const get = <T = Row[]>(path: string) => ask<T>('GET', account(path));
const legsPath = (id: string) => `/cdrs/legs/${encodeURIComponent(id)}`;

/** How the ids of the records of a recent call begin. */
const monthPrefix = async (): Promise<string> => ((await get('/cdrs')).data[0]?.id ?? '').slice(0, 7);

const named = (part: string): CallCase => {
  const found = cases.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`No case is named ${part}`);
  return found;
};
const twoPhones = named('the desk phone answers');
const transfer = named('a blind transfer');
const consultation = named('in a call of its own, then takes over');
const quickcall = named('then the customer');
const throughLoopback = named('legs inside the switch');

beforeEach(async () => {
  dash = await startDash({ settings: { retryPauseMs: 1, cdrLagMs: 0 } });
  token = '';
  const session = await ask('PUT', '/api_auth', { api_key: credentials.apiKey });
  token = (session as unknown as { auth_token: string }).auth_token;
});

afterEach(() => dash.close());

describe('the legs of a call in webhooks', () => {
  const received: Payload[] = [];
  const receiver = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ ...(JSON.parse(body) as Payload), path: request.url });
      response.end();
    });
  });
  beforeAll(async () => {
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
  });
  beforeEach(() => {
    received.length = 0;
  });
  afterAll(() => receiver.close());

  const subscribe = (hook: string, more: object = {}, path = '/') => {
    const uri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;
    return ask('PUT', account('/webhooks'), { name: hook, uri, hook, format: 'json', ...more });
  };

  const subscribeToAll = async (more: object = {}) => {
    for (const happening of ['create', 'answer', 'bridge', 'destroy']) await subscribe(`channel_${happening}`, more);
  };

  /** What was received, such as `destroy A`. */
  const heard = (legs: Record<string, string>): string[] =>
    received.map(({ hook_event, call_id }) => {
      const [leg] = Object.entries(legs).find(([, id]) => id === call_id) ?? ['?'];
      return `${String(hook_event).replace('channel_', '')} ${leg}`;
    });

  it('are in the order of events, and the caller’s leg ends last', async () => {
    await subscribeToAll();

    const { legs } = await dash.playCall(twoPhones.script());

    expect(heard(legs)).toEqual([
      'create A',
      'create B1',
      'create B2',
      'answer B1',
      'answer A',
      'bridge A',
      'destroy B2',
      'destroy B1',
      'destroy A',
    ]);
  });

  it('start when an older leg is answered, and are bridged twice by a transfer', async () => {
    await subscribeToAll();

    expect(heard((await dash.playCall(quickcall.script())).legs).slice(0, 4)).toEqual([
      'create A1',
      'create A2',
      'answer A1',
      'create B1',
    ]);
    received.length = 0;
    const { legs } = await dash.playCall(transfer.script());
    const joined = received.filter(({ hook_event, call_id }) => hook_event === 'channel_bridge' && call_id === legs.A);
    expect(joined.map(({ other_leg_call_id }) => other_leg_call_id)).toEqual([legs.B1, legs.B2]);
  });

  it('have Dash’s names and their destinations', async () => {
    await subscribe('channel_bridge');
    await subscribe('channel_destroy');

    const { legs, startedAt, endedAt } = await dash.playCall(twoPhones.script({ correlationId: 'crm-7' }));

    const told = (leg: string, hook: string) =>
      received.find(({ call_id, hook_event }) => call_id === legs[leg] && hook_event === hook);
    expect(told('A', 'channel_destroy')).toMatchObject({
      authorizing_type: 'resource',
      call_direction: 'inbound',
      callee_id_name: 'Brightwater Dental',
      callee_id_number: '+14154886100',
      caller_id_name: 'Grace Park',
      custom_application_vars: { correlation_id: 'crm-7' },
      custom_channel_vars: { 'Bridge-ID': legs.A, 'Resource-Type': 'offnet-origination' },
      is_internal_leg: false,
      other_leg_call_id: legs.B1,
      hangup_cause: 'NORMAL_CLEARING',
      duration_seconds: 70,
      ringing_seconds: 7,
      billing_seconds: 62,
      timestamp: gregorian(endedAt),
    });
    expect(told('A', 'channel_bridge')).toMatchObject({
      call_direction: 'inbound',
      other_leg_call_id: legs.B1,
      other_leg_destination_number: 'user_1002_1',
      timestamp: gregorian(startedAt) + 8,
    });
    for (const key of ['request', 'to', 'from', 'hangup_cause', 'inception']) {
      expect(told('A', 'channel_bridge')).not.toHaveProperty(key);
    }
    expect(told('B1', 'channel_bridge')).toBeUndefined();
    expect(told('B2', 'channel_destroy')).toMatchObject({
      authorizing_id: dash.company.devices[2]?.id,
      owner_id: dash.company.users[1]?.id,
      hangup_cause: 'LOSE_RACE',
      other_leg_call_id: legs.A,
    });
  });

  it('answer without a bridge if the phone is a moment too late', async () => {
    await subscribeToAll();

    const { legs } = await dash.playCall(named('a moment too late').script());

    expect(heard(legs).filter((event) => event.endsWith('B2'))).toEqual(['create B2', 'answer B2', 'destroy B2']);
  });

  it('have two bridge events if a phone intercepts, the first for the leg that it takes over', async () => {
    await subscribe('channel_bridge');

    const { legs } = await dash.playCall(named('with a code that intercepts').script());

    expect(heard(legs)).toEqual(['bridge A', 'bridge C']);
    expect(received.map(({ other_leg_call_id }) => other_leg_call_id)).toEqual([legs.C, legs.A]);
  });

  it('have the bridge event on the agent’s leg if a queue bridges them', async () => {
    await subscribe('channel_bridge');

    const { legs } = await dash.playCall(named('a queue tries one phone').script());

    expect(heard(legs)).toEqual(['bridge B2']);
    expect(received[0]).toMatchObject({ call_direction: 'outbound', other_leg_call_id: legs.A });
  });

  it('end without cause and durations if the switch disconnects, and leave no record', async () => {
    await subscribe('channel_destroy');
    const script = twoPhones.script();

    const { legs } = await dash.playCall({
      ...script,
      legs: script.legs.map((leg) => ({ ...leg, disconnected: true })),
    });

    expect(heard(legs)).toEqual(['destroy B2', 'destroy B1', 'destroy A']);
    for (const payload of received) {
      expect(payload).toMatchObject({ account_id: dash.company.account.id, is_internal_leg: false });
      for (const key of ['hangup_cause', 'hangup_code', 'duration_seconds', 'billing_seconds', 'other_leg_call_id']) {
        expect(payload).not.toHaveProperty(key);
      }
    }
    expect((await get('/cdrs')).data).toEqual([]);
  });

  it.each([
    [true, ['B1', 'B1-b', 'B1-a', 'A']],
    [false, ['B1', 'A']],
  ])('are told with those inside the switch where the webhook includes them: %s', async (include, expected) => {
    await subscribe('channel_destroy', { include_internal_legs: include });

    const { legs } = await dash.playCall(throughLoopback.script());

    expect(heard(legs).toSorted()).toEqual(expected.map((leg) => `destroy ${leg}`).toSorted());
    for (const { call_id, is_internal_leg, call_forwarded } of received) {
      const isHalf = [legs['B1-a'], legs['B1-b']].includes(String(call_id));
      expect([is_internal_leg, call_forwarded]).toEqual([isHalf, isHalf ? true : undefined]);
    }
  });

  it('are filtered by modifiers', async () => {
    await subscribe('channel_destroy', { modifiers: { call_direction: 'inbound' } }, '/inbound');
    await subscribe('channel_destroy', { modifiers: { hangup_cause: ['LOSE_RACE'] } }, '/lost');

    const { legs } = await dash.playCall(twoPhones.script());

    expect(received.map(({ path, call_id }) => [path, call_id])).toEqual([
      ['/lost', legs.B2],
      ['/inbound', legs.A],
    ]);
  });

  it('are reported before their records can be read', async () => {
    dash.settings.cdrLagMs = 150;
    await subscribe('channel_destroy');

    const { interactionId, legs } = await dash.playCall(twoPhones.script());

    expect(received).toHaveLength(3);
    const [{ id } = { id: '' }] = Object.values(stage(dash.company, twoPhones.script()).documents);
    const recordId = `${id.slice(0, 7)}${legs.A}`;
    expect(await get(legsPath(recordId))).toMatchObject({ code: 404, message: 'could not find legs for supplied id' });
    await setTimeout(250);
    expect((await get(legsPath(interactionId))).data).toHaveLength(3);
  });

  it('have no events if only records are written', async () => {
    await subscribe('all');

    const { interactionId } = dash.recordCall(twoPhones.script());

    expect(received).toEqual([]);
    expect((await get(legsPath(interactionId))).data).toHaveLength(3);
  });
});

describe('the cases', () => {
  it('are the numbered ones and further situations, each with its own name', () => {
    expect(cases.length).toBeGreaterThan(20 + 20);
    const ofVersions = cases.map(({ kazoo }, place) => [place + 1, kazoo]).filter(([, kazoo]) => kazoo);
    expect(ofVersions).toEqual([
      [15, '4.3'],
      [16, '4.2'],
      [17, '4.2'],
      [20, '4.2'],
    ]);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('are consistent: %s', (_name, { script, expected, kazoo }) => {
    const { documents, interactionId, primaryCallId, events, startedAt, endedAt } = stage(
      dash.company,
      script(),
      kazoo,
    );

    const own = Object.values(documents).filter(({ interaction_id }) => interaction_id === interactionId);
    expect(own.map(({ call_id }) => call_id)).toContain(primaryCallId);
    expect((endedAt.getTime() - startedAt.getTime()) / 1000).toBe(expected.total);
    for (const [leg, { create, destroy }] of Object.entries(events)) {
      expect(Number(destroy.timestamp) - Number(create.timestamp)).toBe(Number(destroy.duration_seconds));
      expect(documents[leg]?.timestamp ?? destroy.timestamp).toBe(destroy.timestamp);
    }
  });

  it('have the same ids each time they are staged, and new ids each time they are played', async () => {
    const at = new Date('2026-03-01T10:00:00Z');
    const [one, other] = [1, 2].map(() => stage(dash.company, twoPhones.script({ at })));

    expect(one).toEqual(other);
    const played = [await dash.playCall(twoPhones.script({ at })), dash.recordCall(twoPhones.script({ at }))];
    expect(new Set(played.map(({ interactionId }) => interactionId)).size).toBe(2);
  });

  it('ended half a minute ago by default, and have ids with all kinds of characters', () => {
    const { endedAt } = dash.recordCall(twoPhones.script());
    const { legs } = dash.recordCall(consultation.script());

    expect(Date.now() - endedAt.getTime()).toBeGreaterThanOrEqual(30_000);
    expect(Date.now() - endedAt.getTime()).toBeLessThan(35_000);
    expect(legs.A).toMatch(/@/);
    expect(legs.C).toMatch(/\/.*\+.*@/);
    expect(Object.values(dash.recordCall(quickcall.script()).legs)[0]).toMatch(/^[0-9a-f-]{36}-quickcall$/);
  });
});

describe('records', () => {
  const at = (secondsAgo: number) => new Date(Date.now() - 1000 * secondsAgo);

  it('are listed as rows of text, with the start of the leg as time', async () => {
    const { legs, startedAt, interactionId } = dash.recordCall(twoPhones.script());

    const { data } = await get('/cdrs');

    expect(data.map(({ call_id }) => call_id).toSorted()).toEqual(Object.values(legs).toSorted());
    const row = data.find(({ call_id }) => call_id === legs.A);
    expect(Object.keys(row ?? {}).toSorted()).toEqual(
      (
        'id call_id caller_id_number caller_id_name callee_id_number callee_id_name duration_seconds billing_seconds ' +
        'timestamp hangup_cause disposition other_leg_call_id owner_id to from direction request authorizing_id cost ' +
        'dialed_number calling_from datetime unix_timestamp rfc_1036 iso_8601 iso_8601_combined call_type rate ' +
        'rate_name bridge_id recording_url media_recordings media_server call_priority interaction_id'
      )
        .split(' ')
        .toSorted(),
    );
    expect(row).toMatchObject({
      duration_seconds: 70,
      billing_seconds: 62,
      timestamp: String(gregorian(startedAt)),
      unix_timestamp: String(startedAt.getTime() / 1000),
      iso_8601_combined: startedAt.toISOString().replace('.000', ''),
      owner_id: '',
      authorizing_id: '',
      cost: '0',
      dialed_number: '+14154886100',
      calling_from: '+14155550142',
      bridge_id: legs.A,
      interaction_id: interactionId,
    });
    const lost = data.find(({ call_id }) => call_id === legs.B2);
    expect(lost).toMatchObject({ dialed_number: '1002', bridge_id: legs.A, other_leg_call_id: legs.A });
  });

  it('lack some keys in 4.2', async () => {
    dash.settings.kazoo = '4.2';
    dash.recordCall(twoPhones.script());

    for (const path of ['/cdrs', '/cdrs/interaction']) {
      const [row] = (await get(path)).data;
      expect(row).toHaveProperty('bridge_id');
      for (const key of ['disposition', 'iso_8601_combined', 'interaction_id', 'inception_direction']) {
        expect(row).not.toHaveProperty(key);
      }
    }
  });

  it('are chunked, with text in all keys but the rows, unless there are no rows or chunking is off', async () => {
    expect(await get('/cdrs')).toMatchObject({ status: 'success', page_size: 0, data: [] });
    dash.recordCall(twoPhones.script());

    expect(await get('/cdrs')).toMatchObject({ status: 'success', page_size: '3' });
    expect(await get('/cdrs?is_chunked=false')).toMatchObject({ page_size: 3 });
    dash.settings.cdrChunked = false;
    expect(await get('/cdrs')).toMatchObject({ page_size: 3 });
  });

  it('are listed by the time they were written, newest first, in pages', async () => {
    const starts = [7200, 5400, 3600].map((secondsAgo) => at(secondsAgo));
    const calls = starts.map((start) => dash.recordCall(twoPhones.script({ at: start })));
    const [, second] = calls;
    const ended = gregorian(second?.endedAt ?? new Date());

    const found = await get(`/cdrs?created_from=${ended - 1}&created_to=${ended}`);
    expect(found.data.map(({ call_id }) => call_id).toSorted()).toEqual([second?.legs.A, second?.legs.B1].toSorted());

    const collected: string[] = [];
    let page: Answer<Row[]> | undefined;
    do {
      page = await get(`/cdrs?page_size=4${page ? `&start_key=${page.next_start_key}` : ''}`);
      collected.push(...page.data.map(({ id }) => id));
    } while (page.next_start_key !== undefined);
    expect(collected).toHaveLength(9);
    expect(new Set(collected).size).toBe(9);
    const { data } = await get('/cdrs?ascending=true&paginate=false');
    expect(data.map(({ id }) => id)).toEqual(collected.toReversed());
  });

  it('are not listed for more than 31 days', async () => {
    expect(await get('/cdrs?created_from=63000000000')).toMatchObject({
      code: 400,
      data: { created_from: { date_range: { cause: expect.any(Number) as number } } },
    });
    expect(await get('/cdrs?created_from=63900000000&created_to=63800000000')).toMatchObject({
      code: 400,
      data: { created_from: { date_range: { cause: 63900000000 } } },
    });
  });

  it.each([
    ['filter_call_direction=inbound', ['A']],
    ['filter_hangup_cause=LOSE_RACE', ['B2']],
    ['filter_custom_channel_vars.authorizing_type=resource', ['A']],
    ['filter_not_call_direction=inbound', ['B1', 'B2']],
    ['value_missing=custom_channel_vars.owner_id', ['A']],
  ])('are filtered by the whole document: %s', async (query, expected) => {
    const { legs } = dash.recordCall(twoPhones.script());

    const { data } = await get(`/cdrs?${query}`);

    expect(data.map(({ call_id }) => call_id).toSorted()).toEqual(expected.map((leg) => legs[leg]).toSorted());
  });

  it('are found by a call id, with or without the month before it', async () => {
    const { legs } = dash.recordCall(twoPhones.script());
    const [{ id } = { id: '' }] = (await get(`/cdrs?filter_call_id=${encodeURIComponent(legs.A ?? '')}`)).data;

    expect(id).toMatch(/^\d{6}-/);
    expect((await get(`/cdrs?filter_call_id=${encodeURIComponent(id)}`)).data).toMatchObject([{ call_id: legs.A }]);
  });

  it('have an offset in only one of their times', async () => {
    dash.recordCall(twoPhones.script({ at: at(3600) }));
    const [plain] = (await get('/cdrs')).data;
    const [shifted] = (await get('/cdrs?utc_offset=-3600')).data;

    expect(Date.parse(`${plain?.datetime}Z`) - Date.parse(`${shifted?.datetime}Z`)).toBe(3_600_000);
    expect({ ...shifted, datetime: plain?.datetime }).toEqual(plain);
    expect(await get('/cdrs?utc_offset=x')).toMatchObject({ code: 404, message: 'utc_offset must be a number' });
  });

  it('of one user are only that user’s legs', async () => {
    const { legs } = dash.recordCall(transfer.script());
    const daniel = dash.company.users.find(({ presence_id }) => presence_id === '1004');

    expect((await get(`/users/${daniel?.id}/cdrs`)).data).toMatchObject([
      { call_id: legs.B2, owner_id: daniel?.id, dialed_number: '1004' },
    ]);
    expect((await get(`/users/${'0'.repeat(32)}/cdrs`)).code).toBe(404);
  });

  it('of a whole call are one row, sorted by the start of the call', async () => {
    const received = dash.recordCall(twoPhones.script({ at: at(7200) }));
    const made = dash.recordCall(named('a customer is called and answers').script({ at: at(3600) }));
    const { data } = await get('/cdrs/interaction');

    expect(data).toMatchObject([
      { call_id: made.primaryCallId, inception_direction: 'origination' },
      { call_id: received.primaryCallId, inception_direction: 'termination' },
    ]);
    const from = gregorian(made.startedAt);
    expect((await get(`/cdrs/interaction?created_from=${from}&created_to=${from}`)).data).toHaveLength(1);
    const filtered = await get('/cdrs/interaction?page_size=1&filter_call_id=x');
    expect([filtered.data, typeof filtered.next_start_key]).toEqual([[], 'string']);
  });

  it('lead to documents, with the end of the leg as time, oldest leg first', async () => {
    const { legs, interactionId, startedAt, endedAt } = dash.recordCall(twoPhones.script());

    const { data } = await get<CdrDocument[]>(legsPath(interactionId));

    expect(data.map(({ call_id }) => call_id)).toEqual([legs.A, legs.B1, legs.B2]);
    const [caller] = data;
    expect(caller).toMatchObject({
      call_direction: 'inbound',
      timestamp: gregorian(endedAt),
      interaction_time: gregorian(startedAt),
      ringing_seconds: 7,
      channel_created_time: 1000 * startedAt.getTime(),
      custom_channel_vars: { account_id: dash.company.account.id, authorizing_type: 'resource', bridge_id: legs.A },
    });
    expect(caller?.custom_channel_vars).not.toHaveProperty('authorizing_id');
    for (const { id } of data) {
      expect((await get<CdrDocument[]>(legsPath(id))).data).toEqual(data);
      expect((await get<CdrDocument>(`/cdrs/${encodeURIComponent(id)}`)).data.id).toBe(id);
    }
  });

  it('are not found by an invalid or unknown id', async () => {
    const { interactionId } = dash.recordCall(twoPhones.script());
    const [time] = interactionId.split('-');

    expect(await get('/cdrs/legs/nonsense')).toMatchObject({ code: 404, message: 'bad identifier' });
    expect(await get(legsPath('202401-0123'))).toMatchObject({
      code: 404,
      message: 'could not find legs for supplied id',
    });
    expect(await get(legsPath(`${time}-0123abcd`))).toMatchObject({ code: 200, data: [] });
    expect(await get(legsPath('62872995200-0123abcd'))).toMatchObject({ code: 503, message: 'datastore missing view' });
    expect(await get('/cdrs/nonsense')).toMatchObject({ code: 404, message: 'could not find cdr with supplied id' });
    expect(await get('/cdrs/202401-0123')).toMatchObject({ code: 404, message: 'bad_identifier' });
  });

  it('are found only by the id of a record in 4.2', async () => {
    dash.settings.kazoo = '4.2';
    const { interactionId } = dash.recordCall(twoPhones.script());
    const [{ id } = { id: '' }] = (await get('/cdrs')).data;

    expect((await get(legsPath(id))).data).toHaveLength(3);
    expect(await get(legsPath(interactionId))).toMatchObject({ code: 503, message: 'datastore missing view' });
  });

  it('exist for every leg, even inside the switch, which documents mark and rows don’t', async () => {
    const { interactionId, legs } = dash.recordCall(throughLoopback.script());

    const { data } = await get<CdrDocument[]>(legsPath(interactionId));
    const halves = data.filter(({ channel_is_loopback }) => channel_is_loopback);

    expect(data).toHaveLength(4);
    expect(halves.map(({ call_id }) => call_id).toSorted()).toEqual([legs['B1-a'], legs['B1-b']].toSorted());
    const rows = (await get('/cdrs')).data;
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(Object.keys(row).filter((key) => key.includes('loopback'))).toEqual([]);
  });

  it('can sort a leg inside the switch first by id', async () => {
    const { legs } = dash.recordCall(named('sorts first').script());

    const rows = (await get('/cdrs')).data.filter(({ direction }) => direction === 'inbound');
    const [first, second] = rows.toSorted((one, other) => (one.call_id < other.call_id ? -1 : 1));

    expect([first?.call_id, second?.call_id]).toEqual([legs['B1-b'], legs.A]);
    expect(first?.timestamp).toBe(second?.timestamp);
    expect(first).toMatchObject({ bridge_id: legs.A, authorizing_id: dash.company.devices[1]?.id });
  });

  it.each([
    ['4.3', { authorizing_type: 'device', authorizing_id: 'phone' }],
    ['4.2', {}],
  ] as const)('of a mobile to which a call goes on say who sent it there: %s', async (kazoo, expected) => {
    dash.settings.kazoo = kazoo;
    const { legs } = dash.recordCall(throughLoopback.script());
    const { data } = await get<CdrDocument[]>(`/cdrs?filter_call_id=${legs.B1}`);
    const { data: document } = await get<CdrDocument>(`/cdrs/${data[0]?.id}`);

    const { authorizing_type, authorizing_id, owner_id } = document.custom_channel_vars;
    expect({ authorizing_type, authorizing_id: authorizing_id && 'phone' }).toEqual({
      authorizing_type: undefined,
      authorizing_id: undefined,
      ...expected,
    });
    expect(owner_id).toBeUndefined();
  });

  it('of a carrier have no authorization of the leg', async () => {
    const { legs } = dash.recordCall(named('a customer is called and answers').script());
    const { data } = await get<CdrDocument[]>(legsPath(`${await monthPrefix()}${legs.B1}`));

    const { custom_channel_vars } = data.find(({ call_id }) => call_id === legs.B1) ?? {};
    for (const key of ['authorizing_type', 'authorizing_id', 'owner_id']) {
      expect(custom_channel_vars).not.toHaveProperty(key);
    }
  });

  it('of a queue’s agents belong to separate interactions, and name the waiting caller', async () => {
    const { legs, interactionId } = dash.recordCall(named('a queue tries one phone').script());
    const rows = (await get('/cdrs')).data;
    const agents = rows.filter(({ direction }) => direction === 'outbound');

    expect(new Set(rows.map(({ interaction_id }) => interaction_id)).size).toBe(3);
    expect((await get(legsPath(interactionId))).data).toMatchObject([{ call_id: legs.A }]);
    expect(agents.map(({ bridge_id }) => bridge_id)).toEqual(['', '']);
    const [daniel] = dash.company.users.filter(({ presence_id }) => presence_id === '1004');
    expect(legs.B2).toMatch(new RegExp(`^[0-9a-f]{32}-${daniel?.id}-[0-9a-f]{8}$`));
    const [agent] = (await get<CdrDocument[]>(legsPath(`${await monthPrefix()}${legs.B2}`))).data;
    expect(agent).toMatchObject({
      other_leg_call_id: legs.A,
      custom_channel_vars: { member_call_id: legs.A, agent_id: daniel?.id },
    });
    expect(rows.find(({ call_id }) => call_id === legs.B1)).toMatchObject({ other_leg_call_id: '' });
  });

  it('of a quickcall’s phones have the user and the device, and in 4.2 nothing in common', async () => {
    dash.settings.kazoo = '4.2';
    const { legs } = dash.recordCall(quickcall.script());
    const rows = (await get('/cdrs')).data;

    const [first, second] = ['A1', 'A2'].map((leg) => rows.find(({ call_id }) => call_id === legs[leg]));
    expect(first).toMatchObject({ authorizing_id: dash.company.devices[1]?.id, bridge_id: legs.A1 });
    expect(second).toMatchObject({ authorizing_id: dash.company.devices[2]?.id, bridge_id: '', other_leg_call_id: '' });
    expect(first?.caller_id_name).toBe('Brightwater Dental:');
    expect(second?.caller_id_name).toBe('Device QuickCall');
    for (const row of rows) expect(row).not.toHaveProperty('interaction_id');
  });

  it('represent a call by its first leg, which in a quickcall may be a phone that lost', async () => {
    const script = quickcall.script();
    const legs = script.legs.map((leg) => ({
      ...leg,
      leg: leg.leg === 'A1' ? 'A2' : leg.leg === 'A2' ? 'A1' : leg.leg,
      ...(leg.bridgedTo === 'A1' && { bridgedTo: 'A2' }),
    }));
    const [picked, lost, carrier] = legs;
    if (!picked || !lost || !carrier) throw new Error('A quickcall has three legs');
    const call = dash.recordCall({ ...script, legs: [lost, picked, carrier] });

    expect((await get('/cdrs/interaction')).data).toMatchObject([{ call_id: call.legs.A1, billing_seconds: 0 }]);
    const [zoe] = dash.company.users.filter(({ presence_id }) => presence_id === '1002');
    expect((await get(`/users/${zoe?.id}/cdrs/interaction`)).data).toMatchObject([{ call_id: call.legs.A2 }]);
    dash.settings.kazoo = '4.2';
    expect((await get(`/users/${zoe?.id}/cdrs/interaction`)).data).toMatchObject([{ call_id: call.legs.A1 }]);
  });

  it('keep the first callee after a transfer, and the last partner', async () => {
    const { legs } = dash.recordCall(transfer.script());
    const [row] = (await get(`/cdrs?filter_call_id=${encodeURIComponent(legs.A ?? '')}`)).data;

    expect(row).toMatchObject({ other_leg_call_id: legs.B2, callee_id_number: '+14154886100' });
  });

  it('show extensions only on internal calls', async () => {
    const inside = dash.recordCall(named('one extension calls another').script());
    const outside = dash.recordCall(twoPhones.script());
    const rows = (await get('/cdrs')).data;
    const callees = [inside.legs.A, inside.legs.B1, outside.legs.A, outside.legs.B1].map((id) => {
      const { callee_id_number, callee_id_name } = rows.find(({ call_id }) => call_id === id) ?? {};
      return `${callee_id_name} ${callee_id_number}`;
    });

    const company = 'Brightwater Dental +14154886100';
    expect(callees).toEqual(['Zoë Núñez 1002', 'Zoë Núñez 1002', company, company]);
  });

  it.each([
    ['4.3', ['+14155550177', '+14155550177']],
    ['4.2', ['+14155550177', '1003']],
  ] as const)('tell what was dialled on the leg of the caller: %s', async (kazoo, expected) => {
    dash.settings.kazoo = kazoo;
    const { legs } = dash.recordCall(named('a customer is called and answers').script());
    const rows = (await get('/cdrs')).data;

    const dialled = [legs.A, legs.B1].map((id) => rows.find(({ call_id }) => call_id === id)?.dialed_number);
    expect(dialled).toEqual(expected);
  });

  it.each([
    ['4.3', 1, ['one'], ['one']],
    ['4.2', 1, 'one', ['one']],
    ['4.3', 2, ['two', 'one'], ['two', 'one']],
    ['4.2', 2, ['two', 'one'], ['two', 'one']],
  ] as const)('name recordings in %s (%i of them)', async (kazoo, count, inDocument, inRow) => {
    dash.settings.kazoo = kazoo;
    const call = dash.recordCall(twoPhones.script());
    const kept = Array.from({ length: count }, () => dash.keepRecording(call).id);
    const word = (id: string) => ['one', 'two'][kept.indexOf(id)] ?? id;
    const rows = (await get('/cdrs')).data;
    const row = rows.find(({ call_id }) => call_id === call.legs.A);
    const { data: document } = await get<CdrDocument>(`/cdrs/${encodeURIComponent(row?.id ?? '')}`);

    const { media_recordings = [] } = document.custom_channel_vars;
    expect(typeof media_recordings === 'string' ? word(media_recordings) : media_recordings.map(word)).toEqual(
      inDocument,
    );
    expect(row?.media_recordings.map(word)).toEqual(inRow);
    expect(rows.filter(({ media_recordings: ids }) => ids.length > 0)).toHaveLength(1);
  });

  it('have durations as text and times with underscores in 4.2', async () => {
    dash.settings.kazoo = '4.2';
    const { legs, startedAt } = dash.recordCall(twoPhones.script());
    const rows = (await get('/cdrs?utc_offset=x')).data;
    const row = rows.find(({ call_id }) => call_id === legs.A);
    const { data: document } = await get<CdrDocument>(`/cdrs/${encodeURIComponent(row?.id ?? '')}`);

    const datetime = startedAt.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
    expect(row).toMatchObject({ duration_seconds: '70', billing_seconds: '62', datetime });
    expect(document).toMatchObject({ duration_seconds: '70', billing_seconds: '62', ringing_seconds: '1' });
  });

  it('of a call placed by a Zap keep its reference only in documents', async () => {
    const { interactionId } = dash.recordCall(quickcall.script());

    const [document] = (await get<CdrDocument[]>(legsPath(interactionId))).data;
    expect(document?.custom_application_vars).toEqual({ correlation_id: 'crm-4711' });
    for (const row of (await get('/cdrs')).data) expect(row).not.toHaveProperty('custom_application_vars');
  });

  it('show that a call is a conference', async () => {
    const { interactionId } = dash.recordCall(named('conference').script());

    expect((await get<CdrDocument[]>(legsPath(interactionId))).data).toMatchObject([{ is_conference: true }]);
  });

  it('of a consultation belong to a separate call', async () => {
    const { legs, interactionId } = dash.recordCall(consultation.script());

    const { data } = await get('/cdrs/interaction');
    const own = data.find(({ call_id }) => call_id === legs.C);

    expect(own).toMatchObject({ calling_from: '1002', dialed_number: '1004', inception_direction: 'origination' });
    expect(own?.interaction_id).not.toBe(interactionId);
    expect((await get(legsPath(interactionId))).data).toMatchObject([{ call_id: legs.A }, { call_id: legs.B1 }]);
  });

  describe('of a call that lasts into the next month', () => {
    const start = new Date('2026-09-30T22:00:00Z');
    const end = new Date('2026-10-01T01:30:00Z');
    const range = (from: Date, to: Date) => `created_from=${gregorian(from)}&created_to=${gregorian(to)}`;
    const callsIn = async (query: string) => (await get(`/cdrs?${query}`)).data.map(({ call_id }) => call_id);
    const long = named('a call of hours');

    it('are stored in the month of its start', async () => {
      const { interactionId } = dash.recordCall(long.script({ at: start }));

      const { data } = await get<CdrDocument[]>(legsPath(interactionId));

      expect(data.map(({ id }) => id.slice(0, 7))).toEqual(['202609-', '202609-']);
      expect(data.map(({ timestamp }) => timestamp)).toEqual([gregorian(end), gregorian(end)]);
    });

    it('are found by the time they were written, only if that month is in the time range', async () => {
      const { legs } = dash.recordCall(long.script({ at: start }));
      const minute = (moment: Date, minutes: number) => new Date(moment.getTime() + 60_000 * minutes);

      expect(await callsIn(range(minute(end, -5), minute(end, 5)))).toEqual([]);
      expect(await callsIn(range(new Date('2026-10-01T00:00:00Z'), minute(end, 5)))).toEqual([]);
      expect(await callsIn(range(start, minute(end, -5)))).toEqual([]);
      const found = await callsIn(range(new Date('2026-09-30T23:59:59Z'), minute(end, 5)));
      expect(found.toSorted()).toEqual(Object.values(legs).toSorted());
    });

    it('are listed after all calls of the next month, and make their pages repeat those', async () => {
      const next = dash.recordCall(twoPhones.script({ at: new Date('2026-10-01T00:30:00Z') }));
      const { legs } = dash.recordCall(long.script({ at: start }));
      const query = range(start, new Date('2026-10-01T02:00:00Z'));

      const [newer, older] = [Object.values(next.legs), Object.values(legs)];
      const all = await callsIn(query);
      expect([all.slice(0, 3).toSorted(), all.slice(3).toSorted()]).toEqual([newer.toSorted(), older.toSorted()]);
      const first = await get(`/cdrs?${query}&page_size=4`);
      const second = await get(`/cdrs?${query}&page_size=4&start_key=${first.next_start_key}`);
      expect(first.data).toHaveLength(4);
      expect(second.data.map(({ call_id }) => call_id)).toEqual(all.filter((_id, place) => place < 3 || place === 4));
    });
  });

  it('are listed again in 4.2 if they were written in the second in which a page ended', async () => {
    dash.settings.kazoo = '4.2';
    dash.recordCall(named('three phones of a ring group').script());

    const first = await get('/cdrs?page_size=2');
    const second = await get(`/cdrs?page_size=4&start_key=${first.next_start_key}`);

    expect(second.data).toHaveLength(4);
    expect(second.data.slice(0, 2)).toEqual(first.data);
  });

  it('can be read by every endpoint when there are 30,000', async () => {
    for (let n = 0; n < 10_000; n++) dash.recordCall(twoPhones.script({ at: at(100 + 8 * n) }));
    const [newest] = (await get('/cdrs/interaction?page_size=1')).data;

    for (const path of [
      '/cdrs?page_size=100',
      '/cdrs?page_size=100&filter_hangup_cause=LOSE_RACE',
      '/cdrs/interaction?page_size=100',
      legsPath(newest?.interaction_id ?? ''),
      `/users/${dash.company.users[5]?.id}/cdrs`,
    ]) {
      expect((await get(path)).code).toBe(200);
    }
  });
});
