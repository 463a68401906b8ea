import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { encodeForm, UnencodablePayload } from './formEncoding.ts';
import { gregorian } from './gregorian.ts';
import { withoutUndefined } from './json.ts';
import { notificationSamples } from './notificationSamples.ts';
import type { Company, Webhook } from './company.ts';
import type { State } from './state.ts';

/** Something that happened: the hook that tells of it, and what Dash sends to each webhook of that hook. */
export type DashEvent = { hook: string; payload: Record<string, unknown> };

const messageId = (): string => randomBytes(16).toString('hex');

/** An event of the hook `notifications`. Details that are undefined are left out. */
export const notification = (
  { account }: Company,
  event_name: string,
  details: Record<string, unknown>,
): DashEvent => ({
  hook: 'notifications',
  payload: {
    account_id: account.id,
    event_category: 'notification',
    event_name,
    ...withoutUndefined(details),
    app_name: 'notify',
    app_version: '4.3.0',
    node: 'kazoo_apps@sandbox.invalid',
    server_id: '',
    msg_id: messageId(),
  },
});

/** An event of the hook `notifications` as upstream's samples show it, happening now, with details of one's own. */
export const sampleNotification = (company: Company, type: string, details: Record<string, unknown>): DashEvent =>
  notification(company, type, { ...notificationSamples[type]?.(gregorian(new Date())), ...details });

/** The event as Dash publishes it again: the same in all but its message id. */
export const publishedAgain = ({ hook, payload }: DashEvent): DashEvent => ({
  hook,
  payload: { ...payload, msg_id: messageId() },
});

/** Which events of its hook a webhook wants; a hook that is not here sends all of them. */
const wanted: Partial<Record<string, (webhook: Webhook, payload: DashEvent['payload']) => boolean>> = {
  notifications: ({ custom_data }, { event_name }) =>
    custom_data === undefined || custom_data.type === event_name || custom_data.type === 'all',
};

/** A key that the payload lacks does not matter; an empty list allows everything. Types count. */
const passesModifiers = ({ modifiers = {} }: Webhook, payload: DashEvent['payload']): boolean =>
  Object.entries(modifiers).every(([key, allowed]) => {
    const value = payload[key];
    if (value === undefined) return true;
    if (!Array.isArray(allowed)) return isDeepStrictEqual(value, allowed);
    return allowed.length === 0 || allowed.some((one) => isDeepStrictEqual(value, one));
  });

/** A webhook can do without what happens inside the switch. */
const isTooInternal = ({ include_internal_legs }: Webhook, { is_internal_leg }: DashEvent['payload']): boolean =>
  is_internal_leg === true && !include_internal_legs;

const isFor = (webhook: Webhook, { hook, payload }: DashEvent): boolean => {
  if (!webhook.enabled || isTooInternal(webhook, payload) || !passesModifiers(webhook, payload)) return false;
  if (webhook.hook === 'all') return true;
  return webhook.hook === hook && (wanted[hook]?.(webhook, payload) ?? true);
};

type Delivery = { url: string; method: string; headers: Record<string, string>; body?: string };

const deliveryOf = ({ company, settings }: State, webhook: Webhook, event: DashEvent): Delivery => {
  const isNewer = settings.kazoo === '4.3';
  const payload = {
    ...event.payload,
    ...(isNewer ? { cluster_id: 'sandbox' } : {}),
    ...webhook.custom_data,
  };
  const method = webhook.http_verb.toUpperCase();
  // Every delivery has a connection of its own, so that a receiver that hangs up spoils no other delivery.
  const headers = { 'X-Hook-ID': webhook.id, 'X-Account-ID': company.account.id, Connection: 'close' };
  const typed = (type: string) => ({ ...headers, 'Content-Type': type });
  if (method === 'GET') return { url: `${webhook.uri}?${encodeForm(payload)}`, method, headers };
  return isNewer && webhook.format === 'json'
    ? { url: webhook.uri, method, headers: typed('application/json'), body: JSON.stringify(payload, null, 2) }
    : { url: webhook.uri, method, headers: typed('application/x-www-form-urlencoded'), body: encodeForm(payload) };
};

/** The status that the receiver answered, or undefined where the connection failed. */
const send = async ({ url, ...request }: Delivery): Promise<number | undefined> => {
  try {
    const response = await fetch(url, { ...request, redirect: 'manual' });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
};

/** Dash looks every 15 seconds whether a webhook fails too often; the sandbox looks at once, so that nobody has to wait. */
const countFailure = ({ company, settings, failures }: State, { id }: Webhook): void => {
  const now = Date.now();
  const recent = [...(failures.get(id) ?? []), now].filter((moment) => now - moment < settings.failureWindowMs);
  failures.set(id, recent);
  const webhook = company.webhooks.find((one) => one.id === id);
  if (!webhook || recent.length < settings.failureLimit) return;
  webhook.enabled = false;
  webhook.disable_reason = 'too many failed attempts';
};

/** Only 200 is a success; only a failed connection is tried again. */
const deliver = async (state: State, webhook: Webhook, delivery: Delivery): Promise<void> => {
  const tries = Math.min(Math.max(webhook.retries, 1), 5);
  for (let attempt = 1; attempt <= tries; attempt++) {
    if (attempt > 1) await setTimeout(state.settings.retryPauseMs);
    const status = await send(delivery);
    if (status === 200) return;
    countFailure(state, webhook);
    if (status !== undefined) return;
  }
};

/** Sends an event to every webhook that wants it, one after the other, and resolves when the last is done. */
export const publish = async (state: State, event: DashEvent): Promise<void> => {
  for (const webhook of state.company.webhooks.filter((one) => isFor(one, event))) {
    try {
      await deliver(state, webhook, deliveryOf(state, webhook, event));
    } catch (error) {
      // A payload that Dash cannot encode is lost for this webhook, and counts neither as delivered nor as failed.
      if (!(error instanceof UnencodablePayload)) throw error;
    }
  }
};
