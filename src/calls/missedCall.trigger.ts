import { defineInputFields } from 'zapier-platform-core';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './assemble.ts';
import { callOfFirstLeg, recentCalls } from './callEvents.ts';
import { allOf, callFilterFields, verdictOn, type Verdict } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';

const { users, numbers, exclude_numbers } = callFilterFields;

const MINUTE_SECONDS = 60;

/** How long a caller counts once; `off` and anything unknown: every call counts. */
const oncePerCaller: Record<string, number> = {
  '15m': 15 * MINUTE_SECONDS,
  '1h': 60 * MINUTE_SECONDS,
  '4h': 240 * MINUTE_SECONDS,
  '1d': 1440 * MINUTE_SECONDS,
};

type Input = Record<string, unknown>;

const isWantedAnswer: Record<string, (bySystem: boolean) => boolean> = {
  exclude: (bySystem) => !bySystem,
  only: (bySystem) => bySystem,
};

const bySystem = ({ systemAnswered }: Call, { system_answered }: Input): Verdict => {
  const isWanted = isWantedAnswer[String(system_answered)];
  if (isWanted === undefined) return true;
  return systemAnswered === null ? null : isWanted(systemAnswered);
};

const wanted = (call: Call, input: Input): Verdict =>
  allOf([isMissedFromOutside(call), bySystem(call, input), verdictOn(call, input)]);

/** Of a leg that the switch only lost sight of, nothing says that nobody answered. */
const isUnanswered = ({ outcome }: Call): boolean => outcome !== null && outcome !== 'answered';

export const missedCall = callTrigger({
  key: 'missed_call',
  label: 'New Missed Call',
  description: 'Triggers when a call from outside ends and nobody answered it.',
  hooks: ['channel_destroy'],
  modifiers: () => ({ call_direction: 'inbound' }),
  inputFields: defineInputFields([
    users,
    numbers,
    exclude_numbers,
    {
      key: 'system_answered',
      label: 'Calls That the System Answered',
      type: 'string',
      choices: { include: 'Include', exclude: 'Leave Out', only: 'Only Those' },
      helpText:
        'A mailbox, a menu or a queue may have picked up although no person did. Such calls are included unless you choose otherwise.',
    },
    {
      key: 'once_per_caller',
      label: 'At Most Once per Caller',
      type: 'string',
      choices: { off: 'Off', '15m': 'In 15 Minutes', '1h': 'In 1 Hour', '4h': 'In 4 Hours', '1d': 'In 1 Day' },
      helpText:
        'Somebody who calls again and again then counts once in that time. It does not apply to callers who hide their number. Off unless you choose otherwise.',
    },
  ]),
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && wanted(call, input);
  },
  load: async (event, context) => {
    const { inputData } = context.bundle;
    const call = await endedCall(event, context, (one) => wanted(one, inputData) === false);
    return call && isUnanswered(call) && wanted(call, inputData) !== false ? call : null;
  },
  isUndecided: (call, input) => wanted(call, input) === null,
  throttle: (call, { once_per_caller }) => {
    const seconds = oncePerCaller[String(once_per_caller)];
    if (seconds === undefined || isFromHidden(call)) return null;
    return { key: `caller ${String(parseNumber(call.from.number).number)}`, seconds };
  },
  samples: (context) => recentCalls(context, (call) => wanted(call, context.bundle.inputData) !== false),
  sample: {},
});
