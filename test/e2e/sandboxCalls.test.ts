import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { cases } from '../../sandbox/dash/calls/cases.ts';
import { stage } from '../../sandbox/dash/calls/stage.ts';
import { credentials } from '../../sandbox/dash/company.ts';
import { gregorian } from '../../sandbox/dash/gregorian.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import type { AddressInfo } from 'node:net';
import type { CallCase } from '../../sandbox/dash/calls/cases.ts';
import type { CdrDocument } from '../../sandbox/dash/calls/documents.ts';
import type { CdrRow } from '../../sandbox/dash/calls/rows.ts';
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

describe('the legs of a call as webhooks hear of them', () => {
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

  /** What was received, as `destroy A`. */
  const heard = (legs: Record<string, string>): string[] =>
    received.map(({ hook_event, call_id }) => {
      const [leg] = Object.entries(legs).find(([, id]) => id === call_id) ?? ['?'];
      return `${String(hook_event).replace('channel_', '')} ${leg}`;
    });

  it('come in the order in which they happen, the leg of the caller ending last', async () => {
    await subscribeToAll();

    const { legs } = await dash.playCall(twoPhones.script());

    expect(heard(legs)).toEqual([
      'create A',
      'create B1',
      'create B2',
      'answer B1',
      'answer A',
      'bridge A',
      'bridge B1',
      'destroy B2',
      'destroy B1',
      'destroy A',
    ]);
  });

  it('begin when an older leg is answered, and are joined twice by a transfer', async () => {
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

  it('are told with the keys and types of Dash', async () => {
    await subscribe('channel_bridge');
    await subscribe('channel_destroy');

    const { legs, startedAt, endedAt } = await dash.playCall(twoPhones.script({ correlationId: 'crm-7' }));

    const told = (leg: string, hook: string) =>
      received.find(({ call_id, hook_event }) => call_id === legs[leg] && hook_event === hook);
    const [caller, zoe] = [told('A', 'channel_destroy'), told('B1', 'channel_bridge')];
    expect(caller).toMatchObject({
      account_id: dash.company.account.id,
      authorizing_type: 'resource',
      call_direction: 'inbound',
      callee_id_number: '1002',
      caller_id_name: 'Grace Park',
      caller_id_number: '+14155550142',
      custom_application_vars: { correlation_id: 'crm-7' },
      custom_channel_vars: {},
      from: '+14155550142@carrier.invalid',
      request: '+14154886100@brightwater.sip.example',
      inception: '+14155550142@brightwater.sip.example',
      is_internal_leg: false,
      other_leg_call_id: legs.B1,
      hangup_cause: 'NORMAL_CLEARING',
      hangup_code: 'sip:200',
      duration_seconds: 70,
      ringing_seconds: 8,
      billing_seconds: 62,
      timestamp: gregorian(endedAt),
    });
    for (const key of ['authorizing_id', 'owner_id', 'original_number']) expect(caller).not.toHaveProperty(key);
    expect(zoe).toMatchObject({
      authorizing_id: dash.company.devices[1]?.id,
      authorizing_type: 'device',
      call_direction: 'outbound',
      owner_id: dash.company.users[1]?.id,
      original_number: '+14154886100',
      other_leg_call_id: legs.A,
      other_leg_destination_number: '+14154886100',
      request: 'user_1002_1@brightwater.sip.example',
      timestamp: gregorian(startedAt) + 8,
    });
    for (const key of ['hangup_cause', 'duration_seconds', 'inception']) expect(zoe).not.toHaveProperty(key);
    const lost = told('B2', 'channel_destroy');
    expect(lost).toMatchObject({ authorizing_id: dash.company.devices[2]?.id, hangup_cause: 'LOSE_RACE' });
    for (const key of ['other_leg_call_id', 'caller_id_number']) expect(lost).not.toHaveProperty(key);
  });

  it.each([
    [true, ['B1', 'L2', 'L1', 'A']],
    [false, ['B1', 'A']],
  ])('are told with those inside the switch where the webhook includes them: %s', async (include, expected) => {
    await subscribe('channel_destroy', { include_internal_legs: include });

    const { legs } = await dash.playCall(throughLoopback.script());

    expect(heard(legs)).toEqual(expected.map((leg) => `destroy ${leg}`));
    expect(received.some(({ is_internal_leg }) => is_internal_leg === true)).toBe(include);
  });

  it('are sorted out by modifiers', async () => {
    await subscribe('channel_destroy', { modifiers: { call_direction: 'inbound' } }, '/inbound');
    await subscribe('channel_destroy', { modifiers: { hangup_cause: ['LOSE_RACE'] } }, '/lost');

    const { legs } = await dash.playCall(twoPhones.script());

    expect(received.map(({ path, call_id }) => [path, call_id])).toEqual([
      ['/lost', legs.B2],
      ['/inbound', legs.A],
    ]);
  });

  it('are known before their records can be read', async () => {
    dash.settings.cdrLagMs = 150;
    await subscribe('channel_destroy');

    const { interactionId, legs } = await dash.playCall(twoPhones.script());

    expect(received).toHaveLength(3);
    for (const id of [interactionId, `202601-${legs.A}`]) {
      expect(await get(legsPath(id))).toMatchObject({ code: 404, message: 'could not find legs for supplied id' });
    }
    await setTimeout(250);
    expect((await get(legsPath(interactionId))).data).toHaveLength(3);
  });

  it('are not told where only records are written', async () => {
    await subscribe('all');

    const { interactionId } = dash.recordCall(twoPhones.script());

    expect(received).toEqual([]);
    expect((await get(legsPath(interactionId))).data).toHaveLength(3);
  });
});

describe('the cases', () => {
  it('are the numbered ones and the further situations, each with its name', () => {
    expect(cases.length).toBeGreaterThan(14 + 12);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [one.name, one] as const))('hold together: %s', (_name, { script, expected }) => {
    const { documents, interactionId, primaryCallId, events, startedAt, endedAt } = stage(dash.company, script());

    const own = Object.values(documents).filter(({ interaction_id }) => interaction_id === interactionId);
    expect(own).toHaveLength(expected.leg_count ?? 0);
    expect(own.map(({ call_id }) => call_id)).toContain(primaryCallId);
    expect((endedAt.getTime() - startedAt.getTime()) / 1000).toBe(expected.total);
    for (const [leg, { create, destroy }] of Object.entries(events)) {
      expect(Number(destroy.timestamp) - Number(create.timestamp)).toBe(destroy.duration_seconds);
      expect(documents[leg]?.timestamp ?? destroy.timestamp).toBe(destroy.timestamp);
    }
  });

  it('have ids that are the same each time they are staged, and other ones each time they are played', async () => {
    const at = new Date('2026-03-01T10:00:00Z');
    const [one, other] = [1, 2].map(() => stage(dash.company, twoPhones.script({ at })));

    expect(one).toEqual(other);
    const played = [await dash.playCall(twoPhones.script({ at })), dash.recordCall(twoPhones.script({ at }))];
    expect(new Set(played.map(({ interactionId }) => interactionId)).size).toBe(2);
  });

  it('end half a minute ago unless told, and have ids with all kinds of signs', () => {
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

  it('are listed as rows of texts, with the start of the leg as time', async () => {
    const { legs, startedAt, interactionId } = dash.recordCall(twoPhones.script());

    const { data } = await get('/cdrs');

    expect(data.map(({ call_id }) => call_id).toSorted()).toEqual(Object.values(legs).toSorted());
    const row = data.find(({ call_id }) => call_id === legs.A);
    expect(Object.keys(row ?? {}).join(' ')).toBe(
      'id call_id caller_id_number caller_id_name callee_id_number callee_id_name duration_seconds billing_seconds ' +
        'timestamp hangup_cause disposition other_leg_call_id owner_id to from direction request authorizing_id cost ' +
        'dialed_number calling_from datetime unix_timestamp rfc_1036 iso_8601 iso_8601_combined call_type rate ' +
        'rate_name bridge_id recording_url media_recordings media_server call_priority interaction_id',
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
    expect(lost).toMatchObject({ dialed_number: 'user_1002_2', bridge_id: legs.A, other_leg_call_id: '' });
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

  it('come in pieces, where all but the rows is text, unless there are none or pieces are not wanted', async () => {
    expect(await get('/cdrs')).toMatchObject({ status: 'success', page_size: 0, data: [] });
    dash.recordCall(twoPhones.script());

    expect(await get('/cdrs')).toMatchObject({ status: 'success', page_size: '3' });
    expect(await get('/cdrs?is_chunked=false')).toMatchObject({ page_size: 3 });
    dash.settings.cdrChunked = false;
    expect(await get('/cdrs')).toMatchObject({ page_size: 3 });
  });

  it('are found by when they were written, newest first, in pages', async () => {
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

  it('are not listed over more than 31 days', async () => {
    expect(await get('/cdrs?created_from=63000000000')).toMatchObject({
      code: 400,
      data: { created_from: { date_range: { cause: 63000000000 } } },
    });
  });

  it.each([
    ['filter_call_direction=inbound', ['A']],
    ['filter_hangup_cause=LOSE_RACE', ['B2']],
    ['filter_custom_channel_vars.authorizing_type=resource', ['A']],
    ['filter_not_call_direction=inbound', ['B1', 'B2']],
    ['has_value=other_leg_call_id', ['A', 'B1']],
  ])('are filtered by the whole document: %s', async (query, expected) => {
    const { legs } = dash.recordCall(twoPhones.script());

    const { data } = await get(`/cdrs?${query}`);

    expect(data.map(({ call_id }) => call_id).toSorted()).toEqual(expected.map((leg) => legs[leg]).toSorted());
  });

  it('are found by a call id, with the month before it or without', async () => {
    const { legs } = dash.recordCall(twoPhones.script());
    const [{ id } = { id: '' }] = (await get(`/cdrs?filter_call_id=${encodeURIComponent(legs.A ?? '')}`)).data;

    expect(id).toMatch(/^\d{6}-/);
    expect((await get(`/cdrs?filter_call_id=${encodeURIComponent(id)}`)).data).toMatchObject([{ call_id: legs.A }]);
  });

  it('shift only one of their times by an offset', async () => {
    dash.recordCall(twoPhones.script({ at: at(3600) }));
    const [plain] = (await get('/cdrs')).data;
    const [shifted] = (await get('/cdrs?utc_offset=-3600')).data;

    expect(Date.parse(`${plain?.datetime}Z`) - Date.parse(`${shifted?.datetime}Z`)).toBe(3_600_000);
    expect({ ...shifted, datetime: plain?.datetime }).toEqual(plain);
    expect(await get('/cdrs?utc_offset=x')).toMatchObject({ code: 404, message: 'utc_offset must be a number' });
  });

  it('of one user are the legs of that user', async () => {
    const { legs } = dash.recordCall(transfer.script());
    const daniel = dash.company.users.find(({ presence_id }) => presence_id === '1004');

    expect((await get(`/users/${daniel?.id}/cdrs`)).data).toMatchObject([
      { call_id: legs.B2, owner_id: daniel?.id, dialed_number: 'user_1004_1' },
    ]);
    expect((await get(`/users/${'0'.repeat(32)}/cdrs`)).code).toBe(404);
  });

  it('of a whole call are one row, by when the call began', async () => {
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
      ringing_seconds: 8,
      channel_created_time: 1000 * startedAt.getTime(),
      custom_channel_vars: { account_id: dash.company.account.id, authorizing_type: 'resource', bridge_id: legs.A },
      local_sdp: expect.stringContaining('m=audio') as string,
    });
    expect(caller?.custom_channel_vars).not.toHaveProperty('authorizing_id');
    for (const { id } of data) {
      expect((await get<CdrDocument[]>(legsPath(id))).data).toEqual(data);
      expect((await get<CdrDocument>(`/cdrs/${encodeURIComponent(id)}`)).data.id).toBe(id);
    }
  });

  it('are not found by what is no id, or not the id of any', async () => {
    expect(await get('/cdrs/legs/nonsense')).toMatchObject({ code: 404, message: 'bad_identifier' });
    for (const id of ['63872995200-0123abcd', '202401-0123']) {
      expect(await get(legsPath(id))).toMatchObject({ code: 404, message: 'could not find legs for supplied id' });
    }
    expect(await get('/cdrs/nonsense')).toMatchObject({ code: 404, message: 'could not find cdr with supplied id' });
    expect(await get('/cdrs/202401-0123')).toMatchObject({ code: 404, message: 'bad_identifier' });
  });

  it('exist for every leg but those inside the switch, and say what a conference is', async () => {
    const through = dash.recordCall(throughLoopback.script());
    const conference = dash.recordCall(named('conference').script());

    const legsOf = async (id: string) => (await get<CdrDocument[]>(legsPath(id))).data;
    expect((await legsOf(through.interactionId)).map(({ call_id }) => call_id)).toEqual([
      through.legs.A,
      through.legs.B1,
    ]);
    expect(await legsOf(conference.interactionId)).toMatchObject([{ is_conference: true }]);
  });

  it('of a consultation belong to a call of their own', async () => {
    const { legs, interactionId } = dash.recordCall(consultation.script());

    const { data } = await get('/cdrs/interaction');
    const own = data.find(({ call_id }) => call_id === legs.C);

    expect(own).toMatchObject({ calling_from: '1002', dialed_number: '1004', inception_direction: 'origination' });
    expect(own?.interaction_id).not.toBe(interactionId);
    expect((await get(legsPath(interactionId))).data).toMatchObject([{ call_id: legs.A }, { call_id: legs.B1 }]);
  });

  it('of one call can have the ids of two months', async () => {
    const { interactionId } = dash.recordCall(named('turn of the month').script());

    const { data } = await get<CdrDocument[]>(legsPath(interactionId));

    expect(new Set(data.map(({ id }) => id.slice(0, 6))).size).toBe(2);
  });

  it('can be read in all ways when there are 30,000', async () => {
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
