import { dropdown } from '../zapier/dropdown.ts';
import { parseCallflow } from './callflow.record.ts';

export const listCallflows = dropdown({
  key: 'list_callflows',
  noun: 'Call Flow',
  path: ['callflows'],
  purpose: 'list the call flows',
  choice: (row) => {
    const callflow = parseCallflow(row);
    return callflow && !callflow.isFeatureCode ? { id: callflow.id, name: callflow.name } : null;
  },
});
