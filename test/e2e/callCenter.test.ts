import {
  abandonQueueCall,
  endAgentCall,
  enterQueue,
  endQueueCall,
  setStatus,
  answerQueueCall,
} from '../../sandbox/dash/activity/callCenter.ts';
import { billingQueueId, frontDeskQueueId } from '../../sandbox/dash/company/office.ts';
import { openOffice } from './office.ts';
import type { QueueCall } from '../../sandbox/dash/company/model.ts';
import type { LiveZap } from '../../sandbox/zapier/platform.ts';
import type { Office } from './office.ts';

/** An ID that nobody has, and that no list is requested for. */
const ID = 'feedfacecafe4b1dadd1c0ffee0ddba2';

let office: Office;

beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const [ann, ben] = [
  { number: '+14154886134', name: 'Ann Lee' },
  { number: '+14155550177', name: 'Ben Ito' },
];

const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

const mayasId = (): string => office.dash.company.callCenter.agents[0]?.id ?? '';

const enter = (call_id: string, caller = ann, at = secondsAgo(300), queue_id = frontDeskQueueId): QueueCall =>
  enterQueue(office.dash.company, { call_id, queue_id, caller, at });

const turnOn = (key: string, input: Record<string, unknown> = {}): Promise<LiveZap> =>
  office.zapier.turnOn(office.connection, {
    name: key,
    trigger: { key, input },
    steps: [{ app: 'Notes', action: 'Write Down', fields: { status: '{{status}}', summary: '{{summary}}' } }],
  });

const summariesOf = ({ results }: LiveZap): string[] =>
  results.map(({ fields }) => (fields.summary as string).replace(/, \w{3},? .*$/, ''));

const run = (method: string, input: Record<string, unknown> = {}) =>
  office.zapier.run(office.connection, method, input);

const set = (status: string, more: object = {}) =>
  run('creates.set_agent_status', { agent: mayasId(), status, ...more });

const statusOfMaya = async (): Promise<string | undefined> => {
  const [found] = (await run('searches.find_agent', { name: 'Maya' })) as { status: string }[];
  return found?.status;
};

describe('calls of queues', () => {
  test('are returned once at each status, even when they are short, and a restart repeats none', async () => {
    enter('before the Zap');
    const zap = await turnOn('new_queue_call');
    const [short, long] = [enter('short'), enter('long', ben)];
    answerQueueCall(short, mayasId(), 12);
    endQueueCall(short, 65);
    await office.zapier.poll(zap);
    abandonQueueCall(long, 100);
    await office.zapier.poll(zap);
    await office.zapier.poll(zap);
    office.dash.restartCallCenter();
    await office.zapier.poll(zap);
    enter('after the restart', ben);
    await office.zapier.poll(zap);
    expect(zap.errors).toEqual([]);
    expect(summariesOf(zap).sort()).toEqual([
      'Ann Lee (415-488-6134) is waiting in Front Desk',
      'Ben Ito (415-555-0177) gave up waiting in Front Desk after 1 min 40 sec',
      'Ben Ito (415-555-0177) is waiting in Front Desk',
      'Ben Ito (415-555-0177) is waiting in Front Desk',
      'Maya Okafor answered Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec',
      'Maya Okafor talked with Ann Lee (415-488-6134) for 1 min 5 sec in Front Desk after a wait of 12 sec',
    ]);
  });

  test('are returned only for the chosen queues and statuses', async () => {
    const zap = await turnOn('new_queue_call', { queues: [billingQueueId], statuses: ['abandoned'] });
    for (const queue of [frontDeskQueueId, billingQueueId])
      abandonQueueCall(enter(queue, ann, secondsAgo(99), queue), 9);
    await office.zapier.poll(zap);
    expect(summariesOf(zap)).toEqual(['Ann Lee (415-488-6134) gave up waiting in Billing after 9 sec']);
  });

  test('are returned after a failed poll', async () => {
    const zap = await turnOn('new_queue_call');
    office.dash.fault({ path: /queues\/stats/ });
    enter('while Dash was ill');
    await office.zapier.poll(zap);
    expect(zap.results).toEqual([]);
    await office.zapier.poll(zap);
    expect(summariesOf(zap)).toHaveLength(1);
  });
});

describe.each(['4.2', '4.3'] as const)('statuses of agents in KAZOO %s', (kazoo) => {
  beforeEach(() => {
    office.dash.settings.kazoo = kazoo;
  });

  test('are returned once, with the status before, and a restart loses none', async () => {
    setStatus(office.dash.company, mayasId(), 'logged_out', secondsAgo(70));
    const zap = await turnOn('agent_status_changed');
    setStatus(office.dash.company, mayasId(), 'logged_in', secondsAgo(61));
    setStatus(office.dash.company, mayasId(), 'ready', secondsAgo(60));
    setStatus(office.dash.company, mayasId(), 'connected', secondsAgo(50));
    await office.zapier.poll(zap);
    office.dash.restartCallCenter();
    await office.zapier.poll(zap);
    setStatus(office.dash.company, mayasId(), 'wrapup', secondsAgo(10));
    await office.zapier.poll(zap);
    await office.zapier.poll(zap);
    expect(zap.errors).toEqual([]);
    expect(summariesOf(zap).sort()).toEqual([
      'Maya Okafor is now on a call (was ready)',
      'Maya Okafor is now ready (was signed out)',
      'Maya Okafor is now wrapping up (was on a call)',
    ]);
  });

  test('are set, and seen by the next poll', async () => {
    setStatus(office.dash.company, mayasId(), 'ready', secondsAgo(60));
    const zap = await turnOn('agent_status_changed', { agents: [mayasId()], statuses: ['away'] });
    expect(await set('away', { pause_seconds: 900, pause_reason: 'Lunch' })).toMatchObject({
      summary: 'Maya Okafor is now away for 15 min (Lunch).',
      previous_status: 'ready',
      status: 'away',
      status_text: 'Away',
    });
    expect(office.dash.company.callCenter.statuses.at(-1)).toMatchObject({ status: 'paused', pause_time: 900 });
    await office.zapier.poll(zap);
    expect(summariesOf(zap)).toEqual(['Maya Okafor is now away (was ready)']);
    expect(await run('searches.find_agent', { extension: '1001' })).toMatchObject([
      { user_name: 'Maya Okafor', status: 'away', summary: 'Maya Okafor is away.' },
    ]);
  });

  test('wait for the end of a call, and the step says so', async () => {
    setStatus(office.dash.company, mayasId(), 'connected', secondsAgo(60));
    expect(await set('signed_out')).toMatchObject({
      summary: 'Asked the phone system to set Maya Okafor to Signed Out. Right now, Maya Okafor is on a call.',
      status: 'on_call',
      previous_status: 'on_call',
    });
    endAgentCall(office.dash.company, mayasId(), secondsAgo(5));
    expect(await statusOfMaya()).toBe('signed_out');
  });

  test('stay in a pause without a length', async () => {
    setStatus(office.dash.company, mayasId(), 'ready', secondsAgo(60));
    expect(await set('away')).toMatchObject({ status: 'away', summary: 'Maya Okafor is now away.' });
    expect(await statusOfMaya()).toBe('away');
  });

  test.each([
    ['logged_out', 'ready', 'signed_out', 'ready'],
    ['logged_out', 'away', 'signed_out', 'away'],
    ['paused', 'ready', 'away', 'ready'],
    ['paused', 'signed_out', 'away', 'signed_out'],
    ['wrapup', 'end_wrap_up', 'wrap_up', 'ready'],
    ['wrapup', 'ready', 'wrap_up', 'ready'],
    ['paused', 'end_wrap_up', 'away', 'away'],
  ])('from %s, %s: %s becomes %s', async (before, wanted, previous_status, status) => {
    setStatus(office.dash.company, mayasId(), before, secondsAgo(60));
    expect(await set(wanted)).toMatchObject({ previous_status, status });
    expect(await statusOfMaya()).toBe(status);
  });

  test('are returned no matter how many there were between two polls', async () => {
    setStatus(office.dash.company, mayasId(), 'logged_out', secondsAgo(120));
    const zap = await turnOn('agent_status_changed');
    await office.zapier.poll(zap);
    for (let count = 0; count < 40; count += 1)
      setStatus(
        office.dash.company,
        mayasId(),
        ['ready', 'connecting', 'connected', 'wrapup'][count % 4] ?? '',
        secondsAgo(100 - count),
      );
    await office.zapier.poll(zap);
    expect(zap.errors).toEqual([]);
    expect(zap.results).toHaveLength(40);
  });

  test('of agents who are gone after a crash are signed out, at the second answer that says so', async () => {
    setStatus(office.dash.company, mayasId(), 'ready', secondsAgo(60));
    const zap = await turnOn('agent_status_changed');
    await office.zapier.poll(zap);
    office.dash.restartCallCenter(true);
    await office.zapier.poll(zap);
    expect(zap.results).toEqual([]);
    await office.zapier.poll(zap);
    expect(summariesOf(zap)).toEqual(['Maya Okafor is now signed out (was ready)']);
  });
});

test("a queue that doesn't exist is refused before the user is changed", async () => {
  const agent = office.dash.company.callCenter.agents[0];
  const before = structuredClone(agent);
  await expect(
    run('creates.set_queue_login', { agent: mayasId(), queue: 'nobody has it', action: 'login' }),
  ).rejects.toMatchObject({ name: 'HaltedError' });
  expect(agent).toEqual(before);
});

test('an agent is logged in to a queue, and is counted there', async () => {
  const zoe = office.dash.company.callCenter.agents[1]?.id ?? '';
  setStatus(office.dash.company, zoe, 'ready');
  enter('one', ann, secondsAgo(65), billingQueueId);
  expect(await run('searches.find_queue', { name: 'billing' })).toMatchObject([{ agents_ready: 0 }]);
  expect(await run('creates.set_queue_login', { agent: zoe, queue: billingQueueId, action: 'login' })).toMatchObject({
    summary: 'Asked the phone system to log Zoë Núñez in to Billing.',
  });
  expect(await run('searches.find_queue', { name: 'billing' })).toMatchObject([
    {
      id: billingQueueId,
      calls_waiting: 1,
      longest_wait_text: expect.stringMatching(/^1:0[5-9]$/) as string,
      agents_ready: 1,
    },
  ]);
  await run('creates.set_queue_login', { agent: zoe, queue: billingQueueId, action: 'logout' });
  expect(await run('searches.find_queue', { name: 'billing' })).toMatchObject([{ agents_ready: 0 }]);
});

test('the dropdowns show names', async () => {
  expect(await run('triggers.list_queues')).toEqual([
    { id: billingQueueId, name: 'Billing' },
    { id: frontDeskQueueId, name: 'Front Desk' },
  ]);
  expect(await run('triggers.list_agents')).toMatchObject([{ name: 'Maya Okafor' }, { name: 'Zoë Núñez' }]);
});

describe('an account without a call center', () => {
  beforeEach(() => {
    office.dash.company.callCenter.enabled = false;
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
  ])('gets an error from %s', async (method, input) => {
    await expect(run(method, input)).rejects.toMatchObject({
      name: 'HaltedError',
      message: "Call Center isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
    });
  });
});
