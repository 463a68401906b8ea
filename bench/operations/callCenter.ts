import { abandonQueueCall, answerQueueCall, enterQueue, setStatus } from '../../sandbox/dash/activity/callCenter.ts';
import { frontDeskQueueId } from '../../sandbox/dash/company/office.ts';
import type { Settings } from '../../sandbox/dash/server.ts';
import { cold, create, hook, list, polling, search, turnOff, type Office, type Operation } from '../office.ts';

/** The operations of one engine, with its name after theirs. The first one changes the office. */
const on = (callCenter: Settings['callCenter'], operations: readonly Operation[]): Operation[] =>
  operations.map(({ name, prepare, run }, nth) => ({
    name: name.replace(/(?=,|$)/, ` on ${callCenter === 'qubicle' ? 'Qubicle' : 'ACDC'}`),
    prepare: async (office) => {
      if (nth === 0) {
        await turnOff(office);
        Object.assign(office.dash.settings, { callCenter, qubicleHooks: true, qubicleLoginMs: 10 });
      }
      await prepare?.(office);
    },
    run,
  }));

const caller = { name: 'Grace Park', number: '+14155550142' };

/** The first agent, who exists in both engines. */
const agentIdOf = ({ dash }: Office): string => String(dash.company.callCenter.agents[0]?.id);

const setAgent = (status: string): Operation => ({
  ...cold(create, 'set_agent_status', (office) => ({ agent: agentIdOf(office), status })),
  name: `set_agent_status, ${status}`,
});

const finding: readonly Operation[] = [
  cold(list, 'list_agents'),
  cold(list, 'list_queues'),
  cold(search, 'find_agent', { name: 'Maya' }),
  cold(search, 'find_queue', { name: 'Front Desk' }),
];

const acdc: readonly Operation[] = [
  ...finding,
  setAgent('ready'),
  setAgent('away'),
  setAgent('signed_out'),
  cold(create, 'set_queue_login', (office) => ({
    agent: agentIdOf(office),
    queue: frontDeskQueueId,
    action: 'login',
  })),
  ...polling('agent_status_changed', (office) => {
    setStatus(office.dash.company, agentIdOf(office), 'ready');
  }),
  ...polling('new_queue_call', (office) => {
    const { company } = office.dash;
    const enter = (call_id: string) => enterQueue(company, { call_id, queue_id: frontDeskQueueId, caller });
    answerQueueCall(enter('answered'), agentIdOf(office), 12);
    abandonQueueCall(enter('abandoned'), 20);
  }),
];

const joinQueue = async ({ dash, ids }: Office) => {
  const { session_id } = await dash.qubicle.joinQueue({ queueId: frontDeskQueueId, ...caller });
  ids.session = session_id;
};

/** Alternates between ready and away. */
const changeAvailability = async (office: Office) => {
  const status = office.ids.availability === 'ready' ? 'away' : 'ready';
  office.ids.availability = status;
  await office.dash.qubicle.choose(agentIdOf(office), status);
};

/** A caller joins and is answered by the agent. */
const answerInQueue = async (office: Office) => {
  const { qubicle } = office.dash;
  await qubicle.choose(agentIdOf(office), 'ready');
  await joinQueue(office);
  const agent = await qubicle.offerCall(String(office.ids.session));
  if (agent !== undefined) await qubicle.answerOffer(agent);
  await qubicle.hangUp(String(office.ids.session));
  await qubicle.endWrapups(new Date(Date.now() + 3_600_000));
};

const qubicle: readonly Operation[] = [
  ...finding,
  setAgent('ready'),
  setAgent('away'),
  { ...setAgent('ready'), name: 'set_agent_status, ready again' },
  ...polling('agent_status_changed', (office) => office.dash.qubicle.choose(agentIdOf(office), 'away')),
  ...hook('agent_availability_changed', changeAvailability),
  ...polling('new_queue_call', joinQueue),
  ...hook('queue_caller_joined', joinQueue),
  ...hook('queue_caller_left', answerInQueue),
  setAgent('signed_out'),
];

/** The call center on both engines. */
export const callCenter: readonly Operation[] = [...on('acdc', acdc), ...on('qubicle', qubicle)];
