import { dropdown } from '../zapier/dropdown.ts';
import { readCallflow } from './callflow.ts';

export const listCallflows = dropdown({
  key: 'list_callflows',
  noun: 'Callflow',
  path: ['callflows'],
  purpose: 'list the callflows',
  choice: (row) => {
    const callflow = readCallflow(row);
    return callflow && !callflow.isFeatureCode ? { id: callflow.id, name: callflow.name } : null;
  },
});
