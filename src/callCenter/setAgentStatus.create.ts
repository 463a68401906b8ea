import { defineInputFields } from 'zapier-platform-core';
import { field } from '../fields/output.ts';
import { detailsOf, personDetailSample, personSample } from '../fields/person.ts';
import { findPerson } from '../users/people.lookUp.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { agentDetailFields, statusFields, statusValues } from './agent.record.ts';
import { agentField } from './callCenterFields.ts';
import { callCenterLists } from './callCenterLists.ts';
import { withEngine } from './engine.lookUp.ts';
import { formatPause, pauseFields, pauseOf } from './pause.ts';
import { asSentence, formatAgent, formatAgentStatus } from './sentences.ts';
import { isReached, WANTED_LABELS, type WantedStatus } from './setStatus.ts';

const NO_AGENT = "This user isn't a call center agent. Choose another agent in Agent.";

/** What was requested, such as `set Jane Doe to Away`. */
const formatWanted = (wanted: WantedStatus, agent: string): string =>
  wanted === 'end_wrap_up' ? `end ${agent}'s wrap-up` : `set ${agent} to ${WANTED_LABELS[wanted]}`;

export const setAgentStatus = create({
  key: 'set_agent_status',
  noun: 'Agent',
  label: 'Set Agent Status',
  description: 'Signs a call center agent in or out, sets the agent to ready or away, or ends wrap-up.',
  inputFields: [
    ...defineInputFields([
      agentField,
      {
        key: 'status',
        label: 'Status',
        type: 'string',
        required: true,
        choices: { ...WANTED_LABELS },
        helpText:
          'Ready and Away also sign in an agent who is signed out. If the agent is on a call, the change happens when the call ends.',
      },
    ]),
    pauseFields,
  ],
  callCenterLists,
  perform: (input, context) => {
    const id = input.required('agent');
    const wanted = input.choice('status');
    return withEngine(context, async (engine) => {
      const isPause = wanted === 'away' && engine.hasPauses;
      const pause = isPause ? pauseOf(input) : null;
      const labels = {
        status: input.label('status'),
        timeout: input.label('pause_seconds'),
        alias: input.label('pause_reason'),
      };
      const person = await findPerson(context, id);
      // Last: if something failed after it, Zapier would repeat the step, and the new status would be taken for the previous one.
      const result = await engine.setStatus(context, id, { status: wanted, pause, labels });
      if (result === null) throw haltedError(NO_AGENT);
      const { previous, status } = result;
      const detail = pause && status === 'away' ? formatPause(pause) : '';
      return {
        id,
        summary: asSentence(
          isReached(wanted, status)
            ? `${formatAgentStatus(person, status, 'now')}${detail}.`
            : `Asked the phone system to ${formatWanted(wanted, formatAgent(person))}. Right now, ${formatAgentStatus(person, status)}.`,
        ),
        ...statusValues(status),
        previous_status: previous,
        ...detailsOf(person),
      };
    });
  },
  outputFields: [
    field('id', 'string', 'Agent ID'),
    field('summary', 'string', 'Summary'),
    ...statusFields,
    field('previous_status', 'string', 'Previous Status'),
    ...agentDetailFields,
  ],
  sample: {
    id: String(personSample.user_id),
    summary: 'Jane Doe is now away.',
    ...statusValues('away'),
    previous_status: 'ready',
    ...personDetailSample,
  },
});
