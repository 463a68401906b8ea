import { findOpenState } from '../../src/officeHours/schedules.lookUp.ts';
import { connect } from '../../src/zapier/context.ts';
import { account, authData, refusal, success } from '../support/dash.ts';
import { createContextStep, createStep } from '../support/step.ts';
import { refreshes, throttles } from '../support/told.ts';

/** Tuesday, ten in the morning on the Pacific coast, and that evening. */
const MORNING = new Date('2026-11-24T18:00:00Z');
const EVENING = new Date('2026-11-25T04:00:00Z');

const weekdays = {
  id: 'weekdays',
  name: 'Office Open',
  cycle: 'weekly',
  wdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  interval: 1,
  start_date: 62_586_115_200,
  time_window_start: 8 * 3600,
  time_window_stop: 17 * 3600,
};
const evenings = {
  ...weekdays,
  id: 'evenings',
  name: 'Evenings',
  time_window_start: 18 * 3600,
  time_window_stop: 86_400,
};
const holidays = {
  id: 'holidays',
  name: 'Holidays',
  cycle: 'yearly',
  month: 12,
  days: [25],
  start_date: 62_586_115_200,
};

const rule = (id: string) => account().get(`/temporal_rules/${id}`);
const set = (id: string) => account().get(`/temporal_rules_sets/${id}`);
const serve = (...rules: { id: string }[]) => rules.map((one) => rule(one.id).reply(200, success(one)));
/** As KAZOO answers for an id that is none of a rule, such as a set's. */
const unknown = refusal(404, 'bad_identifier', { message: 'bad identifier', cause: 'x' });
const serveSet = (id: string, document: unknown) => {
  rule(id).reply(404, unknown);
  return set(id).reply(200, success(document));
};

const stepFor = (ids: string[], at = MORNING) => createContextStep((context) => findOpenState(context, ids, at));
const openState = (ids: string[], at = MORNING) => stepFor(ids, at).run();

describe('the office is', () => {
  test('open while its schedule applies, in the account’s time zone', async () => {
    serve(weekdays);
    expect(await openState(['weekdays'])).toBe(true);
  });

  test('closed while none applies', async () => {
    serve(weekdays, holidays);
    expect(await openState(['weekdays', 'holidays'], EVENING)).toBe(false);
  });

  test('open while one of several applies', async () => {
    serve(weekdays, evenings);
    expect(await openState(['weekdays', 'evenings'], EVENING)).toBe(true);
  });

  test('what a schedule is forced to', async () => {
    serve({ ...weekdays, enabled: false } as typeof weekdays);
    expect(await openState(['weekdays'])).toBe(false);
  });

  test('not known without schedules, which takes no request', async () => {
    expect(await openState([])).toBeNull();
  });
});

describe('a schedule that cannot be read', () => {
  type Failing = [what: string, serveIt: () => unknown];
  const failures: Failing[] = [
    ['was deleted', () => [rule('gone').reply(404, unknown), set('gone').reply(404, unknown)]],
    ['is in a section that is not switched on', () => rule('gone').reply(404, '')],
    ['is in an account without sets', () => [rule('gone').reply(404, unknown), set('gone').reply(404, '')]],
    ['may not be read', () => rule('gone').reply(403, refusal(403, 'forbidden'))],
    ['is not given by a service that is down', () => rule('gone').reply(500, refusal(500, 'fault'))],
    ['is no document', () => rule('gone').reply(200, success([]))],
    ['is an empty document', () => rule('gone').reply(200, success({}))],
    ['is a set that is no document', () => serveSet('gone', 'ok')],
  ];

  test.each(failures)('leaves it open whether the office is, where it %s', async (_what, serveIt) => {
    serveIt();
    serve(holidays);
    expect(await openState(['gone', 'holidays'])).toBeNull();
  });

  test('does not matter when another one applies', async () => {
    rule('gone').reply(500, refusal(500, 'fault'));
    serve(weekdays);
    expect(await openState(['gone', 'weekdays'])).toBe(true);
  });

  test('is read again next time', async () => {
    const step = stepFor(['weekdays']);
    rule('weekdays').reply(500, refusal(500, 'fault'));
    serve(weekdays);
    expect([await step.run(), await step.run()]).toEqual([null, true]);
  });
});

describe('a set of rules', () => {
  test('applies when one of its rules does', async () => {
    serveSet('hours', { id: 'hours', name: 'Opening Times', temporal_rules: ['weekdays', 'evenings'] });
    serve(weekdays, evenings);
    expect(await openState(['hours'], EVENING)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['is empty', []],
    ['has no list', undefined],
    ['has something else', 'weekdays'],
    ['has nothing that is an id', [null, '', {}]],
  ])('never applies when it %s', async (_what, temporal_rules) => {
    serveSet('hours', { id: 'hours', name: 'Opening Times', temporal_rules });
    expect(await openState(['hours'])).toBe(false);
  });

  test('is not known where one of its rules is not, and the others do not apply', async () => {
    serveSet('hours', { id: 'hours', name: 'Opening Times', temporal_rules: ['gone', 'holidays'] });
    rule('gone').reply(404, unknown);
    set('gone').reply(404, unknown);
    serve(holidays);
    expect(await openState(['hours'])).toBeNull();
  });

  test('does not count within a set, as in call flows', async () => {
    serveSet('hours', { id: 'hours', name: 'Opening Times', temporal_rules: ['hours', 'inner'] });
    serveSet('inner', { id: 'inner', name: 'Inner', temporal_rules: ['weekdays'] });
    expect(await openState(['hours'])).toBe(false);
  });
});

describe('a schedule is read', () => {
  test('once, also when it is chosen twice and is in a set', async () => {
    serveSet('hours', { id: 'hours', name: 'Opening Times', temporal_rules: ['weekdays'] });
    serve(weekdays);
    expect(await openState(['weekdays', 'hours', 'weekdays'])).toBe(true);
  });

  test('not at all while it is cached, in whole', async () => {
    serveSet('hours', { id: 'hours', name: 'Opening Times', temporal_rules: ['weekdays', 'holidays'] });
    serve(weekdays, holidays);
    const step = stepFor(['hours']);
    expect([await step.run(), await step.run()]).toEqual([true, true]);
    expect([...step.cache.keys()].sort()).toEqual(['schedule:holidays', 'schedule:hours', 'schedule:weekdays']);
  });

  test('again after five minutes, because someone may force it at any time', async () => {
    const cache = {
      get: jest.fn(() => Promise.resolve(null)),
      set: jest.fn(() => Promise.resolve(true)),
      delete: jest.fn(),
    };
    serve(weekdays);
    await createStep((z, bundle) => findOpenState(connect({ ...z, cache }, bundle), ['weekdays'], MORNING)).run();
    expect(cache.set).toHaveBeenCalledWith('schedule:weekdays', expect.anything(), 300, ['auth']);
  });

  test('also while the cache is down', async () => {
    serve(weekdays);
    const step = stepFor(['weekdays']);
    step.state.cacheDown = true;
    expect(await step.run()).toBe(true);
  });

  test('in UTC where the account has no time zone', async () => {
    serve(weekdays);
    const bundle = { authData: { ...authData, account_timezone: '' } };
    expect(await stepFor(['weekdays'], new Date('2026-11-24T18:00:00Z')).run(bundle)).toBe(false);
  });

  test.each([
    [401, refreshes],
    [
      429,
      throttles(
        'Could not read the schedule: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
  ])('by the platform’s next run where that repeats this one (%i)', async (status, error) => {
    rule('weekdays').reply(status, refusal(status, 'no'));
    await expect(openState(['weekdays'])).rejects.toMatchObject(error);
  });
});
