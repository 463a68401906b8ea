import type { Dash } from '../dash/client.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { fullName, parseUser, type User } from './user.record.ts';

/** All users by ID: 1 request. Empty if Dash can't list them: a list without names is better than no list. */
export const loadUsers = async (dash: Dash): Promise<Map<string | null, User>> => {
  const rows = await dash.list(['users'], { purpose: 'list the users' }).catch(nullUnlessRetried);
  return new Map((rows ?? []).map(parseUser).map((user) => [user.id, user]));
};

/** Returns the name of a user by ID; null when unknown. */
export type UserNames = (id: string | null) => string | null;

/** The names of all users: 1 request. */
export const loadUserNames = async (dash: Dash): Promise<UserNames> => {
  const users = await loadUsers(dash);
  return (id) => {
    const user = users.get(id);
    return user ? fullName(user) : null;
  };
};
