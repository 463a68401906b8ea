import nock from 'nock';
import { parkCall, unparkCall } from '../../sandbox/dash/activity/parking.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { listParkedCalls } from '../../sandbox/dash/sections/parkedCalls.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden as file } from './golden.ts';
import { shapeOf } from './shapes.ts';
import type { Webhook } from '../../sandbox/dash/company/model.ts';
import { startedState } from './state.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { State } from '../../sandbox/dash/state.ts';

type Golden = {
  events: { name: string; json: object | null; form: string }[];
  parked_calls_answer_data: object;
};

const load = (kazoo: KazooVersion) => file(`parking_${kazoo}`) as Golden;

const golden = { '4.2': load('4.2'), '4.3': load('4.3') };

type Format = 'json' | 'form-data';

/** Each version with each format in which it can send; 4.2 sends forms only. */
const ways: [KazooVersion, Format][] = [
  ['4.2', 'form-data'],
  ['4.3', 'form-data'],
  ['4.3', 'json'],
];

const SECRET = 'secret';

/** The body of a golden event, with the field that identifies a Zap's own deliveries. */
const bodyOf = (kazoo: KazooVersion, format: Format, name: string): string => {
  const event = golden[kazoo].events.find((one) => one.name === name);
  return format === 'json'
    ? JSON.stringify({ ...event?.json, zapier_token: SECRET })
    : `${String(event?.form)}&zapier_token=${SECRET}`;
};

const contentOf = (format: Format, body: string): unknown =>
  format === 'json' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));

const stateOf = (kazoo: KazooVersion, format: Format = 'json'): State => {
  const webhook: Webhook = {
    id: 'w1',
    name: 'parking',
    hook: 'parking',
    uri: 'https://receiver.test/hook',
    http_verb: 'post',
    format,
    retries: 1,
    enabled: true,
    include_internal_legs: true,
    custom_data: { zapier_token: SECRET },
  };
  return startedState(kazoo, { ...openCompany(), webhooks: [webhook] });
};

const AFTER = [
  { last: 'PARK_RETRIEVED', names: ['parked', 'retrieved_by_colleague', 'retrieved_parked_call'] },
  { last: 'PARK_ABANDONED', names: ['parked', 'abandoned'] },
] as const;

describe.each(ways)('the events of KAZOO %s as %s', (kazoo, format) => {
  test.each(AFTER)('$last: the sandbox sends the same keys and types', async ({ last, names }) => {
    const received: string[] = [];
    nock('https://receiver.test')
      .persist()
      .post('/hook')
      .reply(200, (_uri, body) => {
        received.push(typeof body === 'string' ? body : JSON.stringify(body));
        return '';
      });
    const state = stateOf(kazoo, format);
    await unparkCall(state, await parkCall(state, '+14155550134', 'Ann Lee'), last);
    const asSent = received.map((body) =>
      body.startsWith('{') ? (JSON.parse(body) as unknown) : contentOf('form-data', body),
    );
    expect(asSent.map(shapeOf)).toEqual(names.map((name) => shapeOf(contentOf(format, bodyOf(kazoo, format, name)))));
  });

  /** The app checks whether the parked call is in progress if the call that picks it up reports first. */
  const goesOn = () =>
    account()
      .get(`/channels/${encodeURIComponent(annLee.call_id)}`)
      .reply(200, success({ call_id: annLee.call_id }));

  const deliver = async (names: readonly string[]) => {
    const platform = createPlatform();
    const records: unknown[] = [];
    for (const name of names) {
      const given = await platform.run('triggers.call_parked.operation.perform', {
        subscribeData: { webhook_ids: ['w1'], zapier_token: SECRET, target_hash: 'hash' },
        rawRequest: { content: bodyOf(kazoo, format, name) },
      });
      records.push(...(given as unknown[]));
    }
    return records;
  };

  const annLee = {
    call_id: 'd3b0c44298fc1c14@198.51.100.7',
    parking_slot: '1',
    from_number: '+14155550134',
    from_name: 'Ann Lee',
  };
  const toJane = { to_number: '1002', to_name: 'Jane Doe' };

  test.each([
    [['parked', 'retrieved_by_colleague', 'retrieved_parked_call'], goesOn],
    [['parked', 'retrieved_parked_call', 'retrieved_by_colleague'], () => undefined],
  ])('%j give one record of the parking and one of the pick-up', async (names, ask) => {
    ask();
    expect(await deliver(names)).toMatchObject([
      { ...annLee, ...toJane, parking_event: 'parked' },
      { ...annLee, ...toJane, parking_event: 'retrieved' },
    ]);
  });

  test('a call that leaves its slot in another way gives one record', async () => {
    expect(await deliver(['parked', 'abandoned'])).toMatchObject([
      { ...annLee, parking_event: 'parked' },
      { ...annLee, ...toJane, parking_event: 'abandoned' },
    ]);
  });

  test('a pick-up of a call that was parked before is read with the list of parked calls', async () => {
    account().get('/parked_calls').reply(200, success(golden[kazoo].parked_calls_answer_data));
    expect(await deliver(['retrieved_by_colleague', 'retrieved_parked_call'])).toMatchObject([
      { ...annLee, parking_event: 'retrieved' },
    ]);
  });
});

describe.each(['4.2', '4.3'] as const)('the parked calls of KAZOO %s', (kazoo) => {
  test('the sandbox lists the same keys and types, by slot', async () => {
    const state = stateOf(kazoo);
    state.company.webhooks = [];
    await parkCall(state, '+14155550134', 'Ann Lee');
    const answer = listParkedCalls({ params: {}, query: {}, data: {}, accept: '*/*' }, state);
    expect(shapeOf('data' in answer && answer.data)).toEqual(shapeOf(golden[kazoo].parked_calls_answer_data));
  });

  test('the editor shows them', async () => {
    account().get('/parked_calls').reply(200, success(golden[kazoo].parked_calls_answer_data));
    expect(await createPlatform().run('triggers.call_parked.operation.performList')).toMatchObject([
      {
        call_id: 'd3b0c44298fc1c14@198.51.100.7',
        parking_slot: '1',
        from_number: '+14155550134',
        from_name: 'Ann Lee',
      },
    ]);
  });
});
