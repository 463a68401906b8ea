import type { WebhookEvent } from '../dash/webhooks.ts';
import type { FieldList } from '../fields/inputReader.ts';
import { hookTrigger, type HookTriggerOptions } from '../zapier/hookTrigger.ts';
import type { Call } from './call.ts';
import { callFields, callRecord, callSample, type CallRecord } from './call.record.ts';
import { checkNumbers, parseCallFilters, type CallFilters } from './callFilters.ts';
import { channelSchema } from './legs/legOfEvent.ts';

type ChannelHook = 'channel_create' | 'channel_answer' | 'channel_bridge' | 'channel_destroy';

/** The options of an instant trigger for calls with the input fields `N`. */
export type CallTriggerOptions<N extends FieldList> = Pick<
  HookTriggerOptions<N, typeof channelSchema, Call, typeof callFields>,
  'key' | 'label' | 'description' | 'inputFields' | 'matches' | 'load' | 'isUndecided' | 'throttle' | 'samples'
> & {
  hooks: readonly ChannelHook[];
  /** What Dash may filter at the source: no event with another value of these is needed. */
  modifiers?: (filters: CallFilters) => WebhookEvent['modifiers'];
  /** How the sample differs from that of a finished call. */
  sample?: Partial<CallRecord>;
};

/** An instant trigger that gives each call once, known by the id of its first leg. */
export const callTrigger = <const N extends FieldList>({
  hooks,
  modifiers,
  samples,
  sample,
  ...options
}: CallTriggerOptions<N>) =>
  hookTrigger({
    ...options,
    noun: 'Call',
    schema: channelSchema,
    events: (input) => {
      checkNumbers(input);
      const atSource = modifiers?.(parseCallFilters(input));
      return hooks.map((hook) => (atSource ? { hook, modifiers: atSource } : { hook }));
    },
    samples: (input, context) => {
      checkNumbers(input);
      return samples(input, context);
    },
    dedupeKey: ({ id }) => id,
    record: (call, _id, context) => callRecord(call, context),
    outputFields: callFields,
    sample: { ...callSample, ...sample },
  });
