import { defineInputFields } from 'zapier-platform-core';
import { field } from '../fields/output.ts';
import { detailsOf, personDetailFields, personDetailSample, personSample } from '../fields/person.ts';
import { findPerson } from '../users/people.lookUp.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { statusFields, statusValues } from './agent.record.ts';
import { agentField } from './callCenterFields.ts';
import { callCenterLists } from './callCenterLists.ts';
import { withEngine } from './engine.lookUp.ts';
import { formatPause, pauseFields, pauseOf } from './pause.ts';
import { asSentence, formatAgent } from './sentences.ts';
import { isReached, WANTED_LABELS, type WantedStatus } from './setStatus.ts';
import { formatStatus } from './status.ts';

const NO_AGENT = "This user isn't an agent of the call center. Choose Agent again in this step.";

/** What was asked for, such as `set Jane Doe to Away`. */
const formatWanted = (wanted: WantedStatus, agent: string): string =>
  wanted === 'end_wrap_up' ? `end the wrap-up of ${agent}` : `set ${agent} to ${WANTED_LABELS[wanted]}`;

export const setAgentStatus = create({
  key: 'set_agent_status',
  noun: 'Agent',
  label: 'Set Agent Status',
  description: 'Signs a call center agent in or out, or sets the agent to ready or away.',
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
          'Ready also signs in an agent who is signed out. If the agent is on a call, the change happens when the call ends.',
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
      // Last, so that no failure before it makes Zapier repeat the step, which would find the new status as the one before.
      const result = await engine.setStatus(context, id, { status: wanted, pause, labels });
      if (result === null) throw haltedError(NO_AGENT);
      const { previous, status } = result;
      const agent = formatAgent(person);
      const detail = pause && status === 'away' ? formatPause(pause) : '';
      return {
        id,
        summary: asSentence(
          isReached(wanted, status)
            ? `${agent} is now ${formatStatus(status)}${detail}.`
            : `Asked to ${formatWanted(wanted, agent)}. For now, ${agent} is ${formatStatus(status)}.`,
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
    ...personDetailFields,
  ],
  sample: {
    id: String(personSample.user_id),
    summary: 'Jane Doe is now away.',
    ...statusValues('away'),
    previous_status: 'ready',
    ...personDetailSample,
  },
});
