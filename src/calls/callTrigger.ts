import type { InputFields } from 'zapier-platform-core';
import type { WebhookEvent } from '../dash/webhooks.ts';
import { hookTrigger, type Context, type HookTriggerOptions } from '../zapier/hookTrigger.ts';
import type { Call } from './assemble.ts';
import { callFields, callRecord, callSample, type CallRecord } from './call.ts';
import { checkNumbers, type Verdict } from './callFilters.ts';
import { channelSchema, type ChannelEvent } from './leg.ts';

type Input = Record<string, unknown>;
type ChannelHook = 'channel_create' | 'channel_answer' | 'channel_bridge' | 'channel_destroy';

/** The options of an instant trigger for calls. */
export type CallTriggerOptions = Pick<
  HookTriggerOptions<typeof channelSchema, Call, typeof callFields>,
  'key' | 'label' | 'description' | 'throttle' | 'isUndecided'
> & {
  hooks: readonly ChannelHook[];
  /** What Dash may filter at the source: nothing of value for the trigger has another value of these. */
  modifiers: (input: Input) => WebhookEvent['modifiers'];
  inputFields: InputFields;
  matches: (event: ChannelEvent, input: Input) => Verdict;
  load: (event: ChannelEvent, context: Context) => Promise<Call | null>;
  samples: (context: Context) => Promise<Call[]>;
  sample: Partial<CallRecord>;
};

/** An instant trigger that gives each call once, known by the id of its first leg. */
export const callTrigger = ({ hooks, modifiers, samples, sample, ...options }: CallTriggerOptions) =>
  hookTrigger({
    ...options,
    noun: 'Call',
    events: (input) => {
      checkNumbers(input);
      const wanted = modifiers(input);
      return hooks.map((hook) => (wanted ? { hook, modifiers: wanted } : { hook }));
    },
    samples: (context) => {
      checkNumbers(context.bundle.inputData);
      return samples(context);
    },
    schema: channelSchema,
    dedupeKey: ({ id }) => id,
    record: (call, _id, context) => callRecord(call, context),
    outputFields: callFields,
    sample: { ...callSample, ...sample },
  });
