import { dropdown } from '../zapier/dropdown.ts';
import { parseBlocklist } from './blocklist.ts';
import { wording } from './blocklists.ts';

export const listBlocklists = dropdown({
  key: 'list_blocklists',
  noun: 'Blocklist',
  path: ['blacklists'],
  ...wording('list the blocklists'),
  choice: (row) => {
    const blocklist = parseBlocklist(row);
    return blocklist && { id: blocklist.id, name: blocklist.name };
  },
});
