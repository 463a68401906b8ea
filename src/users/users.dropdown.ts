import { dropdown } from '../zapier/dropdown.ts';
import { fullName, parseUser } from './user.record.ts';

export const listUsers = dropdown({
  key: 'list_users',
  noun: 'User',
  path: ['users'],
  purpose: 'list the users',
  choice: (row) => {
    const user = parseUser(row);
    if (user.id === null) return null;
    const name = fullName(user) ?? 'User without a name';
    return { id: user.id, name: user.presence_id === null ? name : `${name} (${user.presence_id})` };
  },
});
