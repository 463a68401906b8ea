import type { Dash } from './client.ts';
import { flag, object, parse, text } from './schema.ts';

/** A Dash webhook of one kind of event. `type` is the notification or the kind of document; `modifiers` let Dash filter at the source. */
export type WebhookEvent = {
  hook: string;
  type?: string;
  modifiers?: Readonly<Record<string, string | readonly string[]>>;
  /** What the hook `object` needs beside the type: what happened to the document. */
  action?: string;
  /** Whether what happens in the accounts below this one counts as well. */
  includeSubaccounts?: boolean;
};

/** Ours are told from other people's webhooks by this beginning of their name: list rows carry nothing else of ours. */
const OURS = 'Zapier: ';

/** The hook of everything that Dash also writes emails about; which one, its type says. */
export const NOTIFICATIONS = 'notifications';

/** Dash tries so often when the connection fails; an answer other than 200 is never tried again. */
const MOST_TRIES = 4;

/** The field through which a webhook proves that it is ours; its name is one that core's log scrubber knows. */
export const SECRET_FIELD = 'zapier_token';

const rowSchema = { id: text, name: text, uri: text, hook: text, enabled: flag, disable_reason: text };
const secretSchema = { custom_data: object({ [SECRET_FIELD]: text }) };
const typeSchema = { custom_data: object({ type: text }) };
const createdSchema = { id: text };

/** A webhook of ours as lists show it. `trigger` is the label of the trigger that it starts. */
type OwnWebhook = {
  id: string;
  trigger: string;
  uri: string | null;
  hook: string | null;
  isOn: boolean;
  reason: string | null;
};

const ownWebhooks = async (dash: Dash, purpose: string): Promise<OwnWebhook[]> => {
  const rows = await dash.list(['webhooks'], { purpose, section: 'The Webhooks app' });
  return rows
    .map((row) => parse(rowSchema, row))
    .flatMap(({ id, name, uri, hook, enabled, disable_reason: reason }) =>
      id !== null && name?.startsWith(OURS)
        ? [{ id, trigger: name.slice(OURS.length), uri, hook, isOn: enabled !== false && reason === null, reason }]
        : [],
    );
};

/** The ids of our webhooks that deliver to an address, whether Dash has them switched on or not. */
export const ownWebhooksAt = async (dash: Dash, address: string): Promise<string[]> => {
  const own = await ownWebhooks(dash, 'see what the phone system already tells this Zap');
  return own.filter(({ uri }) => uri === address).map(({ id }) => id);
};

/** A webhook of ours that is switched off, with the notification that it is for, where it is for one. */
export type DisabledWebhook = Omit<OwnWebhook, 'uri' | 'isOn'> & { type: string | null };

/**
 * Our webhooks that Dash or somebody switched off, of one hook or of all. Dash does so by itself after 6 failures in a
 * minute (`webhooks_disabler.erl`). 1 request, and 1 for each that is for a notification, which lists do not tell.
 */
export const disabledWebhooks = async (dash: Dash, wantedHook?: string): Promise<DisabledWebhook[]> => {
  const purpose = 'see which webhooks are switched off';
  const own = await ownWebhooks(dash, purpose);
  const off = own.filter(({ isOn, hook }) => !isOn && (wantedHook === undefined || hook === wantedHook));
  return Promise.all(
    off.map(async ({ id, trigger, hook, reason }) => {
      const document = hook === NOTIFICATIONS ? await dash.find(['webhooks', id], { purpose }) : null;
      return { id, trigger, hook, reason, type: parse(typeSchema, document).custom_data.type };
    }),
  );
};

/** Switches a webhook on again, which also clears its record of failures. */
export const enableWebhook = (dash: Dash, id: string): Promise<unknown> =>
  dash.patch(
    ['webhooks', id],
    { enabled: true },
    {
      purpose: 'switch the webhook on again',
      section: 'The Webhooks app',
      sentences: { 404: 'A webhook was deleted while this step ran. Run the step again for the others.' },
    },
  );

/** The secret that a webhook carries; null when it has none or is gone. */
export const secretOf = async (dash: Dash, id: string): Promise<string | null> => {
  const webhook = await dash.find(['webhooks', id], { purpose: 'see what the phone system already tells this Zap' });
  return parse(secretSchema, webhook).custom_data[SECRET_FIELD];
};

/** Creates an enabled webhook and gives its id, null if Dash did not. An event that Dash sends carries the secret in `zapier_token`. */
export const createWebhook = async (
  dash: Dash,
  { hook, type, action, modifiers, includeSubaccounts = false }: WebhookEvent,
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
    include_subaccounts: includeSubaccounts,
    // Calls between accounts of the same phone system run through such legs.
    include_internal_legs: true,
    custom_data: {
      ...(type !== undefined && { type }),
      ...(action !== undefined && { action }),
      [SECRET_FIELD]: secret,
    },
    ...(modifiers && { modifiers }),
  };
  const ask = {
    purpose: 'ask the phone system to tell this Zap what happens',
    section: 'The Webhooks app',
    labels: { uri: 'The address of the Zap' },
  };
  return parse(createdSchema, await dash.put(['webhooks'], webhook, ask)).id;
};

/** Deletes a webhook; one that is gone already is as good. */
export const removeWebhook = (dash: Dash, id: string): Promise<boolean> =>
  dash.delete(['webhooks', id], {
    purpose: 'ask the phone system to tell this Zap no more',
    section: 'The Webhooks app',
  });
