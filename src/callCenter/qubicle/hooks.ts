import { listHooks } from '../../webhooks/eventCatalog.api.ts';
import type { Context } from '../../zapier/context.ts';
import { haltedError } from '../../zapier/errors.ts';
import { findEngine } from '../engine.lookUp.ts';
import { qubicleEngine } from './engine.ts';

/**
 * Stops a trigger whose hook of Qubicle never fires, because the phone system doesn't offer it, or because the call center of the
 * account is ACDC: 1 request, and what `findEngine` needs. `trigger` is the label of the trigger, `pollingTrigger` that of the
 * one that works without the hook.
 */
export const requireHook = async (
  context: Context,
  hook: string,
  { trigger, pollingTrigger }: { trigger: string; pollingTrigger: string },
): Promise<void> => {
  const hooks = await listHooks(context.dash);
  // The list is the same for all accounts, and stays when Qubicle is gone.
  const isOffered = hooks.some(({ id }) => id === hook) && (await findEngine(context)) === qubicleEngine;
  if (isOffered) return;
  throw haltedError(
    `Your phone system doesn't send the events for ${trigger}. Use ${pollingTrigger} instead, which checks every few minutes.`,
  );
};
