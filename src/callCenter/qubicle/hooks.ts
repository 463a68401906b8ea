import { listHooks } from '../../webhooks/eventCatalog.api.ts';
import type { Context } from '../../zapier/context.ts';
import { haltedError, nullUnlessRetried } from '../../zapier/errors.ts';
import { findEngineName } from '../engine.lookUp.ts';

/**
 * Stops a trigger whose hook of Qubicle never fires, because the phone system doesn't offer it, or because the call center of the
 * account is another: 1 request, and what `findEngineName` needs. `trigger` is the label of the trigger, `pollingTrigger` that of the
 * one that works without the hook.
 */
export const requireHook = async (
  context: Context,
  hook: string,
  { trigger, pollingTrigger }: { trigger: string; pollingTrigger: string },
): Promise<void> => {
  const hooks = await listHooks(context.dash);
  if (hooks.some(({ id }) => id === hook)) {
    // The list is the same for all accounts, and stays when Qubicle is gone.
    const engine = await findEngineName(context).catch(nullUnlessRetried);
    if (engine === 'qubicle' || engine === null) return;
  }
  throw haltedError(
    `Your phone system doesn't send the events for ${trigger}. Use ${pollingTrigger} instead, which checks every few minutes.`,
  );
};
