import { fullName, parseUser } from '../users/user.ts';
import { dropdown } from '../zapier/dropdown.ts';
import { wording } from './section.ts';

/** The row of an agent is that of a user with less in it. */
export const listAgents = dropdown({
  key: 'list_agents',
  noun: 'Agent',
  path: ['agents'],
  purpose: 'list the agents',
  ...wording,
  choice: (row) => {
    const user = parseUser(row);
    return user.id === null ? null : { id: user.id, name: fullName(user) ?? 'Agent without a name' };
  },
});
