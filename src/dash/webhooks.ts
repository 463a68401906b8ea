import type { Dash } from './client.ts';
import { flag, object, read, text } from './shape.ts';

/** A Dash webhook of one kind of event. `type` is the notification; `modifiers` let Dash filter at the source. */
export type WebhookEvent = {
  hook: string;
  type?: string;
  modifiers?: Readonly<Record<string, string | readonly string[]>>;
};

/** Ours are told from other people's webhooks by this beginning of their name: list rows carry nothing else of ours. */
const OURS = 'Zapier: ';

/** Dash tries so often when the connection fails; an answer other than 200 is never tried again. */
const MOST_TRIES = 4;

/** The field through which a webhook proves that it is ours; its name is one that core's log scrubber knows. */
export const SECRET_FIELD = 'zapier_token';

const rowShape = { id: text, name: text, uri: text, enabled: flag };
const secretShape = { custom_data: object({ [SECRET_FIELD]: text }) };
const createdShape = { id: text };

/** The ids of our webhooks that deliver to an address, whether Dash has them switched on or not. */
export const ownWebhooksAt = async (dash: Dash, uri: string): Promise<string[]> => {
  const rows = await dash.list(['webhooks'], {
    purpose: 'see what the phone system already tells this Zap',
    section: 'The Webhooks app',
  });
  return rows
    .map((row) => read(rowShape, row))
    .flatMap(({ id, name, uri: address }) => (id !== null && address === uri && name?.startsWith(OURS) ? [id] : []));
};

/** The secret that a webhook carries; null when it has none or is gone. */
export const secretOf = async (dash: Dash, id: string): Promise<string | null> => {
  const webhook = await dash.find(['webhooks', id], { purpose: 'see what the phone system already tells this Zap' });
  return read(secretShape, webhook).custom_data[SECRET_FIELD];
};

/** Creates an enabled webhook and gives its id, null if Dash did not. An event that Dash sends carries the secret in `zapier_token`. */
export const createWebhook = async (
  dash: Dash,
  { hook, type, modifiers }: WebhookEvent,
  { label, uri, secret }: { label: string; uri: string; secret: string },
): Promise<string | null> => {
  const webhook = {
    name: `${OURS}${label}`,
    uri,
    hook,
    http_verb: 'post',
    format: 'json',
    retries: MOST_TRIES,
    enabled: true,
    include_subaccounts: false,
    include_internal_legs: false,
    custom_data: { ...(type !== undefined && { type }), [SECRET_FIELD]: secret },
    ...(modifiers && { modifiers }),
  };
  const ask = {
    purpose: 'ask the phone system to tell this Zap what happens',
    section: 'The Webhooks app',
    labels: { uri: 'The address of the Zap' },
  };
  return read(createdShape, await dash.create(['webhooks'], webhook, ask)).id;
};

/** Deletes a webhook; one that is gone already is as good. */
export const removeWebhook = (dash: Dash, id: string): Promise<boolean> =>
  dash.remove(['webhooks', id], {
    purpose: 'ask the phone system to tell this Zap no more',
    section: 'The Webhooks app',
  });
