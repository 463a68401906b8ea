import nock from 'nock';
import { account, success } from '../../support/dash.ts';
import { listIs } from '../dash.ts';

export const DANA = '0c7ae4d92b6f4810b5d3f9a1e6c24780';
export const LEE = 'e2946b01fd7c4c3aa8150d9b37fe62c4';
export const SALES = 'b81c5de27f0944a3a9d2c6e7f4013b65';
export const SUPPORT = '7f40c2d9e6b84f1a8c35d0a9b2e71f64';
export const SESSION = '5d0e9b7c41a24f6c8e3a72f1b09d64ce';

/** Seconds since 1970, when Rosa Lind joins Sales: Mon 3 Mar 2025, 6:30 at the office. */
export const JOINED = 1_741_012_200;

export const NO_PERMISSION =
  "This connection doesn't have permission for this part of the call center. Reconnect VirtualPBX with the account's API key or an administrator's sign-in.";

/**
 * Fails a test that sends an unexpected request, even where the app would continue without the answer. So no test reads
 * `GET /qubicle_recipients/{user}`, which is the user's document with its secrets: no test expects it.
 */
export const allowNoOtherRequest = (): void => {
  const unannounced: string[] = [];
  const note = (request: { method?: string; path?: string }) => {
    unannounced.push(`${request.method} ${request.path}`);
  };
  beforeEach(() => {
    unannounced.length = 0;
    nock.emitter.on('no match', note);
  });
  afterEach(() => {
    nock.emitter.off('no match', note);
    expect(unannounced).toEqual([]);
  });
};

/** Waits for a request that a step doesn't wait for, because another one of it has failed. */
export const untilAsked = async (expected: nock.Scope): Promise<void> => {
  while (!expected.isDone()) await new Promise(setImmediate);
};

const danaUser = {
  id: DANA,
  first_name: 'Dana',
  last_name: 'Fox',
  username: 'dfox',
  email: 'dana.fox@example.com',
  presence_id: '1003',
  password: 'hush',
  qubicle: { enabled: true, pin: '4711' },
};

/** What Dana's own record has about her besides her ID. */
export const danasDetails = {
  user_name: 'Dana Fox',
  user_first_name: 'Dana',
  user_last_name: 'Fox',
  user_email: 'dana.fox@example.com',
  user_extension: '1003',
};

export const dana = { user_id: DANA, ...danasDetails };

export const nobody = {
  user_id: null,
  user_name: null,
  user_first_name: null,
  user_last_name: null,
  user_email: null,
  user_extension: null,
};

/** Rosa Lind as a caller. */
export const rosa = {
  from_number: '+12025550142',
  from_name: 'Rosa Lind',
  customer: 'Rosa Lind (202-555-0142)',
  customer_number: '+12025550142',
  customer_number_national: '(202) 555-0142',
  customer_number_digits: '2025550142',
  customer_name: 'Rosa Lind',
  call_back_link: 'tel:+12025550142',
  our_number: null,
};

export const unknownCaller = {
  from_number: null,
  from_name: null,
  customer: null,
  customer_number: null,
  customer_number_national: null,
  customer_number_digits: null,
  customer_name: null,
  call_back_link: null,
  our_number: null,
};

export const knowDana = () => account().get(`/users/${DANA}`).reply(200, success(danaUser));
export const knowLee = () =>
  account()
    .get(`/users/${LEE}`)
    .reply(200, success({ ...danaUser, id: LEE, first_name: 'Lee', last_name: 'Park', username: 'lpark' }));

export const usersAre = (...rows: unknown[]) => listIs('/users', ...rows);
export const danaRow = danaUser;

export const queuesAre = (...rows: unknown[]) => listIs('/qubicle_queues', ...rows);
export const salesAndSupport = () =>
  queuesAre({ id: SALES, name: 'Sales', offering: 'basic' }, { id: SUPPORT, name: 'Support' });

export const recipientsAre = (...rows: unknown[]) => listIs('/qubicle_recipients', ...rows);
export const danaAndLee = () =>
  recipientsAre({ id: DANA, name: 'Dana Fox', recipient: { offering: 'basic' } }, { id: LEE, name: 'lpark' });

export const agentAnswers = (id: string, status: number, body: unknown) =>
  account()
    .get(`/qubicle_recipients/${id}/status`)
    .reply(status, body as nock.Body);

export const agentIs = (id: string, availability_state: string, more: object = {}) =>
  agentAnswers(id, 200, success({ available: false, availability_state, stats: {}, ...more }));

export const askForStatuses = (...ids: string[]) =>
  account().post('/qubicle_recipients/status', { data: { recipient_ids: ids } });

/** The answer to the one request for the statuses of Dana and Lee. */
export const statusesAre = (data: unknown) => askForStatuses(DANA, LEE).reply(200, success(data));

export const queueStatusesAre = (data: unknown) => account().get('/qubicle_queues/status').reply(200, success(data));

export const askForQueueStatus = (id: string) => account().get(`/qubicle_queues/${id}/status`);

export const askForStart = () => account().get('/qubicle_queues/ensure_started');

export const sessionsAre = (queueId: string, data: unknown) =>
  account().get(`/qubicle_queues/${queueId}/sessions`).reply(200, success(data));

export const setsStatus = (id: string, status: string) =>
  account().post(`/qubicle_recipients/${id}/status`, { data: { status } });

export const queueStatus = {
  active_recipient_count: 2,
  available_recipient_count: 1,
  stats: {
    estimated_wait: 40,
    average_wait: 35,
    longest_wait: 12,
    recipient_count: 3,
    active_session_count: 1,
    total_sessions: 18,
    missed_sessions: 1,
    abandoned_sessions: 2,
  },
  node: 'drop',
};

/** A queue's status with this many callers in it, and this many who gave up today. */
export const queueWith = (active_session_count: number, abandoned_sessions = 2) => ({
  ...queueStatus,
  stats: { ...queueStatus.stats, active_session_count, abandoned_sessions },
});

/** Rosa Lind in Sales, as a session and as the call of an agent. */
export const rosaCall = {
  session_id: SESSION,
  queue_id: SALES,
  caller_id_name: 'Rosa Lind',
  caller_id_number: '+12025550142',
  queue_enter_time: JOINED,
};
export const rosaSession = { ...rosaCall, call_id: 'c4e1-555-0142@198.51.100.7' };

const queueStats = { ...queueStatus.stats, longest_wait: 0 };
const leeStats = {
  total_calls: 6,
  offered_calls: 7,
  missed_calls: 1,
  avg_call_time: 184,
  login_time: 1_741_005_000,
  last_action_time: 1_741_011_900,
  last_handled_time: 1_741_012_231,
};

const eventAt = (event_name: string, seconds: number, more: object) => ({
  account_id: '3f1d7c9a5b2e48d0a6c4e1f093b7d258',
  event_name,
  event_timestamp: JOINED + 62_167_219_200 + seconds,
  event_unix_timestamp: JOINED + seconds,
  ...more,
});
const inSales = { queue_id: SALES, session_id: SESSION };
const caller = { caller_id_name: 'Rosa Lind', caller_id_number: '+12025550142' };
const ofDana = { recipient_id: DANA, username: 'dfox' };
const ofLee = { recipient_id: LEE, username: 'lpark' };

/** The payloads of the hooks, in the order of a call that Dana doesn't take and Lee does, then sign-in and sign-out. */
export const payloads = {
  join: eventAt('join', 0, { ...inSales, queue_name: 'Sales', ...caller, position: 1, stats: queueStats }),
  offer: eventAt('offer', 1, { ...ofDana, state: 'ready', ...inSales, ...caller, stats: leeStats }),
  reject: eventAt('reject', 21, { ...ofDana, state: 'away', ...inSales, reason: 'timeout', stats: leeStats }),
  away: eventAt('away', 21, { ...ofDana, state: 'away', stats: leeStats }),
  delivered: eventAt('delivered', 31, { ...ofLee, state: 'ready', ...inSales, ...caller, stats: leeStats }),
  leave: eventAt('leave', 31, {
    ...inSales,
    queue_name: 'Sales',
    ...caller,
    reason: 'delivered',
    wait_time: 31,
    stats: queueStats,
  }),
  ready: eventAt('ready', 245, { ...ofLee, state: 'ready', stats: leeStats }),
  create: eventAt('create', 600, { pid: '<0.4127.18>', ...ofDana, state: 'away', stats: leeStats }),
  delete: eventAt('delete', 7800, { reason: 'logout', recipient_id: DANA, stats: leeStats }),
};

const encoded = (value: unknown): string => encodeURIComponent(String(value)).replaceAll('%20', '+');

/** A payload as KAZOO 4.2 sends it, and 4.3 by default: as form data, with literal brackets. */
export const formOf = (payload: object): string =>
  Object.entries(payload)
    .flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([inner, one]) => `${key}[${inner}]=${encoded(one)}`)
        : [`${key}=${encoded(value)}`],
    )
    .join('&');
