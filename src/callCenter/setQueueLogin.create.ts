import { defineInputFields } from 'zapier-platform-core';
import { field } from '../fields/output.ts';
import { personSample } from '../fields/person.ts';
import { findPerson } from '../users/people.lookUp.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { agentPersonFields } from './agent.record.ts';
import { agentField } from './callCenterFields.ts';
import { callCenterLists } from './callCenterLists.ts';
import { withEngine } from './engine.lookUp.ts';
import { queueFields, queueSample } from './queue.record.ts';
import { asSentence, formatAgent } from './sentences.ts';

/** Dash's words for the actions, with the labels that people read. */
const ACTIONS = { login: 'Log In', logout: 'Log Out' };

/** How an action completes "Asked the phone system to log Jane Doe …". */
const ACTION_PHRASES = { login: 'in to', logout: 'out of' };

const PURPOSE = 'log the agent in to or out of the queue';

const ALL_QUEUES_ONLY =
  "Agents in your call center sign in to all of their queues at once, so this step can't change just one. Use Set Agent Status instead.";

const NO_QUEUE = `Could not ${PURPOSE}: VirtualPBX can't find the queue; it may have been deleted. Choose Queue again in this step.`;

export const setQueueLogin = create({
  key: 'set_queue_login',
  noun: 'Agent',
  label: 'Update Queue Login',
  description: 'Logs a call center agent in to or out of one queue.',
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText:
        'To sign an agent in to or out of the whole call center, use Set Agent Status. Some call centers only allow that.',
    },
    agentField,
    {
      key: 'queue',
      label: 'Queue',
      type: 'string',
      required: true,
      dynamic: 'list_queues.id.name',
      search: 'find_queue.id',
      helpText: 'Choose a queue, or map a Queue Name or Queue ID from an earlier step.',
    },
    {
      key: 'action',
      label: 'Action',
      type: 'string',
      required: true,
      choices: ACTIONS,
      helpText: "Changes this queue only, until someone changes it again. The agent's other queues stay the same.",
    },
  ]),
  callCenterLists,
  perform: (input, context) => {
    const agentId = input.required('agent');
    const queueId = input.required('queue');
    const action = input.choice('action');
    return withEngine(context, async ({ queueLogin }) => {
      if (queueLogin === null) throw haltedError(ALL_QUEUES_ONLY);
      // Dash accepts any queue.
      const queue = await queueLogin.findQueue(context, queueId, PURPOSE);
      if (queue === null) throw haltedError(NO_QUEUE);
      const person = await findPerson(context, agentId);
      // Last: if something failed after it, Zapier would send the request twice.
      const labels = { action: input.label('action'), queue_id: input.label('queue') };
      await queueLogin.request(context, { agentId, queueId, action, purpose: PURPOSE, labels });
      return {
        id: `${agentId}-${queueId}`,
        summary: asSentence(
          `Asked the phone system to log ${formatAgent(person)} ${ACTION_PHRASES[action]} ${queue.name ?? 'the queue'}.`,
        ),
        queue_id: queueId,
        queue_name: queue.name,
        ...person,
      };
    });
  },
  outputFields: [
    field('id', 'string', 'Queue Login ID'),
    field('summary', 'string', 'Summary'),
    ...queueFields,
    ...agentPersonFields,
  ],
  sample: {
    id: `${String(personSample.user_id)}-${queueSample.queue_id}`,
    summary: 'Asked the phone system to log Jane Doe in to Front Desk.',
    ...queueSample,
    ...personSample,
  },
});
