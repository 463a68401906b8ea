import { cases } from '../../sandbox/dash/cases/cases.ts';
import { notesOf, openOffice, type Office } from './office.ts';
import { comparison, playCalls, type Played } from './playing.ts';
import type { LiveZap } from '../../sandbox/zapier/platform.ts';

const triggers = ['call_started', 'call_answered', 'call_ended', 'missed_call', 'new_call_record'];

let office: Office;

afterEach(() => office.close());

const listenToAll = async (): Promise<LiveZap[]> => {
  const zaps: LiveZap[] = [];
  for (const trigger of triggers) zaps.push(await office.listen(trigger));
  return zaps;
};

/** Asks for the records of calls, which the other triggers do not need. */
const poll = async (zaps: LiveZap[]) => {
  for (const zap of zaps) if (zap.definition.trigger.key === 'new_call_record') await office.zapier.poll(zap);
};

const expectAllToldOnce = (zaps: LiveZap[], played: Played) => {
  for (const zap of zaps) {
    const { expected, told } = comparison(zap, played);
    expect({ [zap.definition.name]: told }).toEqual({ [zap.definition.name]: expected });
    expect(zap.errors).toEqual([]);
  }
};

test('of 500 calls of every kind, each trigger returns each call that it is for, once, as it was', async () => {
  office = await openOffice();
  const zaps = await listenToAll();

  const played = await playCalls(office, 500);
  await poll(zaps);
  await poll(zaps);

  expectAllToldOnce(zaps, played);
}, 300_000);

test.each([['the phone system is a KAZOO 4.2, and lists come whole', { kazoo: '4.2', cdrChunked: false }]] as const)(
  'it is the same where %s',
  async (_what, settings) => {
    office = await openOffice(settings);
    const zaps = await listenToAll();

    const played = await playCalls(office, cases.length);
    await poll(zaps);

    expectAllToldOnce(zaps, played);
  },
);

test('more calls than Dash answers at once are all returned', async () => {
  // As Dash does it, only five times as fast: while Zapier waits ten seconds, a hundred requests are let through again.
  office = await openOffice({ requestsPerSecond: 50, bucketSize: 100, longestDelayMs: 2_000 });
  const zaps = await listenToAll();
  // On a slow computer Dash would never be asked too fast.
  office.dash.fault({ path: /legs/, status: 429, times: 10 });

  const played = await playCalls(office, 2 * cases.length);
  await poll(zaps);

  expect(office.dash.requests.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  expectAllToldOnce(zaps, played);
});

test('a session that ends in the middle costs nobody a call', async () => {
  office = await openOffice();
  const zaps = await listenToAll();

  setTimeout(office.dash.expireSessions, 300);
  const played = await playCalls(office, cases.length);
  await poll(zaps);

  expect(office.zapier.counts.refreshes).toBe(1);
  expectAllToldOnce(zaps, played);
});

test('a call over the turn of a month is complete', async () => {
  office = await openOffice();
  const zap = await office.listen('call_ended');

  const { script } = cases.find(({ name }) => name.includes('turn of the month')) ?? {};
  if (script) await office.dash.playCall(script());
  await office.zapier.settled();

  expect(notesOf(zap)).toMatchObject([{ outcome: 'answered', complete: 'true', total_seconds: '60' }]);
});

test.each(['4.2', '4.3'] as const)(
  'a call for help is given once and at once, and one to the crisis line never, in KAZOO %s',
  async (kazoo) => {
    office = await openOffice({ kazoo });
    const zap = await office.listen('emergency_call');

    const { script } = cases.find(({ name }) => name === 'a customer is called and answers') ?? {};
    const ids: string[] = [];
    for (const dialed of ['911', '988', '933', '112', '411', '999'])
      if (script) ids.push((await office.dash.playCall(script({ dialed }))).primaryCallId);
    await office.zapier.settled();

    const [help, , drill, abroad, , other] = ids;
    expect(notesOf(zap).map(({ id }) => id)).toEqual([help, drill, abroad, other]);
    expect(notesOf(zap)[0]).toMatchObject({ direction: 'outbound', outcome: '', user_name: 'Tomás O’Brien' });
    expect(zap.errors).toEqual([]);
  },
);
