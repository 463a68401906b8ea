import type { FieldList, InputReader } from '../fields/inputReader.ts';
import type { Context } from '../zapier/context.ts';
import type { Call } from './call.ts';
import { callFields, callRecord } from './call.record.ts';
import { hoursVerdict, passing, type VerdictOf } from './callChoice.ts';
import { allOf } from './callFilters.ts';
import { callTrigger, type CallTriggerOptions } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';
import { recentCalls } from './finishedCalls.ts';
import type { ChannelEvent } from './legs/legOfEvent.ts';

type EndedCallOptions<N extends FieldList> = Pick<
  CallTriggerOptions<N, typeof callFields>,
  'key' | 'label' | 'description' | 'modifiers' | 'inputFields' | 'matches' | 'throttle' | 'sample'
> & {
  /** The verdict of all filters except office hours. */
  verdictOf: VerdictOf;
  /** Whether a call may be returned at all, once its records were read. By default every call may. */
  isGiven?: (call: Call) => boolean;
};

/**
 * An instant trigger for calls that have ended. If a filter needs what is not known yet, the step runs once more a little
 * later.
 */
export const endedCallTrigger = <const N extends FieldList>({
  verdictOf,
  isGiven = () => true,
  ...options
}: EndedCallOptions<N>) =>
  callTrigger({
    ...options,
    hooks: ['channel_destroy'],
    load: async (event: ChannelEvent, input: InputReader<N>, context: Context) => {
      const call = await endedCall(event, context, (one) => verdictOf(one, input) === false);
      return call && isGiven(call) ? passing(verdictOf, input, context)(call) : null;
    },
    isUndecided: (call, input) => allOf([verdictOf(call, input), hoursVerdict(call, input)]) === null,
    samples: (input, context) => recentCalls(context, passing(verdictOf, input, context)),
    record: callRecord,
    outputFields: callFields,
  });
