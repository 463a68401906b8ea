import type { FieldList, InputReader } from '../fields/inputReader.ts';
import type { Field } from '../fields/output.ts';
import { hookTrigger, type HookTriggerOptions } from '../zapier/hookTrigger.ts';
import type { Context } from '../zapier/context.ts';
import { callCenterLists } from './callCenterLists.ts';
import { parseQubicleEvent, type QubicleEvent } from './qubicle/event.ts';
import { requireHook } from './qubicle/hooks.ts';

type Replaced = 'events' | 'beforeSubscribe' | 'schema' | 'matches' | 'load';

/** The options of a trigger for a Qubicle hook, whose events are `E`; the rest are those of `hookTrigger`. */
type QubicleTriggerOptions<N extends FieldList, E extends QubicleEvent, I, F extends readonly Field[]> = Omit<
  HookTriggerOptions<N, typeof parseQubicleEvent, I, F>,
  Replaced
> & {
  hook: string;
  /** The label of the trigger that works without the hook. */
  pollingTrigger: string;
  /** The event if it belongs to the trigger, else null. */
  select: (event: QubicleEvent) => E | null;
  matches: (event: E, input: InputReader<N>) => boolean | null;
  load: (event: E, input: InputReader<N>, context: Context) => I | null | Promise<I | null>;
};

/** An instant trigger for a Qubicle hook. Without the hook, the Zap can't be turned on, and the editor's test says why. */
export const qubicleTrigger = <const N extends FieldList, E extends QubicleEvent, I, const F extends readonly Field[]>({
  hook,
  pollingTrigger,
  select,
  matches,
  load,
  samples,
  ...options
}: QubicleTriggerOptions<N, E, I, F>) => {
  const requireEvents = (context: Context) => requireHook(context, hook, { trigger: options.label, pollingTrigger });
  return hookTrigger<N, typeof parseQubicleEvent, I, F>({
    ...options,
    callCenterLists,
    events: () => [{ hook }],
    beforeSubscribe: (_input, context) => requireEvents(context),
    schema: parseQubicleEvent,
    // An event of another trigger is null.
    matches: (event, input) => {
      const own = event && select(event);
      return own && matches(own, input);
    },
    load: (event, input, context) => {
      const own = event && select(event);
      return own && load(own, input, context);
    },
    samples: async (input, context) => {
      await requireEvents(context);
      return samples(input, context);
    },
  });
};
