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

test.each(['4.3', '4.2'] as const)('parked calls are told as they come and go, by a KAZOO %s', async (kazoo) => {
  dash.settings.kazoo = kazoo;
  const zap = await turnOn('call_parked');
  const first = await dash.park('+14155550142', 'Grace Park');
  const second = await dash.park('+14155550143');
  const event = await dash.unpark(first, 'PARK_RETRIEVED');
  await dash.redeliver(event);
  await dash.unpark(second, 'PARK_ABANDONED');
  await zapier.settled();
  expect(zap.errors).toEqual([]);
  expect(texts()).toEqual([
    expect.stringMatching(/^Grace Park \(\+1 415-555-0142\) is parked in slot 1, /) as string,
    expect.stringMatching(/^\+1 415-555-0143 is parked in slot 2, /) as string,
    expect.stringMatching(/^Grace Park \(\+1 415-555-0142\) was picked up from slot 1, /) as string,
    expect.stringMatching(/^\+1 415-555-0143 hung up while parked in slot 2, /) as string,
  ]);
});

test('only the chosen events of parked calls start the Zap, and the editor shows who is parked', async () => {
  await turnOn('call_parked', { parking_events: ['abandoned'] });
  const call = await dash.park('+14155550142', 'Grace Park');
  expect(await zapier.list(connection, 'triggers.call_parked')).toMatchObject([
    { parking_event: 'parked', parking_slot: '1', call_id: call.callId, from_name: 'Grace Park' },
  ]);
  await dash.unpark(call, 'PARK_ABANDONED');
  await zapier.settled();
  expect(texts()).toEqual([expect.stringContaining('hung up while parked in slot 1') as string]);
});

test('Pivot requests come once, and only failures where those are wanted', async () => {
  const all = await turnOn('new_pivot_request');
  const failures = await turnOn('new_pivot_request', { only_failures: true });
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  dash.askPivot({ status: 200, at: minutesAgo(3) });
  dash.askPivot({ status: 404, at: minutesAgo(2) });
  dash.askPivot({ at: minutesAgo(2) });
  dash.askPivot({});
  for (const zap of [all, failures, all]) await zapier.poll(zap);
  expect([all.results.length, failures.results.length]).toEqual([3, 2]);
});

test('the Pivot request of a call is found by the call', async () => {
  dash.askPivot({ status: 200 });
  const wanted = dash.askPivot({ status: 200, has_schema_errors: true, method: 'post' });
  expect(await zapier.run(connection, 'searches.find_pivot_request', { call: wanted.call_id })).toMatchObject([
    { id: wanted.debug_id, method: 'POST', status_code: 200, has_schema_errors: true },
  ]);
  expect(await zapier.run(connection, 'searches.find_pivot_request', { call: 'nothing' })).toEqual([]);
});
