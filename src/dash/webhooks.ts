import { fieldComplaints, isUnknown, type Answer } from './answer.ts';
import { inBatches } from './batches.ts';
import type { Dash } from './client.ts';
import { DashError } from './dashError.ts';
import { dataOf, type Ask } from './http.ts';
import { flag, object, parse, text } from './schema.ts';

/** The event of a Dash webhook. `type` is the notification or the kind of document; `modifiers` are filters that Dash applies. */
export type WebhookEvent = {
  hook: string;
  type?: string;
  modifiers?: Readonly<Record<string, string | readonly string[]>>;
  /** Only for the hook `object`: what happened to the document. */
  action?: string;
  /** Whether events of the accounts below this one are included. */
  includeSubaccounts?: boolean;
};

/** The beginning of the names of this app's webhooks. Nothing else in the rows of the list distinguishes them from other webhooks. */
const NAME_PREFIX = 'Zapier: ';

/** The hook of everything that Dash also sends emails about; the `type` says which. */
export const NOTIFICATIONS = 'notifications';

/** The beginning of the names of the hooks of the call center Qubicle. */
const QUBICLE_HOOK_PREFIX = 'qubicle_';

/** The deliveries that Dash attempts when the connection fails. It never retries after an answer other than 200. */
const MAX_TRIES = 4;

/** The field that proves that a delivery comes from a webhook of this app. Core's log scrubber knows the name. */
export const SECRET_FIELD = 'zapier_token';

const rowSchema = { id: text, name: text, uri: text, hook: text, enabled: flag, disable_reason: text };
const secretSchema = { id: text, uri: text, hook: text, custom_data: object({ [SECRET_FIELD]: text }) };
const typeSchema = { custom_data: object({ type: text }) };
const createdSchema = { id: text };

/** A webhook of this app, from a row of the list. `trigger` is the label of the trigger that it starts. */
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
      id !== null && name?.startsWith(NAME_PREFIX)
        ? [
            {
              id,
              trigger: name.slice(NAME_PREFIX.length),
              uri,
              hook,
              isOn: enabled !== false && reason === null,
              reason,
            },
          ]
        : [],
    );
};

const SEE_WEBHOOKS: Ask = { purpose: 'check which events this Zap already gets' };

/** The IDs of this app's webhooks that deliver to an address, enabled or not. */
export const ownWebhooksAt = async (dash: Dash, address: string): Promise<string[]> => {
  const own = await ownWebhooks(dash, SEE_WEBHOOKS.purpose);
  return own.filter(({ uri }) => uri === address).map(({ id }) => id);
};

/** A webhook of this app that is disabled. `type` is the notification, for the hook of notifications. */
export type DisabledWebhook = Omit<OwnWebhook, 'uri' | 'isOn'> & { type: string | null };

/**
 * This app's webhooks that Dash or a person disabled, for one hook or for all. Dash disables a webhook after 6 failures in a
 * minute (`webhooks_disabler.erl`). 1 request, and 1 more for each notification, because the list doesn't have its type.
 */
export const disabledWebhooks = async (dash: Dash, wantedHook?: string): Promise<DisabledWebhook[]> => {
  const purpose = 'check which Zaps are disconnected';
  const own = await ownWebhooks(dash, purpose);
  const off = own.filter(({ isOn, hook }) => !isOn && (wantedHook === undefined || hook === wantedHook));
  return inBatches(off, async ({ id, trigger, hook, reason }) => {
    const document = hook === NOTIFICATIONS ? await dash.find(['webhooks', id], { purpose }) : null;
    return { id, trigger, hook, reason, type: parse(typeSchema, document).custom_data.type };
  });
};

/** Enables a webhook again, which also clears its count of failures. */
export const enableWebhook = (dash: Dash, id: string): Promise<unknown> =>
  dash.patch(
    ['webhooks', id],
    { enabled: true },
    {
      purpose: 'reconnect a Zap',
      section: 'The Webhooks app',
      sentences: { 404: 'A Zap was turned off while this step ran. Run this step again for the others.' },
    },
  );

/** The secret of the first of these webhooks that has one; null if none has, or all are gone. 1 request as a rule. */
export const secretOf = async (dash: Dash, ids: readonly string[]): Promise<string | null> => {
  for (const id of ids) {
    const answer = await dash.request('GET', ['webhooks', id], SEE_WEBHOOKS);
    if (isUnknown(answer)) continue;
    const { id: ownId, uri, hook, custom_data } = parse(secretSchema, dataOf(answer, SEE_WEBHOOKS));
    const secret = custom_data[SECRET_FIELD];
    if (secret !== null) return secret;
    // An answer without the webhook doesn't show that the webhook has no secret.
    if ((ownId ?? uri ?? hook) === null) throw new DashError({ status: answer.status, empty: false }, SEE_WEBHOOKS);
  }
  return null;
};

/** KAZOO's list of the hooks that it accepts may be older than the list that it shows (`cb_webhooks:validate`). */
const UNKNOWN_HOOK = "Your phone system doesn't send this event yet. Try again in a day, or choose another trigger.";
/** KAZOO refuses URLs at blocked hosts, such as those of its own network. No field of the step has the URL. */
const REFUSED_URL = "VirtualPBX doesn't send events to Zapier from this account. Contact VirtualPBX support.";

/** The sentence for an answer that refuses the hook or the URL of a webhook; undefined for any other answer. */
const refusalOfWebhook = (answer: Answer): string | undefined => {
  const fields = fieldComplaints(answer).map(({ field }) => field);
  if (fields.includes('hook')) return UNKNOWN_HOOK;
  return fields.includes('uri') ? REFUSED_URL : undefined;
};

/** Creates an enabled webhook and returns its ID; null if Dash didn't confirm it. Deliveries have the secret in `zapier_token`. */
export const createWebhook = async (
  dash: Dash,
  { hook, type, action, modifiers, includeSubaccounts = false }: WebhookEvent,
  { label, uri, secret }: { label: string; uri: string; secret: string },
): Promise<string | null> => {
  const webhook = {
    name: `${NAME_PREFIX}${label}`,
    uri,
    hook,
    http_verb: 'post',
    format: 'json',
    retries: MAX_TRIES,
    enabled: true,
    include_subaccounts: includeSubaccounts,
    // Calls between accounts of the same phone system have such legs.
    include_internal_legs: true,
    custom_data: {
      // The payloads of Qubicle's hooks don't say which hook they are for.
      ...(hook.startsWith(QUBICLE_HOOK_PREFIX) && { hook_event: hook }),
      ...(type !== undefined && { type }),
      ...(action !== undefined && { action }),
      [SECRET_FIELD]: secret,
    },
    ...(modifiers && { modifiers }),
  };
  const ask = {
    purpose: 'connect this Zap to the phone system',
    section: 'The Webhooks app',
    means: refusalOfWebhook,
  };
  return parse(createdSchema, await dash.put(['webhooks'], webhook, ask)).id;
};

/** Deletes a webhook. It is no error when the webhook is gone already. */
export const deleteWebhook = (dash: Dash, id: string): Promise<boolean> =>
  dash.delete(['webhooks', id], {
    purpose: 'disconnect this Zap from the phone system',
    section: 'The Webhooks app',
  });
