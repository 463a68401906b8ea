import type { Dash } from '../dash/client.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { fullName, parseUser } from './user.record.ts';

/** The name of a user by the ID; null when unknown. */
export type UserNames = (id: string | null) => string | null;

/** The names of all users: 1 request. When Dash can't say, no name is known: a list without names is better than none. */
export const loadUserNames = async (dash: Dash): Promise<UserNames> => {
  const rows = await dash.list(['users'], { purpose: 'list the users' }).catch(nullUnlessRetried);
  const names = new Map((rows ?? []).map(parseUser).map((user) => [user.id, fullName(user)]));
  return (id) => names.get(id) ?? null;
};
