import { ok } from '../http/endpoint.ts';
import { refuse } from '../http/refusal.ts';
import { resourceRoutes } from '../http/resource.ts';
import { refuseIfAny, validate } from '../http/schema.ts';
import { hookNamesOf, notificationTypes, objectActions, objectTypes } from './webhookCatalog.ts';
import type { Webhook } from '../company/model.ts';
import type { Handler, Routes } from '../http/endpoint.ts';
import type { Problems, Schema } from '../http/schema.ts';
import type { State } from '../state.ts';

/** The required keys of `custom_data` for each hook, and their values. */
const requiredCustomData: Partial<Record<string, Record<string, readonly string[]>>> = {
  notifications: { type: notificationTypes },
  object: { type: objectTypes, action: objectActions },
};

const schemaFor = (state: State): Schema => ({
  name: { type: 'string', required: true },
  uri: { type: 'string', required: true, webAddress: true },
  hook: { type: 'string', required: true, enum: ['all', ...Object.keys(hookNamesOf(state))] },
  http_verb: { type: 'string', enum: ['get', 'post', 'put'], default: 'post' },
  format: { type: 'string', enum: ['form-data', 'json'], default: 'form-data' },
  retries: { type: 'integer', minimum: 0, maximum: 4, default: 2 },
  enabled: { type: 'boolean', default: true },
  include_subaccounts: { type: 'boolean' },
  include_internal_legs: { type: 'boolean', default: true },
  custom_data: { type: 'object', values: { type: 'string' } },
});

const customDataProblem = (value: string | undefined, target: readonly string[]): Problems[string] | undefined => {
  if (value === undefined) return { required: { message: 'missing required modifier' } };
  if (target.includes(value)) return undefined;
  return { enum: { message: 'value not found in enumerated list of values', cause: value, target } };
};

const parse = (document: Record<string, unknown>, state: State) => {
  const webhook = validate(schemaFor(state), document) as Webhook;
  const problems = Object.entries(requiredCustomData[webhook.hook] ?? {}).flatMap(([key, target]) => {
    const problem = customDataProblem(webhook.custom_data?.[key], target);
    return problem ? [[key, problem] as const] : [];
  });
  refuseIfAny(Object.fromEntries(problems));
  return webhook;
};

/** An enabled webhook starts without failures. */
const enable = ({ failures }: State, { disable_reason, ...webhook }: Webhook): Webhook => {
  failures.delete(webhook.id);
  return { ...webhook, enabled: true };
};

const row = ({ id, hook, name, uri, group, enabled, disable_reason }: Webhook) => ({
  ...{ id, hook, name, uri, group, enabled, disable_reason },
});

/** Enables the webhooks that were disabled for their failures. */
const enableFailedWebhooks: Handler = ({ data }, state) => {
  const value = data['re-enable'];
  const invalid = (rule: string, problem: object) =>
    refuse(400, 'validation error', { 're-enable': { [rule]: problem } });
  if (value === undefined) throw invalid('required', { message: 're-enable is required to patch collections' });
  if (value !== true && value !== 'true')
    throw invalid('enum', { message: 'value not found in enumerated list of values', target: [true] });
  const { company } = state;
  company.webhooks = company.webhooks.map((webhook) =>
    webhook.disable_reason === undefined ? webhook : enable(state, webhook),
  );
  return ok('hooks updated');
};

export const webhookRoutes: Routes = {
  'PATCH /webhooks': enableFailedWebhooks,
  ...resourceRoutes(
    '/webhooks',
    {
      documents: ({ webhooks }) => webhooks,
      parse,
      row,
      readOnly: ['disable_reason'],
      beforeStore: (webhook, state) => (webhook.enabled ? enable(state, webhook) : webhook),
    },
    ['list', 'create', 'get', 'replace', 'patch', 'delete'],
  ),
};
