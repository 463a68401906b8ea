import type { WebhookEvent } from '../dash/webhooks.ts';
import type { FieldList } from '../fields/inputReader.ts';
import type { Field, RecordOf } from '../fields/output.ts';
import type { Context } from '../zapier/context.ts';
import { hookTrigger, type HookTriggerOptions } from '../zapier/hookTrigger.ts';
import type { Call } from './call.ts';
import { checkCallFilters, parseCallFilters, type CallFilters } from './callFilters.ts';
import { channelSchema } from './legs/legOfEvent.ts';

type ChannelHook = 'channel_create' | 'channel_answer' | 'channel_bridge' | 'channel_destroy';

/** The options of an instant call trigger with the input fields `N` and the output fields `F`. */
export type CallTriggerOptions<N extends FieldList, F extends readonly Field[]> = Pick<
  HookTriggerOptions<N, typeof channelSchema, Call, F>,
  | 'key'
  | 'label'
  | 'description'
  | 'inputFields'
  | 'matches'
  | 'load'
  | 'isUndecided'
  | 'isFirst'
  | 'throttle'
  | 'samples'
  | 'outputFields'
  | 'sample'
> & {
  hooks: readonly ChannelHook[];
  /** What Dash can filter at the source: no event with other values is needed. */
  modifiers?: (filters: CallFilters) => WebhookEvent['modifiers'];
  record: (call: Call, context: Context) => Promise<RecordOf<F>>;
};

/** An instant trigger that returns each call once. The dedupe key is the id of its first leg. */
export const callTrigger = <const N extends FieldList, const F extends readonly Field[]>({
  hooks,
  modifiers,
  samples,
  record,
  ...options
}: CallTriggerOptions<N, F>) =>
  hookTrigger({
    ...options,
    noun: 'Call',
    schema: channelSchema,
    events: (input) => {
      checkCallFilters(input);
      const atSource = modifiers?.(parseCallFilters(input));
      return hooks.map((hook) => (atSource ? { hook, modifiers: atSource } : { hook }));
    },
    samples: (input, context) => {
      checkCallFilters(input);
      return samples(input, context);
    },
    dedupeKey: ({ id }) => id,
    record: (call, _id, context) => record(call, context),
  });
