import { defineInputFields } from 'zapier-platform-core';
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './call.ts';
import { callOfFirstLeg } from './callInProgress.ts';
import { recentCalls } from './finishedCalls.ts';
import { allOf, callFilterFields, parseCallFilters, filterVerdict, type Verdict } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';
import { systemAnsweredField, systemVerdict } from './systemAnswered.ts';

const { users, numbers, exclude_numbers } = callFilterFields;

/** For how many seconds a caller counts once; without an entry every call counts. */
const oncePerCaller: Record<string, number> = {
  '15m': 15 * MINUTE_SECONDS,
  '1h': HOUR_SECONDS,
  '4h': 4 * HOUR_SECONDS,
  '1d': DAY_SECONDS,
};

const inputFields = defineInputFields([
  users,
  numbers,
  exclude_numbers,
  systemAnsweredField,
  {
    key: 'once_per_caller',
    label: 'At Most Once per Caller',
    type: 'string',
    choices: { off: 'Off', '15m': 'In 15 Minutes', '1h': 'In 1 Hour', '4h': 'In 4 Hours', '1d': 'In 1 Day' },
    helpText:
      'Somebody who calls again and again then counts once in that time. It does not apply to callers who hide their number. Off unless you choose otherwise.',
  },
]);

type Input = InputReader<typeof inputFields>;

const verdictFor = (call: Call, input: Input): Verdict =>
  allOf([isMissedFromOutside(call), systemVerdict(call, input), filterVerdict(call, parseCallFilters(input))]);

/** Whether it is known that nobody answered: it is not for a leg that the switch lost sight of. */
const isUnanswered = ({ outcome }: Call): boolean => outcome !== null && outcome !== 'answered';

export const missedCall = callTrigger({
  key: 'missed_call',
  label: 'New Missed Call',
  description: 'Triggers when a call from outside ends and nobody answered it.',
  hooks: ['channel_destroy'],
  modifiers: () => ({ call_direction: 'inbound' }),
  inputFields,
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && verdictFor(call, input);
  },
  load: async (event, input, context) => {
    const call = await endedCall(event, context, (one) => verdictFor(one, input) === false);
    return call && isUnanswered(call) && verdictFor(call, input) !== false ? call : null;
  },
  isUndecided: (call, input) => verdictFor(call, input) === null,
  throttle: (call, input) => {
    const seconds = oncePerCaller[String(input.text('once_per_caller'))];
    if (seconds === undefined || isFromHidden(call)) return null;
    return { key: `caller ${String(parseNumber(call.from.number).number)}`, seconds };
  },
  samples: (input, context) => recentCalls(context, (call) => verdictFor(call, input) !== false),
});
