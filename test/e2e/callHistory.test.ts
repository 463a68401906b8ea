import { stopClock } from '../support/clock.ts';
import { cases } from '../../sandbox/dash/cases/cases.ts';
import { directNumber, faxNumber, mainNumber } from '../../sandbox/dash/company/office.ts';
import { notesOf, openOffice, type Office } from './office.ts';
import { nthCase } from '../../sandbox/dash/cases/manyCalls.ts';
import type { CallCase } from '../../sandbox/dash/cases/cases.ts';
import type { CallScript } from '../../sandbox/dash/server.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

let office: Office;

beforeEach(async () => {
  office = await openOffice({ cdrLagMs: 0 });
});

afterEach(async () => {
  jest.useRealTimers();
  await office.close();
});

const named = (part: string): CallCase => {
  const found = cases.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`No case is named ${part}`);
  return found;
};

const cdrRequests = () => office.dash.requests.filter(({ path }) => path.endsWith('/cdrs')).length;

test('of 10,000 calls in a day each is given once, and no poll asks more than it must', async () => {
  const opening = Date.now();
  const zap = await office.listen('new_call_record');
  const ids = Array.from({ length: 10_000 }, (_, nth) => {
    const { script } = nthCase(nth);
    return office.dash.recordCall(script({ at: new Date(opening + (nth * 24 * HOUR_MS) / 10_000) })).primaryCallId;
  });

  const requests: number[] = [];
  for (let hour = 4; hour <= 28; hour += 4) {
    stopClock(opening + hour * HOUR_MS);
    const before = cdrRequests();
    await office.zapier.poll(zap);
    requests.push(cdrRequests() - before);
  }

  const given = notesOf(zap).map(({ id }) => id);
  const once = new Set(given);
  expect(given.length).toBe(once.size);
  expect(ids.filter((id) => !once.has(id))).toEqual([]);
  // Seven hours of calls are looked through, 1,000 of their legs with a request.
  expect(Math.max(...requests)).toBeLessThanOrEqual(8);
  expect(zap.errors).toEqual([]);
});

test('a poll with nothing new costs one request', async () => {
  const zap = await office.listen('new_call_record');
  const before = office.dash.requests.length;
  await office.zapier.poll(zap);
  expect(office.dash.requests.length - before).toBe(1);
});

test('a call of two hours is given once, when it is over', async () => {
  const opening = Date.now();
  const zap = await office.listen('new_call_record');
  const { script } = named('the desk phone answers');
  const [caller, answering, lost] = script().legs;
  if (!caller || !answering || !lost) throw new Error('The case has three legs');
  const long = { talks: 2 * 3600 };
  const legs = [{ ...caller, ...long }, { ...answering, ...long }, lost];
  const { primaryCallId, endedAt } = office.dash.recordCall(script({ at: new Date(opening), legs }));

  // The phone that lost the race is written at once, the others when the call ends.
  for (let minutes = 5; minutes <= 240; minutes += 5) {
    stopClock(opening + minutes * MINUTE_MS);
    await office.zapier.poll(zap);
    const isOver = Date.now() - endedAt.getTime() >= 15 * SECOND_MS;
    expect(notesOf(zap).map(({ id }) => id)).toEqual(isOver ? [primaryCallId] : []);
  }
  expect(notesOf(zap)).toMatchObject([{ outcome: 'answered', complete: 'true', total_seconds: String(8 + 2 * 3600) }]);
  expect(zap.errors).toEqual([]);
});

test('a call that nobody returns is given once, when its time is over', async () => {
  const opening = Date.now();
  const zap = await office.listen('call_not_returned', { not_returned_within: '30m' });
  const { script } = named('the caller gives up');
  const play = (minute: number, changes: Partial<CallScript> = {}) =>
    office.dash.recordCall(script({ ...changes, at: new Date(opening + minute * MINUTE_MS) }));
  const returned = { number: '+14155550190', name: 'Luis Ortega' };
  play(1);
  const { primaryCallId, endedAt } = play(10);
  play(5, { caller: returned });
  office.dash.recordCall(
    named('a customer is called').script({ dialed: returned.number, at: new Date(opening + 15 * MINUTE_MS) }),
  );

  const polls = 60;
  const before = cdrRequests();
  for (let nth = 1; nth <= polls; nth++) {
    stopClock(opening + nth * 2 * MINUTE_MS);
    await office.zapier.poll(zap);
    // Its time begins with the first attempt, nine minutes earlier, and a call back may be written a minute late.
    const isOver = Date.now() >= endedAt.getTime() + 22 * MINUTE_MS;
    expect(notesOf(zap).map(({ id }) => id)).toEqual(isOver ? [primaryCallId] : []);
  }
  expect(cdrRequests() - before).toBe(polls);
  expect(office.dash.requests.filter(({ path }) => path.endsWith('/channels'))).toHaveLength(1);
  expect(zap.errors).toEqual([]);
});

test('a call whose recording is not stored yet waits for it, and no longer than half an hour', async () => {
  const opening = Date.now();
  const zap = await office.listen('new_call_record', { recordings: 'with', wait_for_recording: true });
  const { script } = named('the desk phone answers');
  const play = () => {
    const call = office.dash.recordCall(script({ at: new Date(opening - 2 * MINUTE_MS) }));
    return { id: call.primaryCallId, recording: office.dash.keepRecording(call, { hasAudio: false }) };
  };
  const [late, lost] = [play(), play()];
  office.dash.recordCall(script({ at: new Date(opening - 2 * MINUTE_MS) }));
  const given = async (minutes: number) => {
    stopClock(opening + minutes * MINUTE_MS);
    await office.zapier.poll(zap);
    return notesOf(zap).map(({ id }) => id);
  };

  expect(await given(1)).toEqual([]);
  late.recording.audio = new Uint8Array([1, 2, 3]);
  expect(await given(15)).toEqual([late.id]);
  expect(await given(45)).toEqual([late.id, lost.id]);
  expect(zap.errors).toEqual([]);
});

test.each([
  ['at 10:40', 'Office Open', '2026-11-24T18:40:00Z', 'during'],
  ['at 21:00', 'Office Open', '2026-11-25T05:00:00Z', 'outside'],
  ['at 10:40', 'Front Desk Hours', '2026-11-24T18:40:00Z', 'during'],
  ['on Christmas Day', 'Holidays', '2026-12-25T20:00:00Z', 'during'],
])('a call %s by the schedule %s', async (_time, schedule, now, expected) => {
  stopClock(Date.parse(now));
  const found = office.dash.company.temporalRules.find(({ name }) => name === schedule);
  const set = office.dash.company.temporalRuleSets.find(({ name }) => name === schedule);
  const schedules = [found?.id ?? set?.id];
  const zaps = [];
  for (const office_hours of ['during', 'outside'])
    zaps.push([office_hours, await office.listen('new_call_record', { office_hours, schedules })] as const);
  const { script } = named('the caller gives up');
  office.dash.recordCall(script({ at: new Date(Date.parse(now) - 2 * MINUTE_MS) }));
  for (const [, zap] of zaps) await office.zapier.poll(zap);
  expect(zaps.flatMap(([hours, zap]) => notesOf(zap).map(() => hours))).toEqual([expected]);
  expect(zaps.flatMap(([, { errors }]) => errors)).toEqual([]);
});

describe('a search', () => {
  const search = async (key: string, input: Record<string, unknown> = {}) =>
    (await office.zapier.run(office.connection, `searches.${key}`, input)) as Record<string, unknown>[];

  const record = (part: string, minutesAgo: number, changes: Partial<CallScript> = {}): string => {
    const at = new Date(Date.now() - minutesAgo * MINUTE_MS);
    return office.dash.recordCall(named(part).script({ ...changes, at })).primaryCallId;
  };

  const caller = { number: '+14155550190', name: 'Luis Ortega' };
  const idOf = (extension: string) => office.dash.company.users.find((user) => user.presence_id === extension)?.id;

  test('finds the newest call by number, direction, outcome and user', async () => {
    record('the caller gives up', 50, { caller });
    const missed = record('the caller gives up', 40, { caller });
    const answered = record('the desk phone answers', 30);
    const made = record('a customer is called and answers', 20);

    const found = async (input: Record<string, unknown>) => (await search('find_call', input)).map(({ id }) => id);
    expect(await found({})).toEqual([made]);
    expect(await found({ number: '(415) 555-0190' })).toEqual([missed]);
    expect(await found({ direction: 'inbound' })).toEqual([answered]);
    expect(await found({ outcome: 'missed' })).toEqual([missed]);
    expect(await found({ user: idOf('1002') })).toEqual([answered]);
    expect(await found({ user: idOf('1003') })).toEqual([made]);
    expect(await found({ number: '+14155559999' })).toEqual([]);
    expect(await found({ since: new Date(Date.now() - 10 * MINUTE_MS).toISOString() })).toEqual([]);
  });

  test('finds whom nobody has called back', async () => {
    const found = async () => (await search('find_unreturned_call')).map(({ from_number }) => from_number);
    record('a hidden caller gives up', 50);
    record('the caller gives up', 45, { caller });
    expect(await found()).toEqual([caller.number]);

    record('a customer is called', 40, { dialed: caller.number });
    expect(await found()).toEqual([]);

    record('the phone is unplugged', 35, { caller });
    expect(await found()).toEqual([caller.number]);
    record('the desk phone answers', 30, { caller });
    expect(await found()).toEqual([]);
  });

  test('reports on calls by user', async () => {
    record('the caller gives up', 50, { caller });
    record('the desk phone answers', 30);
    record('a customer is called and answers', 20);

    const [report] = await search('get_call_report', { group_by: 'user' });

    expect(report).toMatchObject({ calls: 3, inbound: 2, outbound: 1, answered: 2, missed: 1, not_returned: 1 });
    expect(report).toMatchObject({ answered_percent: 50, talk_seconds: 62 + 88 });
    expect(report?.rows).toMatchObject([
      { group: 'Zoë Núñez', user_id: idOf('1002'), calls: 2, answered: 1, missed: 1 },
      { group: 'Tomás O’Brien', user_id: idOf('1003'), calls: 1, outbound: 1, talk_seconds: 88 },
    ]);
  });

  test('finds one call among 10,000', async () => {
    const first = record('the caller gives up', 23 * 60, { caller });
    for (let nth = 0; nth < 10_000; nth++) record('one extension calls another', 2 + (nth * 22 * 60) / 10_000);

    expect(await search('find_call', { number: caller.number })).toMatchObject([{ id: first }]);
  });
});

describe('a dropdown', () => {
  const choices = async (key: string) =>
    (await office.zapier.run(office.connection, `triggers.${key}`)) as { id: string; name: string }[];

  test('shows the calls of a day as sentences, newest first', async () => {
    const calls = cases.map(({ script }, nth) => {
      const at = new Date(Date.now() - (2 * cases.length - nth) * 10 * MINUTE_MS);
      return office.dash.recordCall(script({ at }));
    });
    const ids = calls
      .toSorted((a, b) => b.endedAt.getTime() - a.endedAt.getTime())
      .map(({ primaryCallId }) => primaryCallId);

    const shown = await choices('list_recent_calls');

    expect(shown.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual(ids);
    const names = shown.map(({ name }) => name);
    expect(names).toContainEqual(
      expect.stringMatching(/^Call from Grace Park \(415-555-0142\) to .*415-488-6100\)?, .* talked 50 sec\.$/),
    );
  });

  test('shows the numbers of the company', async () => {
    expect(await choices('list_phone_numbers')).toEqual([
      { id: mainNumber, name: '415-488-6100' },
      { id: directNumber, name: '415-488-6102' },
      { id: faxNumber, name: '415-488-6109' },
    ]);
  });
});

test('a record names the person and the phone, and each is looked up once', async () => {
  const zap = await office.listen('new_call_record');
  const { script } = named('the desk phone answers');
  for (let nth = 0; nth < 5; nth++) office.dash.recordCall(script());

  await office.zapier.poll(zap);

  const [zoe] = office.dash.company.users.filter(({ presence_id }) => presence_id === '1002');
  const [phone] = office.dash.company.devices.filter(({ owner_id }) => owner_id === zoe?.id);
  expect(notesOf(zap).map(({ user_name, device_name }) => [user_name, device_name])).toEqual(
    Array.from({ length: 5 }, () => ['Zoë Núñez', phone?.name]),
  );
  const asked = (path: string) => office.dash.requests.filter((request) => request.path.endsWith(path)).length;
  expect([asked(`/users/${String(zoe?.id)}`), asked(`/devices/${String(phone?.id)}`)]).toEqual([1, 1]);
});
