import { withoutUndefined } from '../../shared/json.ts';
import { gregorian } from '../company/gregorian.ts';
import { publish } from './deliveries.ts';
import type { State } from '../state.ts';

/** Qubicle's own names of its events: those of a queue, then those of a recipient. */
export type QubicleEventName =
  'join' | 'leave' | 'create' | 'delete' | 'ready' | 'away' | 'offer' | 'delivered' | 'reject';

/** The events that each hook is called for. */
const eventsOfHooks: Readonly<Record<string, readonly QubicleEventName[]>> = {
  qubicle_queue_join: ['join'],
  qubicle_queue_leave: ['leave'],
  qubicle_recipient_login: ['create'],
  qubicle_recipient_logout: ['delete'],
  qubicle_recipient_ready: ['ready'],
  qubicle_recipient_away: ['away'],
  qubicle_recipient_offer: ['offer'],
  qubicle_recipient_delivered: ['delivered'],
  qubicle_recipient_rejected: ['reject'],
  qubicle_recipient_status_change: ['create', 'delete', 'ready', 'away'],
};

export const qubicleHooks: readonly string[] = Object.keys(eventsOfHooks);

/** An event as Qubicle sends it: it names neither its hook nor its category. */
export type QubicleEvent = { name: QubicleEventName; payload: Record<string, unknown> };

/** An event of Qubicle. Undefined details are left out, and KAZOO 4.2 has no Unix time. */
export const qubicleEvent = (
  { company, settings }: State,
  name: QubicleEventName,
  at: Date,
  details: Record<string, unknown>,
): QubicleEvent => ({
  name,
  payload: withoutUndefined({
    account_id: company.account.id,
    event_name: name,
    event_timestamp: gregorian(at),
    event_unix_timestamp: settings.kazoo === '4.3' ? Math.floor(at.getTime() / 1000) : undefined,
    ...details,
  }),
});

/** Sends events, one after the other, if Qubicle has hooks. Resolves when all webhooks have been called. */
export const publishQubicle = async (state: State, events: readonly QubicleEvent[]): Promise<void> => {
  if (state.settings.callCenter !== 'qubicle' || !state.settings.qubicleHooks) return;
  for (const { name, payload } of events) {
    const hooks = qubicleHooks.filter((hook) => eventsOfHooks[hook]?.includes(name));
    for (const hook of hooks) await publish(state, { hook, payload });
  }
};
