import type { FieldList } from '../fields/inputReader.ts';
import type { Field } from '../fields/output.ts';
import { hookTrigger, type HookTriggerOptions } from '../zapier/hookTrigger.ts';
import type { Context } from '../zapier/context.ts';
import { parseQubicleEvent } from './qubicle/event.ts';
import { requireHook } from './qubicle/hooks.ts';

type QubicleTriggerOptions<N extends FieldList, I, F extends readonly Field[]> = Omit<
  HookTriggerOptions<N, typeof parseQubicleEvent, I, F>,
  'events' | 'beforeSubscribe' | 'schema'
> & {
  hook: string;
  /** The label of the trigger that works without the hook. */
  pollingTrigger: string;
};

/** An instant trigger over a hook of Qubicle. Without the hook, the Zap can't be turned on, and the editor's test says why. */
export const qubicleTrigger = <const N extends FieldList, I, const F extends readonly Field[]>({
  hook,
  pollingTrigger,
  samples,
  ...options
}: QubicleTriggerOptions<N, I, F>) => {
  const requireEvents = (context: Context) => requireHook(context, hook, { trigger: options.label, pollingTrigger });
  return hookTrigger<N, typeof parseQubicleEvent, I, F>({
    ...options,
    events: () => [{ hook }],
    schema: parseQubicleEvent,
    beforeSubscribe: (_input, context) => requireEvents(context),
    samples: async (input, context) => {
      await requireEvents(context);
      return samples(input, context);
    },
  });
};
