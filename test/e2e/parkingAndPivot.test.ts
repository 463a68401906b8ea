import type { DashSandbox } from '../../sandbox/dash/server.ts';
import type { Connection, ZapierSandbox } from '../../sandbox/zapier/platform.ts';
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

const turnOn = (key: string, input: Record<string, unknown> = {}) =>
  zapier.turnOn(connection, {
    name: key,
    trigger: { key, input },
    steps: [{ app: 'Slack', action: 'Send Message', fields: { text: '{{summary}}' } }],
  });

const texts = () => zapier.outcomes('Slack').map(({ fields }) => fields.text);

const versions = ['4.3', '4.2'] as const;
const reports = ['retriever', 'parked', 'both'] as const;

test.each(versions.flatMap((kazoo) => reports.map((first) => [kazoo, first] as const)))(
  'parked calls are reported as they come and go, with KAZOO %s; first report of a pick-up: %s',
  async (kazoo, first) => {
    dash.settings.kazoo = kazoo;
    const zap = await turnOn('call_parked');
    const grace = await dash.park('+14155550142', 'Grace Park');
    const second = await dash.park('+14155550143');
    await zapier.settled();
    const event = await dash.unpark(grace, 'PARK_RETRIEVED', first);
    await dash.redeliver(event);
    await dash.unpark(second, 'PARK_ABANDONED');
    await zapier.settled();
    expect(zap.errors).toEqual([]);
    expect(texts()).toEqual([
      expect.stringMatching(/^Grace Park \(415-555-0142\) is parked in slot 1, /) as string,
      expect.stringMatching(/^415-555-0143 is parked in slot 2, /) as string,
      expect.stringMatching(/^Grace Park \(415-555-0142\) was picked up from slot 1, /) as string,
      expect.stringMatching(/^415-555-0143 left slot 2, /) as string,
    ]);
  },
);

test('a pick-up of a call that was parked before the Zap was turned on triggers once', async () => {
  const call = await dash.park('+14155550142', 'Grace Park');
  await turnOn('call_parked', { parking_events: ['retrieved'] });
  await dash.unpark(call, 'PARK_RETRIEVED');
  await zapier.settled();
  expect(texts()).toHaveLength(1);
});

test('only the chosen events of parked calls trigger the Zap, and the editor shows the parked calls', async () => {
  await turnOn('call_parked', { parking_events: ['abandoned'] });
  const call = await dash.park('+14155550142', 'Grace Park');
  expect(await zapier.list(connection, 'triggers.call_parked')).toMatchObject([
    { parking_event: 'parked', parking_slot: '1', call_id: call.callId, from_name: 'Grace Park' },
  ]);
  await dash.unpark(call, 'PARK_ABANDONED');
  await zapier.settled();
  expect(texts()).toEqual([expect.stringContaining('left slot 1') as string]);
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test.each(versions)('Pivot requests trigger once, and only failures if chosen, with KAZOO %s', async (kazoo) => {
  dash.settings.kazoo = kazoo;
  const all = await turnOn('new_pivot_request');
  const failures = await turnOn('new_pivot_request', { only_failures: true });
  dash.askPivot({ status: 200, at: minutesAgo(3) });
  dash.askPivot({ status: 404, at: minutesAgo(2) });
  dash.askPivot({ status: 200, hasJsonErrors: true, at: minutesAgo(2) });
  dash.askPivot({ at: minutesAgo(2) });
  dash.askPivot({});
  for (const zap of [all, failures, all, failures]) await zapier.poll(zap);
  expect([...all.errors, ...failures.errors]).toEqual([]);
  expect([all.results.length, failures.results.length]).toEqual([4, 3]);
});

test('the call record that a server gets at the end of a call is not another request', async () => {
  const zap = await turnOn('new_pivot_request');
  const { call_id } = dash.askPivot({ status: 200, at: minutesAgo(3) });
  await zapier.poll(zap);
  dash.askPivot({ call_id, method: 'post', uri: 'https://flows.example/records', status: 500, at: minutesAgo(1) });
  await zapier.poll(zap);
  expect(texts()).toEqual([expect.stringContaining('and got status 200') as string]);
  expect(await zapier.run(connection, 'searches.find_pivot_request', { call: call_id })).toMatchObject([
    { method: 'GET', status_code: 200 },
  ]);
});

test('the Pivot request of a call is found by the call', async () => {
  dash.askPivot({ status: 200 });
  const wanted = dash.askPivot({ status: 200, hasJsonErrors: true, method: 'post' });
  expect(await zapier.run(connection, 'searches.find_pivot_request', { call: wanted.call_id })).toMatchObject([
    { id: wanted.debug_id, method: 'POST', status_code: 200, has_json_errors: true },
  ]);
  expect(await zapier.run(connection, 'searches.find_pivot_request', { call: 'nothing' })).toEqual([]);
});

test('every Pivot request of a long log triggers once', async () => {
  const zap = await turnOn('new_pivot_request');
  const calls = Array.from({ length: 270 }, () => dash.askPivot({ status: 200, at: minutesAgo(5) }).debug_id);
  for (let poll = 0; poll < 3; poll++) await zapier.poll(zap);
  expect(zap.errors).toEqual([]);
  expect(zap.results.length).toBe(calls.length);
}, 60_000);
