import { defineInputFields } from 'zapier-platform-core';
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../dash/time.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './call.ts';
import { missedCallSample } from './call.record.ts';
import type { VerdictOf } from './callChoice.ts';
import { callOfFirstLeg } from './callInProgress.ts';
import { allOf, missedCallFilterFields, parseCallFilters, filterVerdict } from './callFilters.ts';
import { endedCallTrigger } from './endedCallTrigger.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';

/** For how many seconds a caller runs the Zap only once; without an entry every call does. */
const oncePerCaller: Record<string, number> = {
  '15m': 15 * MINUTE_SECONDS,
  '1h': HOUR_SECONDS,
  '4h': 4 * HOUR_SECONDS,
  '1d': DAY_SECONDS,
};

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      'Runs right after the call, whatever the reason: no answer, busy, declined, or voicemail. Want to act only if no one calls back? Use Call Not Returned.',
  },
  ...missedCallFilterFields,
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
    helpText: 'Run only once for the same caller within this time. Callers who hide their number always run the Zap.',
  },
]);

const verdictOf: VerdictOf = (call, input) =>
  allOf([isMissedFromOutside(call), endingVerdict(call, input), filterVerdict(call, parseCallFilters(input))]);

/** Whether it is known that nobody answered. It is not known for a leg that the switch lost track of. */
const isUnanswered = ({ outcome }: Call): boolean => outcome !== null && outcome !== 'answered';

export const missedCall = endedCallTrigger({
  key: 'missed_call',
  label: 'New Missed Call',
  description: 'Triggers when nobody answers an incoming call.',
  modifiers: () => ({ call_direction: 'inbound' }),
  inputFields,
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && verdictOf(call, input);
  },
  verdictOf,
  isGiven: isUnanswered,
  throttle: (call, input) => {
    const seconds = oncePerCaller[String(input.text('once_per_caller'))];
    if (seconds === undefined || isFromHidden(call)) return null;
    return { key: `caller ${String(parseNumber(call.from.number).number)}`, seconds };
  },
  sample: missedCallSample,
});
