import { defineInputFields } from 'zapier-platform-core';
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../dash/time.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './call.ts';
import { missedCallSample } from './call.record.ts';
import type { VerdictOf } from './callChoice.ts';
import { callOfFirstLeg } from './callInProgress.ts';
import { allOf, finishedCallFilterFields, parseCallFilters, filterVerdict } from './callFilters.ts';
import { endedCallTrigger } from './endedCallTrigger.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';

/** For how many seconds a caller counts once; without an entry every call counts. */
const oncePerCaller = new Map([
  ['15m', 15 * MINUTE_SECONDS],
  ['1h', HOUR_SECONDS],
  ['4h', 4 * HOUR_SECONDS],
  ['1d', DAY_SECONDS],
]);

const inputFields = defineInputFields([
  ...finishedCallFilterFields,
  endingFilterFields.system_answered,
  {
    key: 'once_per_caller',
    group: 'more',
    label: 'Repeat Callers',
    type: 'string',
    choices: {
      off: 'Always Run',
      '15m': 'Once per 15 Minutes',
      '1h': 'Once per Hour',
      '4h': 'Once per 4 Hours',
      '1d': 'Once per Day',
    },
    default: 'off',
    helpText: 'Run only once for the same caller within this time. Callers who hide their number always count.',
  },
]);

const verdictOf: VerdictOf = (call, input) =>
  allOf([isMissedFromOutside(call), endingVerdict(call, input), filterVerdict(call, parseCallFilters(input))]);

/** Whether it is known that nobody answered: it is not for a leg that the switch lost sight of. */
const isUnanswered = ({ outcome }: Call): boolean => outcome !== null && outcome !== 'answered';

export const missedCall = endedCallTrigger({
  key: 'missed_call',
  label: 'New Missed Call',
  description: 'Triggers when a call from outside ends and nobody answered it.',
  modifiers: () => ({ call_direction: 'inbound' }),
  inputFields,
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && verdictOf(call, input);
  },
  verdictOf,
  isGiven: isUnanswered,
  throttle: (call, input) => {
    const seconds = oncePerCaller.get(String(input.text('once_per_caller')));
    if (seconds === undefined || isFromHidden(call)) return null;
    return { key: `caller ${String(parseNumber(call.from.number).number)}`, seconds };
  },
  sample: missedCallSample,
});
