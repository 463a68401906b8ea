import { nullUnlessRetried } from '../zapier/errors.ts';
import type { Dash } from '../dash/client.ts';
import { anyFields, object, parse, text } from '../dash/schema.ts';
import { NOTIFICATIONS, type WebhookEvent } from '../dash/webhooks.ts';

const rowSchema = {
  id: text,
  name: text,
  modifiers: object({
    type: object({ items: (items: unknown) => items }),
    action: object({ items: (items: unknown) => items }),
  }),
};
const notificationSchema = { friendly_name: text };

/** A hook of the phone system, with the phone system's own names. */
export type Hook = {
  id: string;
  name: string;
  /** For the hook `notifications`: each notification with its name. */
  notifications: { type: string; name: string }[];
  /** For the hook `object`: the kinds of documents, and the changes to them. */
  types: string[];
  actions: string[];
};

const parseTexts = (items: unknown): string[] =>
  Array.isArray(items) ? items.map(text).filter((item) => item !== null) : [];

const parseHook = (row: unknown): Hook[] => {
  const { id, name, modifiers } = parse(rowSchema, row);
  if (id === null) return [];
  const notifications = Object.entries(anyFields(id === NOTIFICATIONS ? modifiers.type.items : null));
  return [
    {
      id,
      name: name ?? id,
      notifications: notifications.map(([type, one]) => ({
        type,
        name: parse(notificationSchema, one).friendly_name ?? type,
      })),
      types: parseTexts(modifiers.type.items),
      actions: parseTexts(modifiers.action.items),
    },
  ];
};

/** The events that the phone system can send: `GET /v2/webhooks`, the same for every account. 1 request. */
export const listHooks = async (dash: Dash): Promise<Hook[]> => {
  const rows = await dash.getPublic(['webhooks'], { purpose: 'list the events', section: 'The Webhooks app' });
  return (Array.isArray(rows) ? (rows as unknown[]) : []).flatMap(parseHook);
};

/**
 * Dash's own samples of an event: `GET /v2/webhooks/samples/webhooks_{hook}`, since KAZOO 4.3. Empty when Dash has none
 * or fails. 1 request.
 */
export const listEventSamples = async (dash: Dash, { hook, type }: WebhookEvent): Promise<unknown[]> => {
  const purpose = 'get the samples of the event';
  const ask =
    hook === NOTIFICATIONS && type !== undefined ? { purpose, query: { filter_event_name: type } } : { purpose };
  const samples = await dash.getPublic(['webhooks', 'samples', `webhooks_${hook}`], ask).catch(nullUnlessRetried);
  return Array.isArray(samples) ? (samples as unknown[]) : [samples];
};
