import { randomBytes } from 'node:crypto';
import { created, ok, oneOf, refuse } from './answers.ts';
import { merged } from './json.ts';
import { byId, list } from './lists.ts';
import { refuseIfAny, validated } from './schema.ts';
import { hookNames, notificationTypes, objectActions, objectTypes } from './webhookCatalogue.ts';
import type { Handler } from './answers.ts';
import type { Webhook } from './company.ts';
import type { Problems, Schema } from './schema.ts';
import type { State } from './state.ts';

const hooks = ['all', ...Object.keys(hookNames)];

/** What `custom_data` must say about an event of each hook, and the values it may have. */
const requiredCustomData: Partial<Record<string, Record<string, readonly string[]>>> = {
  notifications: { type: notificationTypes },
  object: { type: objectTypes, action: objectActions },
};

const schema: Schema = {
  name: { type: 'string', required: true },
  uri: { type: 'string', required: true, webAddress: true },
  hook: { type: 'string', required: true, enum: hooks },
  http_verb: { type: 'string', enum: ['get', 'post', 'put'], default: 'post' },
  format: { type: 'string', enum: ['form-data', 'json'], default: 'form-data' },
  retries: { type: 'integer', minimum: 0, maximum: 4, default: 2 },
  enabled: { type: 'boolean', default: true },
  include_subaccounts: { type: 'boolean' },
  include_internal_legs: { type: 'boolean', default: true },
  custom_data: { type: 'object', values: { type: 'string' } },
};

const customDataProblem = (value: string | undefined, target: readonly string[]): Problems[string] | undefined => {
  if (value === undefined) return { required: { message: 'missing required modifier' } };
  if (target.includes(value)) return undefined;
  return { enum: { message: 'value not found in enumerated list of values', cause: value, target } };
};

const checked = (document: Record<string, unknown>, id: string): Webhook => {
  const webhook = { ...validated(schema, document), id } as Webhook;
  const problems = Object.entries(requiredCustomData[webhook.hook] ?? {}).flatMap(([key, target]) => {
    const problem = customDataProblem(webhook.custom_data?.[key], target);
    return problem ? [[key, problem] as const] : [];
  });
  refuseIfAny(Object.fromEntries(problems));
  return webhook;
};

/** A webhook that is switched on starts with a clean record. */
const switchOn = ({ failures }: State, { disable_reason, ...webhook }: Webhook): Webhook => {
  failures.delete(webhook.id);
  return { ...webhook, enabled: true };
};

const replace = (state: State, id: string, document: Record<string, unknown>): Webhook => {
  const { company } = state;
  const webhook = checked(document, id);
  const stored = webhook.enabled ? switchOn(state, webhook) : webhook;
  company.webhooks = company.webhooks.map((old) => (old.id === id ? stored : old));
  return stored;
};

const row = ({ id, hook, name, uri, group, enabled, disable_reason }: Webhook) => ({
  id,
  hook,
  name,
  uri,
  group,
  enabled,
  disable_reason,
});

/** `GET /webhooks` */
export const listWebhooks: Handler = ({ query }, { company }) => list(company.webhooks, query, byId(row));

/** `PUT /webhooks` */
export const createWebhook: Handler = ({ data }, { company }) => {
  const webhook = checked(data, randomBytes(16).toString('hex'));
  company.webhooks.push(webhook);
  return created(webhook);
};

/** `PATCH /webhooks`: switches on again what was switched off for its failures. */
export const reEnableWebhooks: Handler = ({ data }, state) => {
  const wanted = data['re-enable'];
  if (wanted === undefined) {
    const message = 're-enable is required to patch collections';
    throw refuse(400, 'validation error', { 're-enable': { required: { message } } });
  }
  if (wanted !== true && wanted !== 'true') {
    const message = 'value not found in enumerated list of values';
    throw refuse(400, 'validation error', { 're-enable': { enum: { message, target: [true] } } });
  }
  const { company } = state;
  company.webhooks = company.webhooks.map((webhook) =>
    webhook.disable_reason === undefined ? webhook : switchOn(state, webhook),
  );
  return ok('hooks updated');
};

/** `GET /webhooks/{id}` */
export const getWebhook: Handler = ({ params }, { company }) => ok(oneOf(company.webhooks, params.webhook));

/** `POST /webhooks/{id}`: the new document takes the place of the old; why it was switched off is not for clients to set. */
export const replaceWebhook: Handler = ({ params, data }, state) => {
  const { id, disable_reason } = oneOf(state.company.webhooks, params.webhook);
  return ok(replace(state, id, { ...data, disable_reason }));
};

/** `PATCH /webhooks/{id}` */
export const changeWebhook: Handler = ({ params, data }, state) => {
  const webhook = oneOf(state.company.webhooks, params.webhook);
  return ok(replace(state, webhook.id, merged(webhook, data)));
};

/** `DELETE /webhooks/{id}`: Dash keeps a deleted document, but nothing finds it any more. */
export const deleteWebhook: Handler = ({ params }, { company }) => {
  const webhook = oneOf(company.webhooks, params.webhook);
  company.webhooks = company.webhooks.filter(({ id }) => id !== webhook.id);
  return ok({ ...webhook, _read_only: { deleted: true } });
};
