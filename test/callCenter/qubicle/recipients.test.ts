import {
  cancelWrapUp,
  findRecipientStatus,
  listRecipients,
  loadReportedStatuses,
  requestRecipientStatus,
} from '../../../src/callCenter/qubicle/recipients.api.ts';
import { setRecipientStatus } from '../../../src/callCenter/qubicle/setStatus.ts';
import type { WantedStatus } from '../../../src/callCenter/setStatus.ts';
import { statusOfState, type Status } from '../../../src/callCenter/status.ts';
import { isStaleSession, sentenceOf } from '../../../src/zapier/errors.ts';
import { wait } from '../../../src/zapier/wait.ts';
import { answers, missing, missingEmpty, refuses, scriptedDash, unknownId, type Answer } from './scriptedDash.ts';

const DANA = '0c7ae4d92b6f4810b5d3f9a1e6c24780';
const LEE = 'e2946b01fd7c4c3aa8150d9b37fe62c4';

const LIST = 'GET /qubicle_recipients?paginate=false';
const BULK = 'POST /qubicle_recipients/status';
const STATUS = `GET /qubicle_recipients/${DANA}/status`;
const SET = `POST /qubicle_recipients/${DANA}/status`;
const ACT = `POST /qubicle_recipients/${DANA}`;

const call = {
  queue_id: 'q1',
  session_id: 's1',
  caller_id_name: 'Rosa Lind',
  caller_id_number: '+12025550142',
  queue_enter_time: 1_741_012_200,
};
const session = {
  id: 's1',
  queueId: 'q1',
  callId: null,
  callerName: 'Rosa Lind',
  callerNumber: '+12025550142',
  enteredAt: 1_741_012_200_000,
};

const away = { available: false, availability_state: 'Away', stats: {} };
const ready = {
  available: true,
  availability_state: 'Ready',
  queue_availability: {},
  stats: { total_calls: 6, login_time: 1_741_005_000, last_action_time: 63_908_230_800, last_handled_time: 0 },
  node: 'drop',
};

const nothing = {
  offeredCall: null,
  handlingCall: null,
  loginAt: null,
  lastActionAt: null,
  lastHandledAt: null,
};
const danaAway = { id: DANA, status: 'away', ...nothing };
const leeReady = {
  id: LEE,
  status: 'ready',
  ...nothing,
  loginAt: 1_741_005_000_000,
  lastActionAt: 1_741_011_600_000,
};

test("the list has the user's name and ID, under any key, and nothing else", async () => {
  const { dash } = scriptedDash({
    [LIST]: answers([
      { id: DANA, name: 'Dana Fox', password: 'hush', recipient: { offering: 'basic' } },
      { user_id: 'u', queue_ids: [] },
      { recipient_id: 'r', user_id: null },
      { name: 'nobody' },
      'row',
    ]),
  });
  expect(await listRecipients(dash, 'list the agents')).toEqual([
    { id: DANA, name: 'Dana Fox' },
    { id: 'u', name: null },
    { id: 'r', name: null },
  ]);
});

describe('the statuses of many', () => {
  test.each<[string, unknown, unknown[]]>([
    ['a map', { [DANA]: away, [LEE]: ready }, [danaAway, leeReady]],
    [
      'a list',
      [
        { recipient_id: DANA, ...away },
        { user_id: LEE, ...ready },
      ],
      [danaAway, leeReady],
    ],
    ['a list without a signed-out one', [{ id: LEE, ...ready }], [leeReady]],
    ['a list with others', [{ id: 'other', ...ready }, 'row', { ...ready }, { id: LEE, ...ready }], [leeReady]],
    ['an empty list', [], []],
    ['an empty map', {}, []],
  ])('from %s', async (_shape, data, statuses) => {
    const { dash, requests } = scriptedDash({ [BULK]: answers(data) });
    expect([...(await loadReportedStatuses(dash, [DANA, LEE])).values()]).toEqual(statuses);
    expect(requests).toEqual([`${BULK} {"recipient_ids":["${DANA}","${LEE}"]}`]);
  });

  test.each<[string, unknown]>([
    ['a text', 'Ready'],
    ['a frame', { recipients: [away] }],
    ['a frame of a map', { statuses: { [DANA]: away } }],
    ['words', { [DANA]: 'Away' }],
    ['rows without a status', { [DANA]: { node: 'x' } }],
  ])('from %s is unexpected', async (_shape, data) => {
    const { dash } = scriptedDash({ [BULK]: answers(data) });
    await expect(loadReportedStatuses(dash, [DANA])).rejects.toThrow('status 200');
  });

  test('of nobody needs no request', async () => {
    const { dash, requests } = scriptedDash({});
    expect((await loadReportedStatuses(dash, [])).size).toBe(0);
    expect(requests).toEqual([]);
  });
});

describe('the statuses of many, where there is no request for many', () => {
  const LEE_STATUS = `GET /qubicle_recipients/${LEE}/status`;
  const ASKED = `${BULK} {"recipient_ids":["${DANA}","${LEE}"]}`;

  test.each<[string, Answer]>([
    ['a body that it does not take', refuses(400)],
    ['an unknown id', unknownId],
    ['an unknown path', missing],
    ['an empty 404', missingEmpty],
    ['a method that it does not have', refuses(405)],
    ['nothing', answers(null)],
  ])('come one by one: Dash answers %s', async (_what, refused) => {
    const { dash, requests } = scriptedDash({ [BULK]: refused, [STATUS]: answers(away), [LEE_STATUS]: answers(ready) });
    expect([...(await loadReportedStatuses(dash, [DANA, LEE]))]).toEqual([
      [DANA, danaAway],
      [LEE, leeReady],
    ]);
    expect(requests).toEqual([ASKED, STATUS, LEE_STATUS]);
  });

  test.each([unknownId, missing])('have none for an agent who is signed out: %j', async (noStatus) => {
    const { dash } = scriptedDash({ [BULK]: refuses(405), [STATUS]: noStatus, [LEE_STATUS]: answers(ready) });
    expect([...(await loadReportedStatuses(dash, [DANA, LEE])).keys()]).toEqual([LEE]);
  });

  test.each([401, 403, 429, 500, 503])('are not requested one by one after a %i', async (status) => {
    const { dash, requests } = scriptedDash({ [BULK]: refuses(status) });
    await expect(loadReportedStatuses(dash, [DANA, LEE])).rejects.toThrow();
    expect(requests).toEqual([ASKED]);
  });

  test('are not requested one by one in an account that has expired', async () => {
    const { dash, requests } = scriptedDash({ [BULK]: refuses(400, 'expired', { account: { expired: 'yes' } }) });
    await expect(loadReportedStatuses(dash, [DANA])).rejects.toThrow();
    expect(requests).toHaveLength(1);
  });
});

describe('the status of one', () => {
  test.each<[string, unknown, object]>([
    ['Call-Offer', { offered_call: call }, { status: 'offered', offeredCall: session }],
    ['On-A-Call', { handling_call: call }, { status: 'on_call', handlingCall: session }],
    ['Wrapup-Time', {}, { status: 'wrap_up' }],
    ['Not-Logged-In', {}, { status: 'signed_out' }],
    ['Lunch', {}, { status: 'unknown' }],
  ])('%s', async (availability_state, more, expected) => {
    const data = { available: false, availability_state, ...(more as object) };
    const { dash, requests } = scriptedDash({ [STATUS]: answers(data) });
    expect(await findRecipientStatus(dash, DANA)).toEqual({ id: DANA, ...nothing, ...expected });
    expect(requests).toEqual([STATUS]);
  });

  test('may have no word', async () => {
    const { dash } = scriptedDash({ [STATUS]: answers({ available: 'true' }) });
    expect(await findRecipientStatus(dash, DANA)).toMatchObject({ status: 'unknown' });
  });

  test.each([unknownId, missing])('is signed out when the agent is only in the list', async (refused) => {
    const { dash } = scriptedDash({ [STATUS]: refused, [LIST]: answers([{ id: DANA }]) });
    expect(await findRecipientStatus(dash, DANA)).toEqual({ id: DANA, status: 'signed_out', ...nothing });
  });

  test("is null for a user who isn't an agent", async () => {
    const { dash } = scriptedDash({ [STATUS]: unknownId, [LIST]: answers([{ id: LEE }]) });
    expect(await findRecipientStatus(dash, DANA)).toBeNull();
  });

  test('is an error without a call center', async () => {
    const { dash } = scriptedDash({ [STATUS]: missing, [LIST]: missing });
    const error: unknown = await findRecipientStatus(dash, DANA).catch((thrown: unknown) => thrown);
    expect(sentenceOf(error)).toMatch(/^Call Center isn't turned on/);
  });

  test.each([refuses(403), refuses(500), answers('Ready'), answers({ node: 'x' })])('fails with %j', async (answer) => {
    const { dash, requests } = scriptedDash({ [STATUS]: answer });
    await expect(findRecipientStatus(dash, DANA)).rejects.toThrow();
    expect(requests).toEqual([STATUS]);
  });
});

test('requests', async () => {
  const { dash, requests } = scriptedDash({ [SET]: answers({}), [ACT]: answers({}) });
  await requestRecipientStatus(dash, DANA, 'login');
  await cancelWrapUp(dash, DANA);
  expect(requests).toEqual([`${SET} {"status":"login"}`, `${ACT} {"action":"wrapup_cancel"}`]);
});

describe('setting a status', () => {
  const state = (availability_state: string) => answers({ available: false, availability_state });
  const set = (word: string) => `${SET} {"status":"${word}"}`;
  const cancel = `${ACT} {"action":"wrapup_cancel"}`;

  const settingTo = async (wanted: WantedStatus, reads: Answer[], writes: Answer | Answer[] = answers({})) => {
    const { dash, requests } = scriptedDash({
      [STATUS]: reads,
      [SET]: writes,
      [ACT]: writes,
      [LIST]: answers([{ id: DANA }]),
    });
    const result = await setRecipientStatus(dash, DANA, wanted).catch((error: unknown) => error);
    return {
      result,
      requests: requests.filter((request) => request !== STATUS && request !== LIST),
      waits: jest.mocked(wait).mock.calls,
    };
  };

  beforeEach(() => jest.mocked(wait).mockClear());

  test.each<[WantedStatus, string[], string[], Status]>([
    ['ready', ['Ready'], [], 'ready'],
    ['ready', ['Call-Offer'], [], 'offered'],
    ['ready', ['Away', 'Ready'], [set('ready')], 'ready'],
    ['ready', ['On-A-Call', 'On-A-Call'], [set('ready')], 'on_call'],
    ['ready', ['Not-Logged-In', 'Ready'], [set('login'), set('ready')], 'ready'],
    ['ready', ['Wrapup-Time', 'Ready'], [cancel], 'ready'],
    ['away', ['Away'], [], 'away'],
    ['away', ['Ready', 'Away'], [set('away')], 'away'],
    ['away', ['Wrapup-Time', 'Away'], [set('away')], 'away'],
    ['away', ['Not-Logged-In', 'Away'], [set('login')], 'away'],
    ['signed_out', ['Not-Logged-In'], [], 'signed_out'],
    ['signed_out', ['Ready', 'Not-Logged-In'], [set('logout')], 'signed_out'],
    ['end_wrap_up', ['Wrapup-Time', 'Ready'], [cancel], 'ready'],
    ['end_wrap_up', ['Away'], [], 'away'],
  ])('to %s from %j', async (wanted, states, requests, status) => {
    expect(await settingTo(wanted, states.map(state))).toEqual({
      result: { previous: statusOfState(states[0] ?? null), status },
      requests,
      waits: [],
    });
  });

  test.each<[WantedStatus, string[], string[], Status]>([
    ['ready', ['Not-Logged-In', 'Not-Logged-In', 'Ready'], [set('login'), set('ready')], 'ready'],
    ['ready', ['Not-Logged-In', 'Away', 'Away', 'Ready'], [set('login'), set('ready'), set('ready')], 'ready'],
    ['ready', ['Wrapup-Time', 'Away', 'Away', 'Ready'], [cancel, set('ready')], 'ready'],
    ['away', ['On-A-Call', 'On-A-Call', 'On-A-Call', 'On-A-Call'], [set('away'), set('away')], 'on_call'],
    ['signed_out', ['On-A-Call', 'On-A-Call', 'On-A-Call'], [set('logout'), set('logout')], 'on_call'],
  ])('to %s once more a second later: %j', async (wanted, states, requests, status) => {
    expect(await settingTo(wanted, states.map(state))).toEqual({
      result: { previous: statusOfState(states[0] ?? null), status },
      requests,
      waits: [[1000]],
    });
  });

  test('an agent without a status after the request is signed out', async () => {
    expect(await settingTo('signed_out', [state('Ready'), unknownId])).toMatchObject({
      result: { previous: 'ready', status: 'signed_out' },
      waits: [],
    });
    expect(await settingTo('ready', [unknownId, unknownId])).toMatchObject({
      result: { previous: 'signed_out', status: 'signed_out' },
    });
  });

  test('a request for ready that is refused while the agent is signing in is repeated', async () => {
    const reads = ['Not-Logged-In', 'Away', 'Away', 'Ready'].map(state);
    const writes = [answers({}), refuses(400), answers({})];
    expect(await settingTo('ready', reads, writes)).toMatchObject({
      result: { previous: 'signed_out', status: 'ready' },
      requests: [set('login'), set('ready'), set('ready')],
    });
  });

  test('any other refusal is an error', async () => {
    expect((await settingTo('ready', [state('Away')], refuses(400))).result).toBeInstanceOf(Error);
    const { result } = await settingTo('ready', [state('Not-Logged-In')], [answers({}), refuses(401)]);
    expect(isStaleSession(result)).toBe(true);
  });

  test("nothing is requested for a user who isn't an agent", async () => {
    const { dash, requests } = scriptedDash({ [STATUS]: unknownId, [LIST]: answers([]) });
    expect(await setRecipientStatus(dash, DANA, 'ready')).toBeNull();
    expect(requests).toEqual([STATUS, LIST]);
  });
});
