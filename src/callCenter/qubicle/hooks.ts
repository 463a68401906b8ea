import { listHooks } from '../../webhooks/eventCatalog.api.ts';
import type { Context } from '../../zapier/context.ts';
import { haltedError } from '../../zapier/errors.ts';

/**
 * Stops a subscription to a hook of Qubicle that the phone system doesn't have: 1 request. `trigger` is the label of the trigger,
 * `pollingTrigger` that of the one that works without the hook.
 */
export const requireHook = async (
  { dash }: Context,
  hook: string,
  { trigger, pollingTrigger }: { trigger: string; pollingTrigger: string },
): Promise<void> => {
  const hooks = await listHooks(dash);
  if (hooks.some(({ id }) => id === hook)) return;
  throw haltedError(
    `Your phone system doesn't send the events for ${trigger}. Use ${pollingTrigger} instead, which checks every few minutes.`,
  );
};
