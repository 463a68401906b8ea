import { defineInputFields } from 'zapier-platform-core';
import { number } from '../dash/schema.ts';
import { DAY_SECONDS } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { field } from '../fields/output.ts';
import { personFields, personSample } from '../fields/person.ts';
import { formatDuration } from '../fields/durations.ts';
import { findPerson } from '../users/people.lookUp.ts';
import { haltedError, nullUnlessRetried } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { agentField } from './agentField.ts';
import { requestStatus } from './agents.api.ts';
import { currentStatus } from './agentStatus.api.ts';
import { formatAgent } from './sentences.ts';

/** The requests that Dash takes (dash-api.md, section 15), with the labels that people read. */
const REQUESTS = {
  login: 'Log In',
  logout: 'Log Out',
  pause: 'Pause',
  resume: 'Resume',
  end_wrapup: 'End Wrap-Up',
};

/** How a request completes "Asked to …". */
const REQUEST_PHRASES: Record<keyof typeof REQUESTS, (agent: string) => string> = {
  login: (agent) => `log ${agent} in`,
  logout: (agent) => `log ${agent} out`,
  pause: (agent) => `pause ${agent}`,
  resume: (agent) => `end the pause of ${agent}`,
  end_wrapup: (agent) => `end the wrap-up of ${agent}`,
};

const inputFields = defineInputFields([
  agentField,
  {
    key: 'status',
    label: 'Status',
    type: 'string',
    required: true,
    choices: REQUESTS,
    helpText: 'During a call the phone system waits until the call is over.',
  },
  {
    key: 'pause_seconds',
    label: 'Pause Length (in Seconds)',
    type: 'integer',
    helpText: 'Only for Pause, for example 900 for 15 minutes. Leave empty to pause until someone ends it.',
  },
  {
    key: 'pause_reason',
    label: 'Pause Reason',
    type: 'string',
    helpText: 'Only for Pause, for example Lunch. Some phone systems do not keep it.',
  },
]);

type Input = InputReader<typeof inputFields>;

/**
 * A pause without an end is a long one: 30 days. KAZOO 4.2 refuses a pause without a duration, 4.3 makes it ten minutes,
 * and both take zero seconds for no duration (`cb_agents:validate_status_change_params`,
 * `acdc_agent_handler:handle_status_update`, `acdc_agent_fsm:start_pause_timer`). A timer of Erlang runs for 49 days at most.
 */
const MAX_PAUSE_SECONDS = 30 * DAY_SECONDS;

/** A whole number of seconds: KAZOO 4.3 answers a text with a 500. */
const pauseSeconds = (input: Input): number => {
  const label = input.label('pause_seconds');
  const typed = input.text('pause_seconds');
  const seconds = number(typed);
  if (typed === null || seconds === 0) return MAX_PAUSE_SECONDS;
  if (seconds === null || seconds < 0 || !Number.isInteger(seconds))
    throw haltedError(`${label} holds something that is no whole number of seconds. Write it as 900.`);
  if (seconds > MAX_PAUSE_SECONDS)
    throw haltedError(
      `${label} can be 2592000 at most, which is 30 days. Leave it empty to pause until someone ends it.`,
    );
  return seconds;
};

/** A pause as Dash takes it: its duration in seconds, and its reason. */
type Pause = { timeout: number; alias?: string };

const pauseOf = (input: Input): Pause => {
  const reason = input.text('pause_reason');
  return { timeout: pauseSeconds(input), ...(reason !== null && { alias: reason }) };
};

const formatPause = ({ timeout, alias }: Pause): string =>
  [
    timeout === MAX_PAUSE_SECONDS ? ' until someone ends it' : ` for ${formatDuration(timeout)}`,
    alias === undefined ? '' : ` (${alias})`,
  ].join('');

export const setAgentStatus = create({
  key: 'set_agent_status',
  noun: 'Agent',
  label: 'Set Agent Status',
  description: 'Asks the phone system to log an agent of the call center in or out, or to pause the agent.',
  inputFields,
  perform: async (input, context) => {
    const id = input.required('agent');
    const status = input.choice('status');
    const pause = status === 'pause' ? pauseOf(input) : null;
    const { dash } = context;
    const [person, previous] = await Promise.all([
      findPerson(context, id),
      currentStatus(dash, id).catch(nullUnlessRetried),
    ]);
    // Last, so that no failure before it makes Zapier send the request twice.
    await requestStatus(
      dash,
      id,
      { status, ...pause },
      {
        status: input.label('status'),
        timeout: input.label('pause_seconds'),
        alias: input.label('pause_reason'),
      },
    );
    return {
      id,
      summary: `Asked to ${REQUEST_PHRASES[status](formatAgent(person))}${pause ? formatPause(pause) : ''}.`,
      requested_status: status,
      previous_status: previous,
      ...person,
    };
  },
  outputFields: [
    field('id', 'string', 'ID'),
    field('summary', 'string', 'Summary'),
    field('requested_status', 'string', 'Requested Status'),
    field('previous_status', 'string', 'Previous Status'),
    ...personFields,
  ],
  sample: {
    id: String(personSample.user_id),
    summary: 'Asked to pause Jane Doe for 15:00 (Lunch).',
    requested_status: 'pause',
    previous_status: 'ready',
    ...personSample,
  },
});
