import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import nock from 'nock';
import { credentials, billingQueueId, frontDeskQueueId } from '../../sandbox/dash/company/office.ts';
import { qubicleHooks } from '../../sandbox/dash/events/qubicleHooks.ts';
import { openSandbox, type Asking, type Sandbox } from '../conformance/sandbox.ts';
import type { QubicleQueue, Webhook } from '../../sandbox/dash/company/model.ts';
import type { Settings } from '../../sandbox/dash/settings.ts';

const LOGIN_MS = 50;

const NOT_FOUND = { data: { message: 'not found' }, error: '404', message: 'not_found', status: 'error' };

let sandbox: Sandbox;

/** Starts a Dash with Qubicle and these settings. */
const start = async (settings: Partial<Settings> = {}): Promise<void> => {
  sandbox = await openSandbox('4.3', { callCenter: 'qubicle', qubicleLoginMs: LOGIN_MS, ...settings });
};

afterEach(async () => {
  nock.disableNetConnect();
  await sandbox.close();
});

const ask = (path: string, asking?: Asking) => sandbox.inAccount(path, asking);
const dataOf = async (path: string, asking?: Asking): Promise<unknown> => (await ask(path, asking)).body.data;
const post = (path: string, data: unknown) => ask(path, { method: 'POST', data });

const office = () => {
  const { company, qubicle } = sandbox.dash;
  const [maya = '', zoe = ''] = company.qubicle.recipients.map(({ id }) => id);
  const [frontDesk] = company.qubicle.queues as [QubicleQueue];
  return { company, qubicle, maya, zoe, frontDesk };
};

const statusOf = (id: string) => dataOf(`/qubicle_recipients/${id}/status`) as Promise<Record<string, unknown>>;
const stateOf = async (id: string) => (await statusOf(id)).availability_state ?? 'signed out';
const statsOf = async (queueId: string) =>
  ((await dataOf(`/qubicle_queues/${queueId}/status`)) as { stats: Record<string, number> }).stats;

/** Waits until Maya is signed in. */
const loggedIn = async (): Promise<void> => {
  while (!office().company.qubicle.processes.has(office().maya)) await setTimeout(LOGIN_MS);
};

const rosaLind = { queueId: frontDeskQueueId, name: 'Rosa Lind', number: '+12025550142' };

/** Maya is ready, and Rosa Lind waits for her. */
const offer = async (at = new Date()) => {
  const { qubicle, maya } = office();
  await qubicle.signIn(maya, at);
  await qubicle.choose(maya, 'ready', at);
  const { session_id } = await qubicle.joinQueue(rosaLind, at);
  await qubicle.offerCall(session_id, at);
  return session_id;
};

/** Keys in order, those of nested objects in their places. */
const keysOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, one]) => (key === 'stats' ? [key, keysOf(one)] : key))
    : [];

const ACDC_PATHS = ['/agents', '/agents/status', '/queues', '/queues/stats'];
const QUBICLE_PATHS = [
  '/qubicle_queues',
  '/qubicle_queues/status',
  `/qubicle_queues/${frontDeskQueueId}/status`,
  '/qubicle_recipients',
];

describe('the call center of the system', () => {
  test.each([
    ['acdc', ACDC_PATHS, QUBICLE_PATHS],
    ['qubicle', QUBICLE_PATHS, ACDC_PATHS],
    ['none', [], [...ACDC_PATHS, ...QUBICLE_PATHS]],
  ] as const)('%s alone has endpoints', async (callCenter, present, absent) => {
    await start({ callCenter });
    for (const path of present) expect((await ask(path)).status).toBe(200);
    for (const path of absent) {
      const answer = await ask(path);
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject(NOT_FOUND);
    }
  });

  test('is ACDC by default, and other modules are missing before the token is checked', async () => {
    sandbox = await openSandbox('4.3');
    const answer = await sandbox.ask(`/accounts/${sandbox.dash.company.account.id}/qubicle_queues`);
    expect([answer.status, answer.body.message]).toEqual([404, 'not_found']);
    expect((await ask('/queues')).status).toBe(200);
    expect((await sandbox.ask(`/accounts/${sandbox.dash.company.account.id}/queues`)).status).toBe(401);
  });
});

describe('queues', () => {
  beforeEach(() => start());

  test('are listed with or without an offering', async () => {
    expect(await dataOf('/qubicle_queues?paginate=false')).toEqual(
      expect.arrayContaining([
        { id: frontDeskQueueId, name: 'Front Desk', offering: 'basic' },
        { id: billingQueueId, name: 'Billing' },
      ]),
    );
    expect(await dataOf('/qubicle_queues?page_size=1')).toHaveLength(1);
  });

  test('have the documented keys', async () => {
    const document = await dataOf(`/qubicle_queues/${frontDeskQueueId}`);
    expect(document).toEqual({
      id: frontDeskQueueId,
      name: 'Front Desk',
      queue_type: 'queue_basic',
      queue_router: 'route_round_robin',
      ring_timeout: 20,
      timeout: 600,
      timeout_immediately_if_empty: false,
      timeout_if_size_exceeds: 0,
      agent_wrapup_time: 30,
      force_away_on_reject: true,
      tick_time: 1000,
    });
  });

  const zeros = {
    active_recipient_count: 0,
    available_recipient_count: 0,
    stats: {
      estimated_wait: 0,
      average_wait: 0,
      longest_wait: 0,
      recipient_count: 2,
      active_session_count: 0,
      total_sessions: 0,
      missed_sessions: 0,
      abandoned_sessions: 0,
    },
    node: expect.any(String) as string,
  };

  test('have a status of zeros if nobody is there', async () => {
    const status = await dataOf(`/qubicle_queues/${frontDeskQueueId}/status`);
    expect(status).toEqual(zeros);
    expect(keysOf(status)).toEqual(keysOf(zeros));
  });

  test('count who is signed in, who is available, and who waits', async () => {
    const { qubicle, maya, zoe } = office();
    await qubicle.signIn(zoe);
    await qubicle.signIn(maya);
    await qubicle.choose(maya, 'ready');
    await qubicle.joinQueue(rosaLind, new Date(Date.now() - 12_000));
    expect(await dataOf(`/qubicle_queues/${frontDeskQueueId}/status`)).toMatchObject({
      active_recipient_count: 2,
      available_recipient_count: 1,
      stats: { active_session_count: 1, total_sessions: 1, recipient_count: 2 },
    });
    const { longest_wait } = await statsOf(frontDeskQueueId);
    expect([12, 13]).toContain(longest_wait);
    expect(await dataOf(`/qubicle_queues/${billingQueueId}/status`)).toMatchObject({
      active_recipient_count: 1,
      available_recipient_count: 1,
      stats: { recipient_count: 1, active_session_count: 0 },
    });
  });

  test('report statuses as a map or a list, and members as ids', async () => {
    const { maya, zoe } = office();
    expect(await dataOf('/qubicle_queues/status')).toMatchObject({
      [frontDeskQueueId]: zeros,
      [billingQueueId]: { stats: { recipient_count: 1 } },
    });
    expect(await dataOf(`/qubicle_queues/${frontDeskQueueId}/recipients`)).toEqual([maya, zoe]);
    expect(await dataOf('/qubicle_queues/recipients')).toEqual({
      [frontDeskQueueId]: [maya, zoe],
      [billingQueueId]: [maya],
    });
    sandbox.dash.settings.qubicleBulk = 'list';
    expect(await dataOf('/qubicle_queues/status')).toMatchObject([
      { queue_id: frontDeskQueueId, ...zeros },
      { queue_id: billingQueueId },
    ]);
    expect(await dataOf('/qubicle_queues/recipients')).toEqual([
      { queue_id: frontDeskQueueId, recipients: [maya, zoe] },
      { queue_id: billingQueueId, recipients: [maya] },
    ]);
  });

  test('list waiting callers', async () => {
    const { session_id } = await office().qubicle.joinQueue(rosaLind, new Date(1741012200_000));
    expect(await dataOf(`/qubicle_queues/${frontDeskQueueId}/sessions`)).toEqual([
      {
        session_id,
        queue_id: frontDeskQueueId,
        caller_id_name: 'Rosa Lind',
        caller_id_number: '+12025550142',
        queue_enter_time: 1741012200,
        call_id: expect.any(String) as string,
      },
    ]);
    expect(await dataOf(`/qubicle_queues/${billingQueueId}/sessions`)).toEqual([]);
  });

  test('have no status until their processes are started', async () => {
    office().company.qubicle.stopped.add(frontDeskQueueId);
    expect((await ask(`/qubicle_queues/${frontDeskQueueId}/status`)).status).toBe(503);
    expect(Object.keys((await dataOf('/qubicle_queues/status')) as object)).toEqual([billingQueueId]);
    expect((await ask('/qubicle_queues/ensure_started')).status).toBe(200);
    expect((await ask(`/qubicle_queues/${frontDeskQueueId}/status`)).status).toBe(200);
  });

  test.each(['', '/status', '/sessions', '/recipients'])('return 404 for an unknown id: %s', async (rest) => {
    const answer = await ask(`/qubicle_queues/${'0'.repeat(32)}${rest}`);
    expect([answer.status, answer.body.message]).toEqual([404, 'bad_identifier']);
  });
});

describe('recipients', () => {
  beforeEach(() => start());

  test('are listed by display name or login name', async () => {
    const { maya, zoe, company } = office();
    expect(await dataOf('/qubicle_recipients?paginate=false')).toEqual(
      expect.arrayContaining([
        { id: maya, name: 'Maya Okafor', recipient: { offering: 'basic' } },
        { id: zoe, name: company.users.find(({ id }) => id === zoe)?.username },
      ]),
    );
  });

  test.each([0, 1])('are users with Qubicle enabled', async (nth) => {
    const { id = '' } = office().company.qubicle.recipients[nth] ?? {};
    expect(await dataOf(`/qubicle_recipients/${id}`)).toEqual({
      ...((await dataOf(`/users/${id}`)) as object),
      qubicle: { enabled: true, recipient: { offering: 'basic' } },
    });
  });

  test('are only users in the list', async () => {
    const other = office().company.users[2]?.id ?? '';
    for (const path of [`/qubicle_recipients/${other}`, `/qubicle_recipients/${other}/status`])
      expect((await ask(path)).body.message).toBe('bad_identifier');
    expect((await post(`/qubicle_recipients/${other}/status`, { status: 'login' })).status).toBe(404);
    expect((await post(`/qubicle_recipients/${other}`, { action: 'login' })).status).toBe(404);
  });

  test('who are signed out are absent, or in the single status, or in both', async () => {
    const { maya, zoe, qubicle } = office();
    await qubicle.signIn(zoe);
    const single = () => ask(`/qubicle_recipients/${maya}/status`);
    const many = async () =>
      (await post('/qubicle_recipients/status', { recipient_ids: [maya, zoe, 'unknown'] })).body.data as object;
    const signedOut = { available: false, availability_state: 'Not-Logged-In' };
    expect((await single()).body.message).toBe('bad_identifier');
    expect(Object.keys(await many())).toEqual([zoe]);
    sandbox.dash.settings.qubicleSignedOut = 'single';
    expect((await single()).body.data).toEqual(signedOut);
    expect(Object.keys(await many())).toEqual([zoe]);
    sandbox.dash.settings.qubicleSignedOut = 'everywhere';
    expect((await single()).body.data).toEqual(signedOut);
    expect(await many()).toMatchObject({ [maya]: signedOut, [zoe]: { availability_state: 'Away' } });
    sandbox.dash.settings.qubicleBulk = 'list';
    expect(await many()).toMatchObject([
      { recipient_id: maya, ...signedOut },
      { recipient_id: zoe, availability_state: 'Away' },
    ]);
  });

  test('have the documented status in each state', async () => {
    const { qubicle, maya, company } = office();
    const stats = [
      'total_calls',
      'missed_calls',
      'avg_call_time',
      'login_time',
      'last_action_time',
      'last_handled_time',
    ];
    const keys = (...call: string[]) => [
      ...['available', 'availability_state', 'queue_availability', ...call],
      ['stats', stats],
      'node',
    ];
    const at = new Date(1741012200_000);
    await qubicle.signIn(maya, at);
    expect(keysOf(await statusOf(maya))).toEqual(keys());
    const sessionId = await offer(at);
    const call = {
      session_id: sessionId,
      queue_id: frontDeskQueueId,
      caller_id_name: 'Rosa Lind',
      caller_id_number: '+12025550142',
      queue_enter_time: 1741012200,
    };
    const offered = await statusOf(maya);
    expect(keysOf(offered)).toEqual(keys('offered_call'));
    expect(offered).toMatchObject({ available: false, availability_state: 'Call-Offer' });
    expect(offered.offered_call).toEqual(call);
    await qubicle.answerOffer(maya, at);
    const talking = await statusOf(maya);
    expect(keysOf(talking)).toEqual(keys('handling_call'));
    expect(talking.handling_call).toEqual(call);
    await qubicle.hangUp(sessionId, new Date(at.getTime() + 184_000));
    const wrappingUp = await statusOf(maya);
    expect(keysOf(wrappingUp)).toEqual(keys());
    expect(wrappingUp).toMatchObject({
      available: false,
      stats: {
        ...{ total_calls: 1, missed_calls: 0, avg_call_time: 184 },
        ...{ login_time: 1741012200, last_action_time: 1741012384, last_handled_time: 1741012200 },
      },
    });
    await qubicle.cancelWrapup(maya);
    const process = company.qubicle.processes.get(maya);
    if (process) process.queueAvailability = { [frontDeskQueueId]: false };
    expect(await statusOf(maya)).toMatchObject({
      available: true,
      availability_state: 'Ready',
      queue_availability: { [frontDeskQueueId]: false },
    });
    expect(await dataOf(`/qubicle_queues/${frontDeskQueueId}/status`)).toMatchObject({ available_recipient_count: 0 });
  });

  test.each([
    ['/status', { status: 'on_call' }],
    ['/status', {}],
    ['', { action: 'ready' }],
    ['', {}],
  ])('refuse an unknown word: %s %j', async (rest, data) => {
    expect((await post(`/qubicle_recipients/${office().maya}${rest}`, data)).status).toBe(400);
  });

  test('are requested only by their ids', async () => {
    expect((await post('/qubicle_recipients/status', {})).status).toBe(400);
  });
});

describe('a recipient', () => {
  beforeEach(() => start());

  /** Each change of table 2.2: how the recipient gets into the state, and the next one. */
  const transitions: [from: string, by: string, to: string, act: () => Promise<unknown>][] = [
    [
      'signed out',
      'login',
      'Away',
      async () => {
        await post(`/qubicle_recipients/${office().maya}/status`, { status: 'login' });
        await loggedIn();
      },
    ],
    ['Away', 'ready', 'Ready', () => post(`/qubicle_recipients/${office().maya}/status`, { status: 'ready' })],
    ['Ready', 'away', 'Away', () => post(`/qubicle_recipients/${office().maya}/status`, { status: 'away' })],
    ['Ready', 'an offer', 'Call-Offer', () => offer()],
    ['Call-Offer', 'an answer', 'On-A-Call', () => office().qubicle.answerOffer(office().maya)],
    ['Call-Offer', 'a rejection', 'Away', () => office().qubicle.rejectOffer(office().maya, 'rejected')],
    [
      'Call-Offer',
      'a rejection without force_away_on_reject',
      'Ready',
      () => {
        office().frontDesk.force_away_on_reject = false;
        return office().qubicle.rejectOffer(office().maya);
      },
    ],
    ['On-A-Call', 'the end of the call', 'Wrapup-Time', () => hangUpAll()],
    [
      'On-A-Call',
      'the end of the call without wrap-up',
      'Ready',
      () => {
        office().frontDesk.agent_wrapup_time = 0;
        return hangUpAll();
      },
    ],
    ['Wrapup-Time', 'the end of its time', 'Ready', () => office().qubicle.endWrapups(inSeconds(31))],
    ['Wrapup-Time', 'less than its time', 'Wrapup-Time', () => office().qubicle.endWrapups(inSeconds(20))],
    [
      'Wrapup-Time',
      'wrapup_cancel',
      'Ready',
      () => post(`/qubicle_recipients/${office().maya}`, { action: 'wrapup_cancel' }),
    ],
    [
      'Wrapup-Time',
      'wrapup_extend and its old time',
      'Wrapup-Time',
      async () => {
        await post(`/qubicle_recipients/${office().maya}`, { action: 'wrapup_extend' });
        await office().qubicle.endWrapups(inSeconds(31));
      },
    ],
    ...['Away', 'Ready', 'Call-Offer', 'On-A-Call', 'Wrapup-Time'].map(
      (from): [string, string, string, () => Promise<unknown>] => [
        from,
        'logout',
        'signed out',
        () => post(`/qubicle_recipients/${office().maya}/status`, { status: 'logout' }),
      ],
    ),
    [
      'Away',
      'the action logout',
      'signed out',
      () => post(`/qubicle_recipients/${office().maya}`, { action: 'logout' }),
    ],
    [
      'signed out',
      'the action login',
      'Away',
      async () => {
        await post(`/qubicle_recipients/${office().maya}`, { action: 'login' });
        await loggedIn();
      },
    ],
    [
      'signed out',
      'ready',
      'signed out',
      () => post(`/qubicle_recipients/${office().maya}/status`, { status: 'ready' }),
    ],
    [
      'Ready',
      'login',
      'Ready',
      async () => {
        await post(`/qubicle_recipients/${office().maya}/status`, { status: 'login' });
        await setTimeout(2 * LOGIN_MS);
      },
    ],
    ['On-A-Call', 'away', 'On-A-Call', () => office().qubicle.choose(office().maya, 'away')],
    [
      'Ready',
      'wrapup_cancel',
      'Ready',
      () => post(`/qubicle_recipients/${office().maya}`, { action: 'wrapup_cancel' }),
    ],
    [
      'Ready',
      'wrapup_extend',
      'Ready',
      () => post(`/qubicle_recipients/${office().maya}`, { action: 'wrapup_extend' }),
    ],
    ['Ready', 'an answer without an offer', 'Ready', () => office().qubicle.answerOffer(office().maya)],
    ['Ready', 'a rejection without an offer', 'Ready', () => office().qubicle.rejectOffer(office().maya)],
  ];

  const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

  const hangUpAll = async (): Promise<void> => {
    for (const { session } of office().company.qubicle.processes.values())
      if (session) await office().qubicle.hangUp(session.session_id);
  };

  const reach: Record<string, () => Promise<unknown>> = {
    'signed out': () => Promise.resolve(),
    Away: () => office().qubicle.signIn(office().maya),
    Ready: async () => {
      await office().qubicle.signIn(office().maya);
      await office().qubicle.choose(office().maya, 'ready');
    },
    'Call-Offer': () => offer(),
    'On-A-Call': async () => {
      await offer();
      await office().qubicle.answerOffer(office().maya);
    },
    'Wrapup-Time': async () => {
      await offer();
      await office().qubicle.answerOffer(office().maya);
      await hangUpAll();
    },
  };

  test.each(transitions)('%s: %s leads to %s', async (from, _by, to, act) => {
    await reach[from]?.();
    expect(await stateOf(office().maya)).toBe(from);
    await act();
    expect(await stateOf(office().maya)).toBe(to);
  });

  test('is signed in a moment after the request, and ready in between has no effect', async () => {
    const { maya } = office();
    sandbox.dash.settings.qubicleLoginMs = 1000;
    for (const status of ['login', 'ready'])
      expect((await post(`/qubicle_recipients/${maya}/status`, { status })).status).toBe(200);
    expect(await stateOf(maya)).toBe('signed out');
    await loggedIn();
    expect(await stateOf(maya)).toBe('Away');
  });

  test('who was away during a call is away afterward', async () => {
    office().frontDesk.agent_wrapup_time = 0;
    const sessionId = await offer();
    await office().qubicle.answerOffer(office().maya);
    await office().qubicle.choose(office().maya, 'away');
    await office().qubicle.hangUp(sessionId);
    expect(await stateOf(office().maya)).toBe('Away');
  });

  test('who signs out leaves the offered caller in the queue, for the next', async () => {
    const sessionId = await offer();
    const { qubicle, maya, zoe } = office();
    await qubicle.signOut(maya);
    await qubicle.signIn(zoe);
    expect(await qubicle.offerCall(sessionId)).toBeUndefined();
    await qubicle.choose(zoe, 'ready');
    expect(await qubicle.offerCall(sessionId)).toBe(zoe);
    expect(await qubicle.offerCall(sessionId)).toBeUndefined();
  });
});

describe('the counters', () => {
  beforeEach(() => start());

  test('count callers, who gave up, who waited too long, and the average wait', async () => {
    const { qubicle, maya } = office();
    const at = new Date();
    const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
    const answered = await offer(at);
    await qubicle.answerOffer(maya, after(30));
    await qubicle.hangUp(answered, after(40));
    const abandoned = await qubicle.joinQueue(rosaLind, at);
    await qubicle.hangUp(abandoned.session_id, after(5));
    const expired = await qubicle.joinQueue(rosaLind, at);
    await qubicle.timeOutSession(expired.session_id, after(600));
    await qubicle.timeOutSession(expired.session_id, after(601));
    await qubicle.hangUp('unknown');
    expect(await statsOf(frontDeskQueueId)).toMatchObject({
      ...{ total_sessions: 3, abandoned_sessions: 1, missed_sessions: 1, active_session_count: 0 },
      ...{ average_wait: 30, estimated_wait: 30 },
    });
  });

  test('start again every day', async () => {
    const { qubicle } = office();
    const yesterday = new Date(Date.now() - 24 * 3600_000);
    const { session_id } = await qubicle.joinQueue(rosaLind, yesterday);
    await qubicle.hangUp(session_id, yesterday);
    expect(await statsOf(frontDeskQueueId)).toMatchObject({ total_sessions: 0, abandoned_sessions: 0 });
  });

  test('are empty after a restart, as everything is for a moment; then signed-in agents are away', async () => {
    const { qubicle, maya } = office();
    await offer();
    const restarted = qubicle.restart(1000);
    expect(await stateOf(maya)).toBe('signed out');
    expect(await dataOf(`/qubicle_queues/${frontDeskQueueId}/sessions`)).toEqual([]);
    expect(await statsOf(frontDeskQueueId)).toMatchObject({ total_sessions: 0, active_session_count: 0 });
    await restarted;
    expect(await statusOf(maya)).toMatchObject({ availability_state: 'Away', stats: { total_calls: 0 } });
  });
});

describe('permissions', () => {
  beforeEach(() => start());

  const asUser = async (username: string, password: string) => {
    const hash = createHash('md5').update(`${username}:${password}`).digest('hex');
    const login = await sandbox.ask('/user_auth', {
      method: 'PUT',
      data: { credentials: hash, account_name: credentials.accountName },
    });
    const headers = { 'x-auth-token': String(login.body.auth_token) };
    return async (path: string, data?: unknown) =>
      (await ask(path, { headers, ...(data !== undefined && { method: 'POST', data }) })).status;
  };

  test('an agent sees only their own status, and can’t sign out anyone else', async () => {
    const { maya, zoe, qubicle } = office();
    await qubicle.signIn(maya);
    await qubicle.signIn(zoe);
    const asZoe = await asUser('zoe.nunez@brightwaterdental.example', 'Zähne-putzen-2');
    expect(await asZoe('/qubicle_queues')).toBe(200);
    expect(await asZoe('/qubicle_recipients')).toBe(200);
    expect(await asZoe(`/qubicle_recipients/${maya}/status`)).toBe(403);
    expect(await asZoe('/qubicle_recipients/status', { recipient_ids: [zoe] })).toBe(403);
    expect(await asZoe(`/qubicle_recipients/${maya}/status`, { status: 'logout' })).toBe(403);
    expect(await asZoe(`/qubicle_recipients/${maya}`, { action: 'logout' })).toBe(403);
    expect(await asZoe(`/qubicle_recipients/${zoe}/status`)).toBe(200);
    expect(await asZoe(`/qubicle_recipients/${zoe}/status`, { status: 'logout' })).toBe(200);
    expect(await stateOf(maya)).toBe('Away');
  });

  test('an administrator may do everything', async () => {
    const { zoe, qubicle } = office();
    await qubicle.signIn(zoe);
    const asMaya = await asUser(credentials.username, credentials.password);
    expect(await asMaya(`/qubicle_recipients/${zoe}/status`)).toBe(200);
    expect(await asMaya('/qubicle_recipients/status', { recipient_ids: [zoe] })).toBe(200);
    expect(await asMaya(`/qubicle_recipients/${zoe}/status`, { status: 'logout' })).toBe(200);
  });

  test('nothing is returned without a token', async () => {
    const path = `/accounts/${sandbox.dash.company.account.id}/qubicle_queues`;
    expect((await sandbox.ask(path)).status).toBe(401);
  });
});

describe('hooks', () => {
  const listed = async () => {
    const rows = (await sandbox.ask('/webhooks?paginate=false')).body.data as { id: string; name: string }[];
    return rows.filter(({ id }) => id.startsWith('qubicle')).map(({ id, name }) => [id, name]);
  };

  const create = (hook: string) =>
    ask('/webhooks', { method: 'PUT', data: { name: 'w', uri: 'https://receiver.test/hook', hook } });

  test('are listed and can be created only if the system has them', async () => {
    await start();
    expect(await listed()).toEqual([]);
    const refused = await create('qubicle_queue_join');
    expect([refused.status, refused.body.data]).toMatchObject([400, { hook: { enum: {} } }]);
    sandbox.dash.settings.qubicleHooks = true;
    expect(await listed()).toEqual([
      ['qubicle_queue_join', 'Qubicle Queue Join'],
      ['qubicle_queue_leave', 'Qubicle Queue Leave'],
      ['qubicle_recipient_login', 'Qubicle Recipient Login'],
      ['qubicle_recipient_logout', 'Qubicle Recipient Logout'],
      ['qubicle_recipient_ready', 'Qubicle Recipient Ready'],
      ['qubicle_recipient_away', 'Qubicle Recipient Away'],
      ['qubicle_recipient_offer', 'Qubicle Recipient Offer'],
      ['qubicle_recipient_delivered', 'Qubicle Recipient Delivered'],
      ['qubicle_recipient_rejected', 'Qubicle Recipient Rejected'],
      ['qubicle_recipient_status_change', 'Qubicle Recipient Status Change'],
    ]);
    for (const hook of qubicleHooks) expect((await create(hook)).status).toBe(201);
  });

  type Delivery = { hook: string; body: string };

  /** A webhook for each hook, and what they receive. */
  const receive = (format: Webhook['format'], more: Partial<Webhook> = {}): Delivery[] => {
    const received: Delivery[] = [];
    nock('https://receiver.test')
      .persist()
      .post(/.*/)
      .reply(200, function (uri, body) {
        received.push({ hook: uri.slice(1), body: typeof body === 'string' ? body : JSON.stringify(body) });
        return '';
      });
    office().company.webhooks = qubicleHooks.map((hook) => ({
      id: hook,
      name: hook,
      hook,
      uri: `https://receiver.test/${hook}`,
      http_verb: 'post',
      format,
      retries: 1,
      enabled: true,
      include_internal_legs: true,
      custom_data: { hook_event: hook },
      ...more,
    }));
    return received;
  };

  const T = 1741012200;
  const at = (seconds: number): Date => new Date((T + seconds) * 1000);

  /** The worked example: Maya does not answer, Zoë does. */
  const playTheExample = async (): Promise<void> => {
    const { qubicle, maya, zoe } = office();
    for (const id of [maya, zoe]) {
      await qubicle.signIn(id, at(-60));
      await qubicle.choose(id, 'ready', at(-50));
    }
    const { session_id } = await qubicle.joinQueue(rosaLind, at(0));
    await qubicle.offerCall(session_id, at(1));
    await qubicle.rejectOffer(maya, 'timeout', at(21));
    await qubicle.offerCall(session_id, at(22));
    await qubicle.answerOffer(zoe, at(31));
    await qubicle.hangUp(session_id, at(215));
    await qubicle.endWrapups(at(245));
    await qubicle.signOut(zoe, at(300));
  };

  const queueStats = [
    ...['estimated_wait', 'average_wait', 'longest_wait', 'recipient_count', 'active_session_count'],
    ...['total_sessions', 'missed_sessions', 'abandoned_sessions'],
  ];
  const recipientStats = [
    ...['total_calls', 'offered_calls', 'missed_calls', 'avg_call_time'],
    ...['login_time', 'last_action_time', 'last_handled_time'],
  ];
  const frame = ['account_id', 'event_name', 'event_timestamp', 'event_unix_timestamp'];
  const call = ['queue_id', 'session_id', 'caller_id_name', 'caller_id_number'];
  const queueCall = ['queue_id', 'queue_name', 'session_id', 'caller_id_name', 'caller_id_number'];
  const recipient = ['recipient_id', 'username', 'state'];

  /** The keys of the samples by event, in their order. */
  const keysOfEvent: Record<string, unknown[]> = {
    join: [...frame, ...queueCall, 'position', ['stats', queueStats]],
    leave: [...frame, ...queueCall, 'reason', 'wait_time', ['stats', queueStats]],
    create: [...frame, 'pid', ...recipient, ['stats', recipientStats]],
    delete: [...frame, 'reason', 'recipient_id', ['stats', recipientStats]],
    ready: [...frame, ...recipient, ['stats', recipientStats]],
    away: [...frame, ...recipient, ['stats', recipientStats]],
    offer: [...frame, ...recipient, ...call, ['stats', recipientStats]],
    delivered: [...frame, ...recipient, ...call, ['stats', recipientStats]],
    reject: [...frame, ...recipient, 'queue_id', 'session_id', 'reason', ['stats', recipientStats]],
  };

  const hooksInOrder = [
    ...['login', 'status_change', 'ready', 'status_change'].map((one) => `qubicle_recipient_${one}`),
    ...['login', 'status_change', 'ready', 'status_change'].map((one) => `qubicle_recipient_${one}`),
    'qubicle_queue_join',
    ...['offer', 'rejected', 'away', 'status_change', 'offer', 'delivered'].map((one) => `qubicle_recipient_${one}`),
    'qubicle_queue_leave',
    ...['ready', 'status_change', 'logout', 'status_change'].map((one) => `qubicle_recipient_${one}`),
  ];

  test('send the worked example as JSON, with the keys of the samples', async () => {
    await start({ qubicleHooks: true });
    const received = receive('json');
    await playTheExample();
    expect(received.map(({ hook }) => hook)).toEqual(hooksInOrder);
    const payloads = received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    for (const [place, { hook_event, cluster_id, ...payload }] of payloads.entries()) {
      expect(hook_event).toBe(received[place]?.hook);
      expect(cluster_id).toBe('sandbox');
      expect(keysOf(payload)).toEqual(keysOfEvent[String(payload.event_name)]);
    }
    const { maya, zoe } = office();
    const last = (name: string) => payloads.findLast(({ event_name }) => event_name === name);
    expect(last('join')).toMatchObject({
      ...{ event_timestamp: 63908231400, event_unix_timestamp: T, queue_id: frontDeskQueueId, position: 1 },
      ...{ queue_name: 'Front Desk', caller_id_name: 'Rosa Lind', caller_id_number: '+12025550142' },
      stats: { active_session_count: 1, total_sessions: 1, longest_wait: 0 },
    });
    expect(last('create')).toMatchObject({ state: 'away', pid: expect.stringMatching(/^<0\.\d+\.18>$/) as string });
    expect(payloads.find(({ event_name }) => event_name === 'offer')).toMatchObject({
      ...{ recipient_id: maya, username: 'maya.okafor@brightwaterdental.example', state: 'ready' },
      stats: { offered_calls: 1, last_action_time: T - 50 },
    });
    expect(last('reject')).toMatchObject({
      ...{ recipient_id: maya, state: 'away', reason: 'timeout', event_unix_timestamp: T + 21 },
      stats: { missed_calls: 1, last_action_time: T + 21 },
    });
    expect(last('away')).toMatchObject({ recipient_id: maya, state: 'away', event_unix_timestamp: T + 21 });
    expect(last('delivered')).toMatchObject({
      ...{ recipient_id: zoe, state: 'ready' },
      stats: { total_calls: 0, last_handled_time: T + 31 },
    });
    expect(last('leave')).toMatchObject({
      ...{ reason: 'delivered', wait_time: 31 },
      stats: { active_session_count: 0, average_wait: 31, missed_sessions: 0 },
    });
    expect(last('ready')).toMatchObject({ recipient_id: zoe, stats: { total_calls: 1, avg_call_time: 184 } });
    expect(last('delete')).toMatchObject({ recipient_id: zoe, reason: 'logout' });
    expect(last('delete')).not.toHaveProperty('state');
  });

  const formKeys = (keys: unknown[]): string[] =>
    keys.flatMap((key) => (Array.isArray(key) ? (key[1] as string[]).map((one) => `stats[${one}]`) : [String(key)]));

  test.each(['4.2', '4.3'] as const)('send forms with the same keys in KAZOO %s', async (kazoo) => {
    await start({ qubicleHooks: true });
    sandbox.dash.settings.kazoo = kazoo;
    // KAZOO 4.2 sends forms only.
    const received = receive(kazoo === '4.2' ? 'json' : 'form-data');
    await playTheExample();
    expect(received).toHaveLength(hooksInOrder.length);
    const newer = kazoo === '4.3' ? [] : ['event_unix_timestamp', 'queue_name'];
    for (const { hook, body } of received) {
      const { hook_event, cluster_id, ...form } = Object.fromEntries(new URLSearchParams(body));
      expect([hook_event, cluster_id]).toEqual([hook, kazoo === '4.3' ? 'sandbox' : undefined]);
      const expected = formKeys(keysOfEvent[String(form.event_name)] ?? []);
      expect(Object.keys(form)).toEqual(expected.filter((key) => !newer.includes(key)));
    }
    expect(received.find(({ hook }) => hook === 'qubicle_queue_join')?.body).toContain(
      '&caller_id_name=Rosa+Lind&caller_id_number=%2B12025550142&position=1&stats[estimated_wait]=0&',
    );
  });

  test('are overridden by the webhook’s custom data, and filtered by its modifiers', async () => {
    await start({ qubicleHooks: true });
    const received = receive('json', {
      custom_data: { event_name: 'mine' },
      modifiers: { recipient_id: [office().zoe] },
    });
    await playTheExample();
    const payloads = received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    expect(new Set(payloads.map(({ event_name }) => event_name))).toEqual(new Set(['mine']));
    expect(new Set(payloads.map(({ recipient_id }) => recipient_id))).toEqual(new Set([office().zoe, undefined]));
  });

  const reasons = (received: Delivery[]) =>
    received
      .filter(({ hook }) => hook.startsWith('qubicle_queue'))
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
      .map(({ event_name, queue_name, reason }) => [event_name, queue_name, reason].filter(Boolean).join(' '));

  test('send a caller who gives up, and one who moves to the next queue with the same session', async () => {
    await start({ qubicleHooks: true });
    const { qubicle, maya } = office();
    const received = receive('json');
    const { session_id } = await qubicle.joinQueue({ ...rosaLind, queueId: billingQueueId }, at(0));
    await qubicle.signIn(maya, at(0));
    await qubicle.choose(maya, 'ready', at(0));
    await qubicle.offerCall(session_id, at(595));
    await qubicle.timeOutSession(session_id, at(600));
    expect(await stateOf(maya)).toBe('Ready');
    await qubicle.offerCall(session_id, at(601));
    await qubicle.hangUp(session_id, at(605));
    expect(await stateOf(maya)).toBe('Ready');
    expect(reasons(received)).toEqual([
      'join Billing',
      'leave Billing timeout',
      'join Front Desk',
      'leave Front Desk abandoned',
    ]);
    const sessions = received.map(({ body }) => (JSON.parse(body) as { session_id?: string }).session_id);
    expect(new Set(sessions)).toEqual(new Set([session_id, undefined]));
  });

  test('send a caller who may not wait because nobody is there or the queue is too long', async () => {
    await start({ qubicleHooks: true });
    const { qubicle, frontDesk } = office();
    const received = receive('json');
    frontDesk.timeout_immediately_if_empty = true;
    await qubicle.joinQueue(rosaLind);
    await qubicle.signIn(office().maya);
    frontDesk.timeout_if_size_exceeds = 1;
    await qubicle.joinQueue(rosaLind);
    await qubicle.joinQueue(rosaLind);
    expect(reasons(received)).toEqual([
      'join Front Desk',
      'leave Front Desk empty',
      'join Front Desk',
      'join Front Desk',
      'leave Front Desk size_exceeded',
    ]);
    expect(await statsOf(frontDeskQueueId)).toMatchObject({ active_session_count: 1, missed_sessions: 2 });
  });

  test('don’t report that a recipient is ready after a call if the system doesn’t', async () => {
    await start({ qubicleHooks: true, qubicleReadyAfterCall: false });
    const received = receive('json');
    await playTheExample();
    expect(received.filter(({ hook }) => hook === 'qubicle_recipient_ready')).toHaveLength(2);
  });

  test.each([{ qubicleHooks: false }, { qubicleHooks: true, callCenter: 'none' as const }])(
    'are silent with %j',
    async (settings) => {
      await start(settings);
      office().company.webhooks = [];
      const received: Delivery[] = receive('json');
      await playTheExample();
      nock.cleanAll();
      expect(received).toEqual([]);
    },
  );
});
