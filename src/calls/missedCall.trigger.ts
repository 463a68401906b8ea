import { defineInputFields } from 'zapier-platform-core';
import { readNumber } from '../zapier/phoneNumbers.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './assemble.ts';
import { callOfFirstLeg, recentCalls } from './callEvents.ts';
import { callFilterFields, isWantedCall } from './callFilters.ts';
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

const bySystem: Record<string, (systemAnswered: boolean | null) => boolean> = {
  exclude: (systemAnswered) => systemAnswered !== true,
  only: (systemAnswered) => systemAnswered === true,
};

const isWanted = (call: Call, { system_answered, ...input }: Input): boolean =>
  isMissedFromOutside(call) &&
  (bySystem[String(system_answered)]?.(call.systemAnswered) ?? true) &&
  isWantedCall(call, input);

/** What the first leg of a call from outside knows for certain; who was rung stands in the other legs. */
const isWantedByFirstLeg = (call: Call, { numbers, exclude_numbers, system_answered }: Input): boolean =>
  isWanted(call, { numbers, exclude_numbers, system_answered });

export const missedCall = callTrigger({
  key: 'missed_call',
  label: 'New Missed Call',
  description: 'Triggers when a call from outside ends and nobody answered it.',
  hook: 'channel_destroy',
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
  isWanted: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && isWantedByFirstLeg(call, input);
  },
  item: async (event, { dash, bundle }) => {
    const call = await endedCall(dash, event);
    return call && isWanted(call, bundle.inputData) ? call : null;
  },
  atMostOnce: (call, { once_per_caller }) => {
    const seconds = oncePerCaller[String(once_per_caller)];
    if (seconds === undefined || isFromHidden(call)) return null;
    return { key: `caller ${String(readNumber(call.from.number).number)}`, seconds };
  },
  recent: (context) => recentCalls(context, (call) => isWanted(call, context.bundle.inputData)),
  sample: {},
});
