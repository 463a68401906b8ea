import { dropdown } from '../zapier/dropdown.ts';
import { parseCallflow } from './callflow.record.ts';

export const listCallflows = dropdown({
  key: 'list_callflows',
  noun: 'Callflow',
  path: ['callflows'],
  purpose: 'list the callflows',
  choice: (row) => {
    const callflow = parseCallflow(row);
    return callflow && !callflow.isFeatureCode ? { id: callflow.id, name: callflow.name } : null;
  },
});
