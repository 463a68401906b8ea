import { ok, oneOf } from './answers.ts';
import { byId, list } from './lists.ts';
import type { Handler } from './answers.ts';
import type { User } from './company.ts';

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
