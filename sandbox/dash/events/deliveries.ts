import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { encodeForm, UnencodablePayload } from '../../shared/formEncoding.ts';
import { withoutUndefined } from '../../shared/json.ts';
import { gregorian } from '../company/gregorian.ts';
import { newId } from '../company/ids.ts';
import { notificationSamples } from './notificationSamples.ts';
import type { Company, Webhook } from '../company/model.ts';
import type { State } from '../state.ts';

/** An event: its hook, and the payload for each webhook of that hook. */
export type DashEvent = { hook: string; payload: Record<string, unknown> };

/** An event of the hook `notifications`. Undefined details are left out. */
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
    msg_id: newId(),
  },
});

/** An event of the hook `notifications` like upstream's samples, with the current time and the given details. */
export const sampleNotification = (company: Company, type: string, details: Record<string, unknown>): DashEvent =>
  notification(company, type, { ...notificationSamples[type]?.(gregorian(new Date())), ...details });

/** The filters of hooks; all events of other hooks are sent. */
const hookFilters: Partial<Record<string, (webhook: Webhook, payload: DashEvent['payload']) => boolean>> = {
  notifications: ({ custom_data }, { event_name }) =>
    custom_data === undefined || custom_data.type === event_name || custom_data.type === 'all',
};

/** Whether a payload matches a webhook's modifiers. Missing keys and empty lists match; types matter. */
const passesModifiers = ({ modifiers = {} }: Webhook, payload: DashEvent['payload']): boolean =>
  Object.entries(modifiers).every(([key, allowed]) => {
    const value = payload[key];
    if (value === undefined) return true;
    if (!Array.isArray(allowed)) return isDeepStrictEqual(value, allowed);
    return allowed.length === 0 || allowed.some((one) => isDeepStrictEqual(value, one));
  });

/** Whether an event is about an internal leg, and the webhook excludes those. */
const isExcludedLeg = ({ include_internal_legs }: Webhook, { is_internal_leg }: DashEvent['payload']): boolean =>
  is_internal_leg === true && !include_internal_legs;

const matches = (webhook: Webhook, { hook, payload }: DashEvent): boolean => {
  if (!webhook.enabled || isExcludedLeg(webhook, payload) || !passesModifiers(webhook, payload)) return false;
  if (webhook.hook === 'all') return true;
  return webhook.hook === hook && (hookFilters[hook]?.(webhook, payload) ?? true);
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
  // Each delivery has its own connection, so that a receiver that closes it affects no other.
  const headers = { 'X-Hook-ID': webhook.id, 'X-Account-ID': company.account.id, Connection: 'close' };
  const typed = (type: string) => ({ ...headers, 'Content-Type': type });
  if (method === 'GET') return { url: `${webhook.uri}?${encodeForm(payload)}`, method, headers };
  return isNewer && webhook.format === 'json'
    ? { url: webhook.uri, method, headers: typed('application/json'), body: JSON.stringify(payload, null, 2) }
    : { url: webhook.uri, method, headers: typed('application/x-www-form-urlencoded'), body: encodeForm(payload) };
};

/** The status of the response, or undefined if the connection failed. */
const send = async ({ url, ...request }: Delivery): Promise<number | undefined> => {
  try {
    const response = await fetch(url, { ...request, redirect: 'manual' });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return undefined;
  }
};

/** Dash checks every 15 seconds whether a webhook fails too often; the sandbox checks at once. */
const countFailure = ({ company, settings, failures }: State, { id }: Webhook): void => {
  const now = Date.now();
  const recent = [...(failures.get(id) ?? []), now].filter((moment) => now - moment < settings.failureWindowMs);
  failures.set(id, recent);
  const webhook = company.webhooks.find((one) => one.id === id);
  if (!webhook || recent.length < settings.failureLimit) return;
  webhook.enabled = false;
  webhook.disable_reason = 'too many failed attempts';
};

/** Only 200 is a success; only a failed connection is retried. */
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

/** Sends an event to every webhook that matches, one after the other. Resolves when all have been called. */
export const publish = async (state: State, event: DashEvent): Promise<void> => {
  for (const webhook of state.company.webhooks.filter((one) => matches(one, event))) {
    try {
      await deliver(state, webhook, deliveryOf(state, webhook, event));
    } catch (error) {
      // Dash loses a payload that it cannot encode, and counts it neither as delivered nor as failed.
      if (!(error instanceof UnencodablePayload)) throw error;
    }
  }
};

/**
 * Publishes a notification of any type; what `details` lack is taken from Dash's samples. Resolves with the event when
 * all webhooks have been called.
 */
export const notify = async (state: State, type: string, details: Record<string, unknown> = {}): Promise<DashEvent> => {
  const event = sampleNotification(state.company, type, details);
  await publish(state, event);
  return event;
};

/** Publishes an event again with a new message id, as Dash does if the first time was not confirmed. */
export const redeliver = (state: State, { hook, payload }: DashEvent): Promise<void> =>
  publish(state, { hook, payload: { ...payload, msg_id: newId() } });
