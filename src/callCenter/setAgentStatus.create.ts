import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { number } from '../dash/schema.ts';
import { findPerson } from '../users/people.ts';
import { connect, nullUnlessRetried } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputChoice, requiredText, inputText } from '../fields/inputs.ts';
import { formatDuration } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFields } from '../fields/person.ts';
import { agentField, samplePerson, formatAgent } from './agent.ts';
import { statusNow } from './agentStatus.ts';
import { wording } from './section.ts';

const PAUSE_SECONDS = 'Pause Length (in Seconds)';
const PAUSE_REASON = 'Pause Reason';

/** What an agent can be asked for (dash-api.md, section 15), with the labels that people read. */
const REQUESTS = {
  login: 'Log In',
  logout: 'Log Out',
  pause: 'Pause',
  resume: 'Resume',
  end_wrapup: 'End Wrap-Up',
};

/** How a request completes "Asked to …". */
const SPOKEN: Record<keyof typeof REQUESTS, (agent: string) => string> = {
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
    label: PAUSE_SECONDS,
    type: 'integer',
    helpText: 'Only for Pause, for example 900 for 15 minutes. Leave empty to pause until someone ends it.',
  },
  {
    key: 'pause_reason',
    label: PAUSE_REASON,
    type: 'string',
    helpText: 'Only for Pause, for example Lunch. Some phone systems do not keep it.',
  },
]);

/**
 * A pause without an end is a long one: 30 days. KAZOO 4.2 refuses a pause without a length, 4.3 makes ten minutes of
 * it, and of no seconds both make none (`cb_agents:validate_status_change_params`, `acdc_agent_handler:handle_status_update`,
 * `acdc_agent_fsm:start_pause_timer`). A timer of Erlang runs for 49 days at most.
 */
const LONGEST_PAUSE = 30 * 24 * 3600;

/** A whole number of seconds, which KAZOO 4.3 answers a text with a 500 for. */
const pauseSeconds = (input: unknown): number => {
  const typed = inputText(input);
  const seconds = number(typed);
  if (typed === null || seconds === 0) return LONGEST_PAUSE;
  if (seconds === null || seconds < 0 || !Number.isInteger(seconds))
    throw haltedError(`${PAUSE_SECONDS} holds something that is no whole number of seconds. Write it as 900.`);
  if (seconds > LONGEST_PAUSE)
    throw haltedError(
      `${PAUSE_SECONDS} can be 2592000 at most, which is 30 days. Leave it empty to pause until someone ends it.`,
    );
  return seconds;
};

const pauseOf = (input: Record<string, unknown>) => {
  const reason = inputText(input.pause_reason);
  return { timeout: pauseSeconds(input.pause_seconds), ...(reason !== null && { alias: reason }) };
};

const formatPause = ({ timeout, alias }: ReturnType<typeof pauseOf>): string =>
  [
    timeout === LONGEST_PAUSE ? ' until someone ends it' : ` for ${formatDuration(timeout)}`,
    alias === undefined ? '' : ` (${alias})`,
  ].join('');

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('requested_status', 'string', 'Requested Status'),
  field('previous_status', 'string', 'Previous Status'),
  ...personFields,
] as const;

type Requested = RecordOf<typeof outputFields>;

const perform = async (z: ZObject, bundle: Bundle): Promise<Requested> => {
  const id = requiredText('Agent', bundle.inputData.agent);
  const status = inputChoice('Status', REQUESTS, bundle.inputData.status);
  const pause = status === 'pause' ? pauseOf(bundle.inputData) : null;
  const { dash } = connect(z, bundle);
  const [person, previous] = await Promise.all([findPerson(z, dash, id), statusNow(dash, id).catch(nullUnlessRetried)]);
  const labels = { status: 'Status', timeout: PAUSE_SECONDS, alias: PAUSE_REASON };
  // Last, so that nothing which goes wrong on the way makes Zapier ask twice.
  await dash.post(
    ['agents', id, 'status'],
    { status, ...pause },
    { ...wording, purpose: 'set the status of the agent', labels },
  );
  return {
    id,
    summary: `Asked to ${SPOKEN[status](formatAgent(person))}${pause ? formatPause(pause) : ''}.`,
    requested_status: status,
    previous_status: previous,
    ...person,
  };
};

export const setAgentStatus = {
  key: 'set_agent_status',
  noun: 'Agent',
  display: {
    label: 'Set Agent Status',
    description: 'Asks the phone system to log an agent of the call center in or out, or to pause the agent.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...outputFields],
    sample: {
      id: samplePerson.user_id,
      summary: 'Asked to pause Jane Doe for 15:00 (Lunch).',
      requested_status: 'pause',
      previous_status: 'ready',
      ...samplePerson,
    } satisfies Requested,
  },
};
