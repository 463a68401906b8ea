import { ok, oneOf } from './answers.ts';
import { merged } from './json.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { CallForward, Company, User } from './company.ts';
import type { Schema } from './schema.ts';

const schema: Schema = {
  first_name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  last_name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
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

/** The features that a user's row names, and when. */
const features: Record<string, (user: User) => boolean> = {
  caller_id: ({ caller_id }) => caller_id.external !== undefined,
  call_forward: ({ call_forward }) => call_forward.enabled,
  do_not_disturb: ({ do_not_disturb }) => do_not_disturb.enabled,
  vm_to_email: ({ vm_to_email_enabled }) => vm_to_email_enabled,
};

const row = (user: User) => ({
  id: user.id,
  features: Object.keys(features).filter((name) => features[name]?.(user)),
  username: user.username,
  email: user.email,
  first_name: user.first_name,
  last_name: user.last_name,
  priv_level: user.priv_level,
  presence_id: user.presence_id,
  timezone: user.timezone,
  flags: user.flags,
});

/** `GET /users` */
export const listUsers: Handler = ({ query }, { company }) => list(company.users, query, byId(row));

/** `GET /users/{id}` */
export const getUser: Handler = ({ params }, { company }) => ok(oneOf(company.users, params.user));

const store = (company: Company, id: string, document: Record<string, unknown>) => {
  const { call_forward = {}, ...rest } = validated(schema, document);
  const user = {
    ...rest,
    call_forward: validated(callForwardSchema, call_forward as CallForward, 'call_forward.'),
    id,
  } as User;
  company.users = company.users.map((old) => (old.id === id ? user : old));
  return ok(user);
};

/** `POST /users/{id}`: the new document takes the place of the old. */
export const replaceUser: Handler = ({ params, data }, { company }) =>
  store(company, oneOf(company.users, params.user).id, data);

/** `PATCH /users/{id}` */
export const changeUser: Handler = ({ params, data }, { company }) => {
  const user = oneOf(company.users, params.user);
  return store(company, user.id, merged(user, data));
};
