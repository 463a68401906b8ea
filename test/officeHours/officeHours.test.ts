import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { notAllowed, refused } from '../support/refusals.ts';
import { halts } from '../support/told.ts';
import { notConfirmed } from '../zapier/notConfirmed.ts';

const RULE = 'd3e44f6f8a9b0c1d2e3f4a5bb5a1f0c2';
const officeOpen = { id: RULE, name: 'Office Open', cycle: 'weekly' };

const set = (inputData: object) =>
  createPlatform().run('creates.set_office_hours.operation.perform', { inputData: { schedule: RULE, ...inputData } });

describe('setting the office hours', () => {
  test.each([
    ['on', true, 'Office Open is on until someone changes it.'],
    ['off', false, 'Office Open is off until someone changes it.'],
    ['follow_schedule', null, 'Office Open follows its set hours.'],
  ])('%s', async (state, enabled, summary) => {
    const stored = enabled === null ? officeOpen : { ...officeOpen, enabled };
    account().patch(`/temporal_rules/${RULE}`, { data: { enabled } }).reply(200, success(stored));
    expect(await set({ state })).toEqual({ id: RULE, summary, name: 'Office Open', state });
  });

  test('of a schedule without a name', async () => {
    account()
      .patch(`/temporal_rules/${RULE}`)
      .reply(200, success({ id: RULE }));
    expect(await set({ state: ['off'] })).toMatchObject({ name: null, summary: 'The schedule follows its set hours.' });
  });

  test.each([
    ['On', true],
    ['off', false],
    ['OFF', false],
    ['Follow the Schedule', null],
  ])('by the label that people read, %s', async (state, enabled) => {
    account()
      .patch(`/temporal_rules/${RULE}`, { data: { enabled } })
      .reply(200, success({ ...officeOpen, enabled }));
    expect(await set({ state })).toMatchObject({ name: 'Office Open' });
  });

  test('lets the filters of other Zaps see it at once', async () => {
    const platform = createPlatform();
    platform.cache.set(`schedule:${RULE}`, '{"rule":{}}');
    account()
      .patch(`/temporal_rules/${RULE}`)
      .reply(200, success({ ...officeOpen, enabled: false }));
    const inputData = { schedule: RULE, state: 'off' };
    await platform.run('creates.set_office_hours.operation.perform', { inputData });
    expect(platform.cache.size).toBe(0);
  });

  test.each([{}, null, 'ok', []])('is not confirmed by the answer %j, which has no state', async (answer) => {
    account().patch(`/temporal_rules/${RULE}`).reply(200, success(answer));
    await expect(set({ state: 'on' })).rejects.toMatchObject(notConfirmed('the change to the schedule'));
  });

  test.each<[string, object, string]>([
    ['no schedule', { schedule: null, state: 'on' }, 'Schedule is empty. Fill it in.'],
    ['no state', { state: '' }, 'State is empty. Fill it in.'],
    [
      'a state that is none',
      { state: 'closed' },
      "State isn't one of the choices. Use one of these: On, Off, Follow the Schedule.",
    ],
  ])('with %s is an error before any request', async (_what, inputData, sentence) => {
    await expect(set(inputData)).rejects.toMatchObject(halts(sentence));
  });

  test('a refusal says what could not be done', async () => {
    account().patch(`/temporal_rules/${RULE}`).reply(403, refused(403));
    await expect(set({ state: 'on' })).rejects.toMatchObject(notAllowed('change the schedule'));
  });

  test('a complaint from Dash is reported', async () => {
    const data = { cycle: { required: { message: 'Field is required but missing' } } };
    account()
      .patch(`/temporal_rules/${RULE}`)
      .reply(400, refusal(400, 'validation error', data));
    await expect(set({ state: 'on' })).rejects.toMatchObject(
      halts(
        'Could not change the schedule. VirtualPBX says: “Cycle: Field is required but missing”. Correct it in Dash, or contact VirtualPBX support.',
      ),
    );
  });

  test('says it where the account has none', async () => {
    account().patch(`/temporal_rules/${RULE}`).reply(404, '');
    await expect(set({ state: 'on' })).rejects.toThrow("Office Hours isn't turned on for this VirtualPBX account.");
  });
});
