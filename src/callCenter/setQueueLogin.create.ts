import { defineInputFields } from 'zapier-platform-core';
import { field } from '../fields/output.ts';
import { personFields, personSample } from '../fields/person.ts';
import { findPerson } from '../users/people.lookUp.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { agentField } from './agentField.ts';
import { requestQueueLogin } from './agents.api.ts';
import { queueFields, queueSample } from './queue.record.ts';
import { loadQueue } from './queues.api.ts';
import { formatAgent } from './sentences.ts';

/** Dash's words, with the labels that people read. */
const ACTIONS = { login: 'Log In', logout: 'Log Out' };

/** How an action completes "Asked to log Jane Doe …". */
const ACTION_PHRASES = { login: 'in to', logout: 'out of' };

const PURPOSE = 'log the agent in or out of the queue';

export const setQueueLogin = create({
  key: 'set_queue_login',
  noun: 'Agent',
  label: 'Log Agent In or Out of Queue',
  description: 'Asks the phone system to log an agent of the call center in to one queue, or out of it.',
  inputFields: defineInputFields([
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
      helpText:
        'Adds this queue to the agent, or removes it, until you change it again. Other queues stay as they are.',
    },
  ]),
  perform: async (input, context) => {
    const agentId = input.required('agent');
    const queueId = input.required('queue');
    const action = input.choice('action');
    const { dash } = context;
    // Dash accepts any queue.
    const queue = await loadQueue(dash, queueId, PURPOSE);
    if (queue === null)
      throw haltedError(
        `Could not ${PURPOSE}: VirtualPBX can't find the queue; it may have been deleted. Choose Queue again in this step.`,
      );
    const person = await findPerson(context, agentId);
    // Last, so that no failure before it makes Zapier send the request twice.
    await requestQueueLogin(
      dash,
      agentId,
      { action, queue_id: queueId },
      { purpose: PURPOSE, labels: { action: input.label('action'), queue_id: input.label('queue') } },
    );
    return {
      id: `${agentId}-${queueId}`,
      summary: `Asked to log ${formatAgent(person)} ${ACTION_PHRASES[action]} ${queue.name ?? 'the queue'}.`,
      requested_action: action,
      queue_id: queueId,
      queue_name: queue.name,
      ...person,
    };
  },
  outputFields: [
    field('id', 'string', 'ID'),
    field('summary', 'string', 'Summary'),
    field('requested_action', 'string', 'Requested Action'),
    ...queueFields,
    ...personFields,
  ],
  sample: {
    id: `${String(personSample.user_id)}-${queueSample.queue_id}`,
    summary: 'Asked to log Jane Doe in to Front Desk.',
    requested_action: 'login',
    ...queueSample,
    ...personSample,
  },
});
