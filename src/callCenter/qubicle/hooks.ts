import { listHooks } from '../../webhooks/eventCatalog.api.ts';
import type { Context } from '../../zapier/context.ts';
import { DashError } from '../../dash/dashError.ts';
import { haltedError } from '../../zapier/errors.ts';
import { findEngine } from '../engine.lookUp.ts';
import { qubicleEngine } from './engine.ts';

/** While Dash can't report which engine there is, the hook alone decides. */
const nullWhenDown = (error: unknown): null => {
  if (error instanceof DashError && (error.answer.status === 0 || error.answer.status >= 500)) return null;
  throw error;
};

/**
 * Throws when a trigger's Qubicle hook would never fire, because the phone system doesn't offer it or the account's call center
 * runs on another engine: 1 request, and those of `findEngine`. `trigger` is the trigger's label, `pollingTrigger` the label of
 * the one that works without the hook.
 */
export const requireHook = async (
  context: Context,
  hook: string,
  { trigger, pollingTrigger }: { trigger: string; pollingTrigger: string },
): Promise<void> => {
  const hooks = await listHooks(context.dash);
  if (hooks.some(({ id }) => id === hook)) {
    // The list is the same for all accounts, and still has the hook when Qubicle is gone.
    const engine = await findEngine(context).catch(nullWhenDown);
    if (engine === qubicleEngine || engine === null) return;
  }
  throw haltedError(
    `Your phone system doesn't send the events for ${trigger}. Use ${pollingTrigger} instead, which checks every few minutes.`,
  );
};
