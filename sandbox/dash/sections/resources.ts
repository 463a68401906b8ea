import { toE164 } from '../company/e164.ts';
import { resourceRoutes } from '../http/resource.ts';
import { validate } from '../http/schema.ts';
import type { Faxbox, User } from '../company/model.ts';
import type { Routes } from '../http/endpoint.ts';
import type { Schema } from '../http/schema.ts';

const NAME = { type: 'string', required: true, minLength: 1, maxLength: 128 } as const;

/** KAZOO checks neither the numbers nor a missing `should_block_anonymous`. */
const blacklistSchema: Schema = {
  name: NAME,
  numbers: { type: 'object', default: {} },
  should_block_anonymous: { type: 'boolean' },
};

/** Every save rewrites all keys, those of an old list included (`cb_blacklists:format_numbers`). */
const parseBlacklist = (document: Record<string, unknown>) => {
  const blacklist = validate(blacklistSchema, document);
  const numbers = Object.entries(blacklist.numbers as object).map(([number, notes]) => [
    toE164(number),
    notes as unknown,
  ]);
  return { ...blacklist, numbers: Object.fromEntries(numbers) as unknown };
};

/** The settings of a box that nobody changed (KAZOO, the schema `faxbox`). */
const faxboxDefaults = {
  attempts: 0,
  caller_name: 'Kazoo Fax Printer',
  fax_header: 'Kazoo Fax Printer',
  media: {},
  retries: 1,
};

const showFaxbox = ({ created: _created, ...box }: Faxbox) => ({ ...faxboxDefaults, ...box });

const DAY_SECONDS = 24 * 3600;
const secondOfDay = { type: 'integer', minimum: 0, maximum: DAY_SECONDS } as const;
const texts = { type: 'array', items: { type: 'string' } } as const;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'wensday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const ORDINALS = ['every', 'first', 'second', 'third', 'fourth', 'fifth', 'last'] as const;

const temporalRuleSchema: Schema = {
  name: NAME,
  cycle: { type: 'string', required: true, enum: ['date', 'daily', 'weekly', 'monthly', 'yearly'] },
  days: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 31 } },
  enabled: { type: 'boolean' },
  flags: texts,
  interval: { type: 'integer', minimum: 1, default: 1 },
  month: { type: 'integer', minimum: 1, maximum: 12 },
  ordinal: { type: 'string', enum: ORDINALS },
  start_date: { type: 'integer', default: 62_586_115_200 },
  time_window_start: secondOfDay,
  time_window_stop: secondOfDay,
  wdays: { type: 'array', items: { type: 'string', enum: WEEKDAYS } },
};

const temporalRuleSetSchema: Schema = { name: NAME, flags: texts, temporal_rules: { ...texts, minItems: 1 } };

const userSchema: Schema = {
  first_name: NAME,
  last_name: NAME,
  enabled: { type: 'boolean', default: true },
  vm_to_email_enabled: { type: 'boolean', default: true },
  do_not_disturb: { type: 'object', values: { type: 'boolean' } },
  call_forward: { type: 'object' },
};

const callForwardSchema: Schema = {
  enabled: { type: 'boolean', default: false },
  number: { type: 'string', maxLength: 35 },
  substitute: { type: 'boolean', default: true },
  require_keypress: { type: 'boolean', default: true },
  keep_caller_id: { type: 'boolean', default: true },
  direct_calls_only: { type: 'boolean', default: false },
  failover: { type: 'boolean', default: false },
};

const parseUser = (document: Record<string, unknown>) => {
  const user = validate(userSchema, document);
  const call_forward = (user.call_forward ?? {}) as Record<string, unknown>;
  return { ...user, call_forward: validate(callForwardSchema, call_forward, 'call_forward.') };
};

/** The features in a user's row, and when it has them. */
const features: Record<string, (user: User) => boolean> = {
  caller_id: ({ caller_id }) => caller_id.external !== undefined,
  call_forward: ({ call_forward }) => call_forward.enabled,
  do_not_disturb: ({ do_not_disturb }) => do_not_disturb.enabled,
  vm_to_email: ({ vm_to_email_enabled }) => vm_to_email_enabled,
};

const userRow = (user: User) => {
  const { id, username, email, first_name, last_name, priv_level, presence_id, timezone, flags } = user;
  const names = Object.keys(features).filter((name) => features[name]?.(user));
  return { id, features: names, username, email, first_name, last_name, priv_level, presence_id, timezone, flags };
};

/** Sections with nothing but documents. */
export const plainRoutes: Routes = {
  ...resourceRoutes(
    '/blacklists',
    {
      documents: ({ blacklists }) => blacklists,
      parse: parseBlacklist,
      // The rows do not list the numbers.
      row: ({ id, name, flags = [] }) => ({ id, name, flags }),
    },
    ['list', 'create', 'get', 'replace', 'patch', 'delete'],
  ),
  ...resourceRoutes(
    '/callflows',
    {
      documents: ({ callflows }) => callflows,
      row: ({ id, name, numbers, featurecode }) => ({
        ...{ id, name, type: 'callflow', numbers, patterns: [], featurecode, modules: [], flags: [] },
      }),
    },
    ['list', 'get'],
  ),
  ...resourceRoutes(
    '/faxboxes',
    {
      documents: ({ faxboxes }) => faxboxes,
      // Rows are whole documents, private keys included (KAZOO, `cb_faxboxes:normalize_view_results`).
      row: (box) => ({ ...showFaxbox(box), _id: box.id, pvt_type: 'faxbox', pvt_created: box.created }),
      show: showFaxbox,
    },
    ['list', 'get'],
  ),
  ...resourceRoutes(
    '/temporal_rules',
    {
      documents: ({ temporalRules }) => temporalRules,
      schema: temporalRuleSchema,
      row: ({ id, name, type, flags = [] }) => ({ id, name, type, flags }),
    },
    ['list', 'create', 'get', 'replace', 'patch', 'delete'],
  ),
  ...resourceRoutes(
    '/temporal_rules_sets',
    {
      documents: ({ temporalRuleSets }) => temporalRuleSets,
      schema: temporalRuleSetSchema,
      row: ({ id, name, temporal_rules, flags = [] }) => ({ id, name, rules: temporal_rules, flags }),
    },
    ['list', 'create', 'get', 'replace', 'patch', 'delete'],
  ),
  ...resourceRoutes('/users', { documents: ({ users }) => users, parse: parseUser, row: userRow }, [
    'list',
    'get',
    'replace',
    'patch',
  ]),
};
