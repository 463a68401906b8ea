import type { Dash } from '../dash/client.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { parseUser, type User } from './user.record.ts';

/** All users by their ids: 1 request. None where Dash cannot list them: a list without names is better than no list. */
export const loadUsers = async (dash: Dash): Promise<Map<string | null, User>> => {
  const rows = await dash.list(['users'], { purpose: 'list the users' }).catch(nullUnlessRetried);
  return new Map((rows ?? []).map(parseUser).map((user) => [user.id, user]));
};
