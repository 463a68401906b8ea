import { fullName, parseUser } from '../users/user.record.ts';
import { dropdown } from '../zapier/dropdown.ts';
import { callCenterSection } from './section.ts';

/** The row of an agent is that of a user with fewer fields. */
export const listAgents = dropdown({
  key: 'list_agents',
  noun: 'Agent',
  path: ['agents'],
  purpose: 'list the agents',
  ...callCenterSection,
  choice: (row) => {
    const user = parseUser(row);
    return user.id === null ? null : { id: user.id, name: fullName(user) ?? 'Agent without a name' };
  },
});
