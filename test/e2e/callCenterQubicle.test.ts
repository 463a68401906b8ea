import { billingQueueId, credentials, frontDeskQueueId } from '../../sandbox/dash/company/office.ts';
import { setStatus } from '../../sandbox/dash/activity/callCenter.ts';
import type { Settings } from '../../sandbox/dash/server.ts';
import type { Connection, LiveZap } from '../../sandbox/zapier/platform.ts';
import { openOffice, type Office } from './office.ts';

const LOGIN_MS = 50;

/** An ID that nobody has, and that no list is requested for. */
const ID = 'feedfacecafe4b1dadd1c0ffee0ddba2';

let office: Office;
let openedAt = 0;

const open = async (settings: Partial<Settings> = {}): Promise<void> => {
  office = await openOffice({ callCenter: 'qubicle', qubicleLoginMs: LOGIN_MS, ...settings });
  openedAt = Date.now();
};

afterEach(() => office.close());

const [ann, ben] = [
  { queueId: frontDeskQueueId, name: 'Ann Lee', number: '+14154886134' },
  { queueId: frontDeskQueueId, name: 'Ben Ito', number: '+14155550177' },
];

/** Each test has its own clock, so that durations are exact. */
const ago = (seconds: number): Date => new Date(openedAt - seconds * 1000);

const agentId = (nth: number): string => office.dash.company.qubicle.recipients[nth]?.id ?? '';
const maya = () => agentId(0);
const zoe = () => agentId(1);

const turnOn = (key: string, input: Record<string, unknown> = {}): Promise<LiveZap> =>
  office.zapier.turnOn(office.connection, {
    name: key,
    trigger: { key, input },
    steps: [
      {
        app: 'Notes',
        action: 'Write Down',
        fields: { id: '{{id}}', summary: '{{summary}}', user_name: '{{user_name}}', reason: '{{reason}}' },
      },
    ],
  });

const withoutTime = (summary: string): string => summary.replace(/, \w{3},? .*$/, '');

/** The summaries without their times, sorted: Zapier runs the events that arrive at the same time in any order. */
const summariesOf = ({ results }: LiveZap): string[] =>
  results.map(({ fields }) => withoutTime(fields.summary as string)).sort();

const run = (method: string, input: Record<string, unknown> = {}, connection: Connection = office.connection) =>
  office.zapier.run(connection, method, input);

const set = (status: string, agent = maya()) => run('creates.set_agent_status', { agent, status });

const findMaya = async () => {
  const [found] = (await run('searches.find_agent', { name: 'Maya' })) as { status: string; summary: string }[];
  return found;
};

/** Signs an agent in, and makes the agent ready. */
const getReady = async (agent: string, seconds: number): Promise<void> => {
  await office.dash.qubicle.signIn(agent, ago(seconds));
  await office.dash.qubicle.choose(agent, 'ready', ago(seconds - 5));
};

/** A caller joins; an agent who is ready answers, if there is one. Returns the session. */
const call = async (caller: typeof ann, seconds: number): Promise<string> => {
  const { qubicle } = office.dash;
  const { session_id } = await qubicle.joinQueue(caller, ago(seconds));
  const agent = await qubicle.offerCall(session_id, ago(seconds - 10));
  if (agent !== undefined) await qubicle.answerOffer(agent, ago(seconds - 12));
  return session_id;
};

const halts = (message: string) => ({ name: 'HaltedError', message });

describe.each([
  ['4.2', 'application/x-www-form-urlencoded'],
  ['4.3', 'application/json'],
] as const)('events on KAZOO %s', (kazoo, contentType) => {
  beforeEach(() => open({ kazoo, qubicleHooks: true }));

  test('report right away who joins and who leaves a queue, each once', async () => {
    const { qubicle } = office.dash;
    const [joined, left] = [await turnOn('queue_caller_joined'), await turnOn('queue_caller_left')];
    await getReady(maya(), 400);
    const sessionOfAnn = await call(ann, 300);
    const sessionOfBen = await call(ben, 200);
    await call({ ...ann, name: 'Anonymous', number: 'anonymous' }, 150);
    await qubicle.hangUp(sessionOfBen, ago(100));
    await qubicle.hangUp(sessionOfAnn, ago(50));
    await office.zapier.settled();
    expect([...joined.errors, ...left.errors]).toEqual([]);
    expect(summariesOf(joined).map((summary) => summary.replace(/ \(estimated wait: .*/, ''))).toEqual([
      'A hidden number joined Front Desk at position 2',
      'Ann Lee (415-488-6134) joined Front Desk at position 1',
      'Ben Ito (415-555-0177) joined Front Desk at position 1',
    ]);
    expect(summariesOf(left)).toEqual([
      'Ben Ito (415-555-0177) gave up waiting in Front Desk after 1 min 40 sec',
      'Maya Okafor answered Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec',
    ]);
    expect(left.results.map(({ fields }) => fields.user_name).sort()).toEqual(['', 'Maya Okafor']);
    expect(joined.deliveries[0]?.rawRequest.headers['Content-Type']).toBe(contentType);
  });

  test('that are repeated or forged are ignored', async () => {
    const joined = await turnOn('queue_caller_joined');
    await call(ann, 100);
    await office.zapier.settled();
    const [{ rawRequest }] = joined.deliveries as [LiveZap['deliveries'][number]];
    const post = (body: string) =>
      fetch(joined.targetUrl, { method: 'POST', headers: { 'Content-Type': contentType }, body });
    await post(rawRequest.content);
    await post(rawRequest.content.replace(/(zapier_token"?[=:] ?"?)[^"&]+/, '$1guessed').replaceAll('Ann', 'Eve'));
    await office.zapier.settled();
    expect(joined.deliveries).toHaveLength(3);
    expect(summariesOf(joined)).toHaveLength(1);
  });

  test('are returned only for the chosen queues and reasons', async () => {
    const { qubicle } = office.dash;
    const atBilling = await turnOn('queue_caller_joined', { queues: [billingQueueId] });
    const timedOut = await turnOn('queue_caller_left', { reasons: ['timed_out'] });
    const answered = await turnOn('queue_caller_left', { queues: [frontDeskQueueId], reasons: ['answered'] });
    const session = await call({ ...ann, queueId: billingQueueId }, 200);
    // A caller who waits too long in Billing moves to the front desk.
    await qubicle.timeOutSession(session, ago(150));
    await getReady(zoe(), 140);
    await qubicle.offerCall(session, ago(130));
    await qubicle.answerOffer(zoe(), ago(120));
    await office.zapier.settled();
    expect(summariesOf(atBilling)).toEqual([
      expect.stringContaining('Ann Lee (415-488-6134) joined Billing at position 1'),
    ]);
    expect(summariesOf(timedOut)).toEqual(['Ann Lee (415-488-6134) left Billing unanswered after a wait of 50 sec']);
    expect(summariesOf(answered)).toEqual([
      'Zoë Núñez answered Ann Lee (415-488-6134) in Front Desk after a wait of 30 sec',
    ]);
  });

  test('report right away who signs in or out, is ready, or is away', async () => {
    const { qubicle } = office.dash;
    const everyone = await turnOn('agent_availability_changed');
    const zoeAway = await turnOn('agent_availability_changed', { agents: [zoe()], statuses: ['away'] });
    await getReady(maya(), 400);
    await getReady(zoe(), 300);
    // An agent who doesn't answer is away afterwards.
    const { session_id } = await qubicle.joinQueue(ann, ago(200));
    await qubicle.offerCall(session_id, ago(199));
    await qubicle.rejectOffer(maya(), 'timeout', ago(179));
    await qubicle.signOut(maya(), ago(100));
    await qubicle.choose(zoe(), 'away', ago(50));
    await office.zapier.settled();
    expect([...everyone.errors, ...zoeAway.errors]).toEqual([]);
    expect(summariesOf(everyone)).toEqual([
      'Maya Okafor is now away',
      'Maya Okafor is now away (was signed out)',
      'Maya Okafor is now ready',
      'Maya Okafor is now signed out',
      'Zoë Núñez is now away',
      'Zoë Núñez is now away (was signed out)',
      'Zoë Núñez is now ready',
    ]);
    expect(summariesOf(zoeAway)).toEqual(['Zoë Núñez is now away', 'Zoë Núñez is now away (was signed out)']);
  });

  test('have examples for the editor', async () => {
    await getReady(maya(), 400);
    await getReady(zoe(), 390);
    await call(ann, 300);
    await office.dash.qubicle.choose(zoe(), 'away', ago(250));
    await call(ben, 200);
    const samplesOf = async (trigger: string, input = {}) => {
      const samples = await office.zapier.list(office.connection, `triggers.${trigger}`, input);
      return (samples as { summary: string }[]).map(({ summary }) => withoutTime(summary));
    };
    expect(await samplesOf('queue_caller_joined')).toEqual(['Ben Ito (415-555-0177) joined Front Desk']);
    expect(await samplesOf('queue_caller_left')).toEqual([
      expect.stringContaining('Maya Okafor answered Ann Lee (415-488-6134) in Front Desk'),
    ]);
    expect(await samplesOf('agent_availability_changed', { statuses: ['away'] })).toEqual(['Zoë Núñez is now away']);
  });

  test('are no longer sent to a Zap that is turned off', async () => {
    const zap = await turnOn('queue_caller_left');
    await office.zapier.turnOff(zap);
    expect(office.dash.company.webhooks).toEqual([]);
  });
});

/** Every shape of Qubicle's answers about many agents, and every way to say that one is signed out. */
const shapes = (['map', 'list'] as const).flatMap((qubicleBulk) =>
  (['nowhere', 'single', 'everywhere'] as const).map(
    (qubicleSignedOut) => [{ qubicleBulk, qubicleSignedOut }, qubicleBulk, qubicleSignedOut] as const,
  ),
);

describe.each(shapes)('polls, where %j', (settings) => {
  beforeEach(() => open(settings));

  test('see each call of a queue and each status of an agent once', async () => {
    const { dash, zapier } = office;
    const [calls, statuses] = [await turnOn('new_queue_call'), await turnOn('agent_status_changed')];
    const poll = async () => {
      await zapier.poll(calls);
      await zapier.poll(statuses);
    };
    await getReady(maya(), 400);
    await poll();
    const sessionOfAnn = await call(ann, 300);
    await poll();
    const sessionOfBen = await call(ben, 200);
    await poll();
    await poll();
    await dash.qubicle.hangUp(sessionOfBen, ago(100));
    await dash.qubicle.hangUp(sessionOfAnn, ago(90));
    await poll();
    await dash.qubicle.endWrapups(ago(60));
    await poll();
    await dash.qubicle.signOut(maya(), ago(30));
    await poll();
    await poll();
    expect([...calls.errors, ...statuses.errors]).toEqual([]);
    expect(summariesOf(calls)).toEqual([
      'Ann Lee (415-488-6134) is waiting in Front Desk',
      'Ben Ito (415-555-0177) gave up waiting in Front Desk',
      'Ben Ito (415-555-0177) is waiting in Front Desk',
      'Maya Okafor answered Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec',
      'Maya Okafor talked with Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec',
    ]);
    expect(summariesOf(statuses)).toEqual([
      'Maya Okafor is now away (was signed out)',
      'Maya Okafor is now on a call (was ready)',
      'Maya Okafor is now ready (was away)',
      'Maya Okafor is now ready (was wrapping up)',
      'Maya Okafor is now signed out (was ready)',
      'Maya Okafor is now wrapping up (was on a call)',
    ]);
  });

  test('find an agent and set a status, from signed out as well', async () => {
    expect(await findMaya()).toMatchObject({ status: 'signed_out', summary: 'Maya Okafor is signed out.' });
    expect(await set('ready')).toMatchObject({
      summary: 'Maya Okafor is now ready.',
      status: 'ready',
      previous_status: 'signed_out',
    });
    expect(await set('away')).toMatchObject({ status: 'away', previous_status: 'ready' });
    expect(await set('signed_out')).toMatchObject({ status: 'signed_out', previous_status: 'away' });
    expect(await findMaya()).toMatchObject({ status: 'signed_out' });
  });
});

describe('without events', () => {
  beforeEach(() => open());

  test.each([
    ['queue_caller_joined', 'Caller Joined Queue', 'New Queue Call'],
    ['queue_caller_left', 'Caller Left Queue', 'New Queue Call'],
    ['agent_availability_changed', 'Agent Signed In, Ready, Away or Signed Out', 'Agent Status Changed'],
  ])('%s says which trigger to use instead, and leaves no webhook', async (key, label, instead) => {
    await expect(turnOn(key)).rejects.toMatchObject(
      halts(
        `Your phone system doesn't send the events for ${label}. Use ${instead} instead, which checks every few minutes.`,
      ),
    );
    expect(office.dash.company.webhooks).toEqual([]);
  });

  test('a restart of Qubicle reports nobody who comes back as gone', async () => {
    const { dash, zapier } = office;
    await getReady(maya(), 400);
    await getReady(zoe(), 400);
    await call(ann, 300);
    const [calls, statuses] = [await turnOn('new_queue_call'), await turnOn('agent_status_changed')];
    const poll = async () => {
      await zapier.poll(calls);
      await zapier.poll(statuses);
    };
    await poll();
    const isBack = dash.qubicle.restart(2000);
    await poll();
    expect([calls.results, statuses.results]).toEqual([[], []]);
    await isBack;
    await poll();
    await poll();
    expect([...calls.errors, ...statuses.errors]).toEqual([]);
    // Everyone is away after it, and its calls have ended.
    expect(summariesOf(statuses).map((summary) => summary.replace(/ \(was.*/, ''))).toEqual(
      expect.arrayContaining(['Maya Okafor is now away', 'Zoë Núñez is now away']),
    );
    expect(statuses.results).toHaveLength(2);
    expect(summariesOf(calls)).toEqual([
      'Maya Okafor talked with Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec',
    ]);
  });

  test('all who stay away after a restart are signed out at the second answer that says so', async () => {
    const { dash, zapier } = office;
    await getReady(maya(), 400);
    const zap = await turnOn('agent_status_changed');
    dash.company.qubicle.processes.clear();
    await zapier.poll(zap);
    expect(zap.results).toEqual([]);
    await zapier.poll(zap);
    expect(summariesOf(zap)).toEqual(['Maya Okafor is now signed out (was ready)']);
  });

  test('a poll that fails loses nothing', async () => {
    const { dash, zapier } = office;
    const zap = await turnOn('new_queue_call');
    dash.fault({ path: /qubicle_recipients\/status/ });
    const session = await call(ann, 100);
    await zapier.poll(zap);
    expect(zap.results).toEqual([]);
    await zapier.poll(zap);
    await dash.qubicle.hangUp(session);
    await zapier.poll(zap);
    expect(summariesOf(zap)).toEqual([
      'Ann Lee (415-488-6134) gave up waiting in Front Desk',
      'Ann Lee (415-488-6134) is waiting in Front Desk',
    ]);
  });

  test('a caller who moves to another queue is waiting there, and has not left', async () => {
    const { dash, zapier } = office;
    const zap = await turnOn('new_queue_call');
    const session = await call({ ...ann, queueId: billingQueueId }, 100);
    await zapier.poll(zap);
    await dash.qubicle.timeOutSession(session, ago(50));
    await zapier.poll(zap);
    expect(summariesOf(zap)).toEqual([
      'Ann Lee (415-488-6134) is waiting in Billing',
      'Ann Lee (415-488-6134) is waiting in Front Desk',
    ]);
  });
});

describe('a status', () => {
  beforeEach(() => open());

  test('is requested again when signing in takes a while', async () => {
    office.dash.settings.qubicleLoginMs = 700;
    expect(await set('ready')).toMatchObject({ status: 'ready', previous_status: 'signed_out' });
  });

  test("that doesn't come in time is reported as requested", async () => {
    office.dash.settings.qubicleLoginMs = 60_000;
    expect(await set('ready')).toMatchObject({
      summary: 'Asked the phone system to set Maya Okafor to Ready. Right now, Maya Okafor is signed out.',
      status: 'signed_out',
    });
  });

  test('waits for the end of a call', async () => {
    await getReady(maya(), 400);
    const session = await call(ann, 300);
    expect(await set('away')).toMatchObject({
      summary: 'Asked the phone system to set Maya Okafor to Away. Right now, Maya Okafor is on a call.',
      status: 'on_call',
    });
    await office.dash.qubicle.hangUp(session, ago(100));
    await office.dash.qubicle.endWrapups();
    expect(await findMaya()).toMatchObject({ status: 'away' });
  });

  test.each(['ready', 'end_wrap_up'])('of a wrap-up ends with %s', async (wanted) => {
    await getReady(maya(), 400);
    await office.dash.qubicle.hangUp(await call(ann, 300));
    expect(await set(wanted)).toMatchObject({ previous_status: 'wrap_up', status: 'ready' });
  });

  test("is refused for a user who isn't an agent", async () => {
    const nobody = office.dash.company.users.find(({ presence_id }) => presence_id === '1003')?.id ?? '';
    await expect(set('ready', nobody)).rejects.toMatchObject(
      halts("This user isn't a call center agent. Choose another agent in Agent."),
    );
  });
});

test("queues and agents have names, and a queue's state is found", async () => {
  await open();
  await getReady(maya(), 400);
  await getReady(zoe(), 400);
  await call(ann, 300);
  await office.dash.qubicle.choose(zoe(), 'away', ago(250));
  await call(ben, 65);
  // A queue that isn't running is started.
  office.dash.company.qubicle.stopped.add(frontDeskQueueId);
  expect(await run('searches.find_queue', { name: 'front' })).toMatchObject([
    { id: frontDeskQueueId, queue_name: 'Front Desk', calls_waiting: 1, agents_ready: 0, agents_signed_in: 2 },
  ]);
  expect(await run('triggers.list_queues')).toEqual([
    { id: billingQueueId, name: 'Billing' },
    { id: frontDeskQueueId, name: 'Front Desk' },
  ]);
  expect(await run('triggers.list_agents')).toMatchObject([{ name: 'Maya Okafor' }, { name: 'Zoë Núñez' }]);
});

test("an agent can't be signed in to a single queue", async () => {
  await open();
  const login = { agent: maya(), queue: frontDeskQueueId, action: 'login' };
  await expect(run('creates.set_queue_login', login)).rejects.toMatchObject(
    halts(
      "Agents in your call center sign in to all of their queues at once, so this step can't change just one. Use Set Agent Status instead.",
    ),
  );
});

test("an agent's own login may set its own status, and gets an error for those of others", async () => {
  await open();
  const password = 'Floss-as-well!';
  office.dash.company.logins.push({ user_id: zoe(), password, multiFactor: false });
  const username = office.dash.company.users.find(({ id }) => id === zoe())?.username ?? '';
  const connection = await office.zapier.connect({ username, password, account_name: credentials.accountName });
  const ownStatus = { agent: zoe(), status: 'ready' };
  expect(await run('creates.set_agent_status', ownStatus, connection)).toMatchObject({ status: 'ready' });
  for (const [method, input] of [
    ['triggers.agent_status_changed', {}],
    ['searches.find_agent', { name: 'Maya' }],
    ['creates.set_agent_status', { agent: maya(), status: 'signed_out' }],
  ] as const) {
    await expect(run(method, input, connection)).rejects.toMatchObject(
      halts(
        "This connection doesn't have permission for this part of the call center. Reconnect VirtualPBX with the account's API key or an administrator's sign-in.",
      ),
    );
  }
});

describe('which call center', () => {
  const noCallCenter = halts(
    "Call Center isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
  );

  test('is looked up once a day, and again when it is gone', async () => {
    await open();
    const { dash } = office;
    const lists = () => dash.requests.filter(({ path }) => path.endsWith('/qubicle_queues')).length;
    await findMaya();
    await findMaya();
    expect(lists()).toBe(1);
    dash.settings.callCenter = 'acdc';
    setStatus(dash.company, maya(), 'paused', ago(60));
    await expect(findMaya()).rejects.toMatchObject(noCallCenter);
    expect(await findMaya()).toMatchObject({ status: 'away' });
  });

  test('has no events if it is ACDC', async () => {
    await open({ callCenter: 'acdc' });
    await expect(turnOn('queue_caller_joined')).rejects.toMatchObject({ name: 'HaltedError' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['triggers.new_queue_call', {}],
    ['triggers.agent_status_changed', {}],
    ['triggers.list_queues', {}],
    ['triggers.list_agents', {}],
    ['creates.set_agent_status', { agent: ID, status: 'ready' }],
    ['creates.set_queue_login', { agent: ID, queue: ID, action: 'login' }],
    ['searches.find_agent', { name: 'Maya' }],
    ['searches.find_queue', { name: 'Billing' }],
  ])("doesn't exist, and %s says so", async (method, input) => {
    await open({ callCenter: 'none' });
    await expect(run(method, input)).rejects.toMatchObject(noCallCenter);
  });
});
