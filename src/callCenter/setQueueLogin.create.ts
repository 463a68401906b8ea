import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { findPerson } from '../users/people.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputChoice, requiredText } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFields } from '../fields/person.ts';
import { agentField, samplePerson, formatAgent } from './agent.ts';
import { queueFields, parseQueue, sampleQueue } from './queue.ts';
import { wording } from './section.ts';

/** Dash's words, with the labels that people read. */
const ACTIONS = { login: 'Log In', logout: 'Log Out' };

/** How an action completes "Asked to log Jane Doe …". */
const SPOKEN = { login: 'in to', logout: 'out of' };

const inputFields = defineInputFields([
  agentField,
  {
    key: 'queue',
    label: 'Queue',
    type: 'string',
    required: true,
    dynamic: 'list_queues.id.name',
    search: 'find_queue.id',
  },
  {
    key: 'action',
    label: 'Action',
    type: 'string',
    required: true,
    choices: ACTIONS,
    helpText: 'Adds this queue to the agent, or removes it, until you change it again. Other queues stay as they are.',
  },
]);

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('requested_action', 'string', 'Requested Action'),
  ...queueFields,
  ...personFields,
] as const;

type Requested = RecordOf<typeof outputFields>;

const perform = async (z: ZObject, bundle: Bundle): Promise<Requested> => {
  const agent = requiredText('Agent', bundle.inputData.agent);
  const queue = requiredText('Queue', bundle.inputData.queue);
  const action = inputChoice('Action', ACTIONS, bundle.inputData.action);
  const { dash } = connect(z, bundle);
  const purpose = 'log the agent in or out of the queue';
  // Dash takes any queue, also one that nobody has, and writes it into the user (KAZOO, `cb_agents:handle_queue_update`).
  const found = await dash.find(['queues', queue], { ...wording, purpose });
  if (found === null)
    throw haltedError(
      `Could not ${purpose}: VirtualPBX can't find the queue; it may have been deleted. Choose Queue again in this step.`,
    );
  const queueName = parseQueue(found).name;
  const person = await findPerson(z, dash, agent);
  const labels = { action: 'Action', queue_id: 'Queue' };
  // Last, so that nothing which goes wrong on the way makes Zapier ask twice.
  await dash.post(['agents', agent, 'queue_status'], { action, queue_id: queue }, { ...wording, purpose, labels });
  return {
    id: `${agent}-${queue}`,
    summary: `Asked to log ${formatAgent(person)} ${SPOKEN[action]} ${queueName ?? 'the queue'}.`,
    requested_action: action,
    queue_id: queue,
    queue_name: queueName,
    ...person,
  };
};

export const setQueueLogin = {
  key: 'set_queue_login',
  noun: 'Agent',
  display: {
    label: 'Log Agent In or Out of Queue',
    description: 'Asks the phone system to log an agent of the call center in to one queue, or out of it.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...outputFields],
    sample: {
      id: `${samplePerson.user_id}-${sampleQueue.queue_id}`,
      summary: 'Asked to log Jane Doe in to Front Desk.',
      requested_action: 'login',
      ...sampleQueue,
      ...samplePerson,
    } satisfies Requested,
  },
};
