import { defineInputFields } from 'zapier-platform-core';
import { number } from '../dash/schema.ts';
import { DAY_SECONDS } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { durationInWords } from '../fields/durations.ts';
import { dynamicFields } from '../zapier/dynamicFields.ts';
import { haltedError } from '../zapier/errors.ts';
import type { StatusRequest } from './engine.ts';
import { findEngine } from './engine.lookUp.ts';

/** The fields for a pause, shown only where the call center supports a length and a reason. */
export const pauseFields = dynamicFields(
  defineInputFields([
    {
      key: 'pause_seconds',
      label: 'Pause Length (in Seconds)',
      type: 'integer',
      helpText:
        'Only for Away. For example, `900` for 15 minutes, then the agent is ready again. Leave empty to stay away until someone changes it.',
    },
    {
      key: 'pause_reason',
      label: 'Pause Reason',
      type: 'string',
      helpText: "Only for Away. For example, `Lunch`. Some phone systems don't save it.",
    },
  ]),
  async (fields, context) => ((await findEngine(context)).hasPauses ? [...fields] : []),
);

type PauseInput = Pick<InputReader<readonly [typeof pauseFields]>, 'label' | 'text'>;

/**
 * A pause without an end lasts 30 days. KAZOO 4.2 refuses a pause without a duration, 4.3 makes it ten minutes, and both
 * treat zero seconds as no duration (`cb_agents:validate_status_change_params`, `acdc_agent_handler:handle_status_update`,
 * `acdc_agent_fsm:start_pause_timer`). An Erlang timer runs for at most 49 days.
 */
const MAX_PAUSE_SECONDS = 30 * DAY_SECONDS;

/** A whole number of seconds. KAZOO 4.3 answers 500 when it is a string. */
const pauseSeconds = (input: PauseInput): number => {
  const label = input.label('pause_seconds');
  const typed = input.text('pause_seconds');
  const seconds = number(typed);
  if (typed === null || seconds === 0) return MAX_PAUSE_SECONDS;
  if (seconds === null || seconds < 0 || !Number.isInteger(seconds))
    throw haltedError(`${label} isn't a whole number of seconds. Write it like 900.`);
  if (seconds > MAX_PAUSE_SECONDS)
    throw haltedError(
      `${label} can be at most 2592000 (30 days). Leave it empty to pause until someone sets the agent to Ready.`,
    );
  return seconds;
};

type Pause = NonNullable<StatusRequest['pause']>;

/** The pause as filled in. */
export const pauseOf = (input: PauseInput): Pause => {
  const reason = input.text('pause_reason');
  return { timeout: pauseSeconds(input), ...(reason !== null && { alias: reason }) };
};

/** A pause after "Jane Doe is now away", such as ` for 15 min (Lunch)`. */
export const formatPause = ({ timeout, alias }: Pause): string =>
  [
    timeout === MAX_PAUSE_SECONDS ? '' : ` for ${durationInWords(timeout)}`,
    alias === undefined ? '' : ` (${alias})`,
  ].join('');
