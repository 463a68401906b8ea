import { dropdown } from '../zapier/dropdown.ts';
import { parseBlocklist } from './blocklist.record.ts';
import { blocklistRequest } from './blocklists.api.ts';

export const listBlocklists = dropdown({
  key: 'list_blocklists',
  noun: 'Blocklist',
  path: ['blacklists'],
  ...blocklistRequest('list the blocklists'),
  choice: (row) => {
    const blocklist = parseBlocklist(row);
    return blocklist && { id: blocklist.id, name: blocklist.name };
  },
});
