import { dropdown } from '../zapier/dropdown.ts';
import { parseFaxbox } from './faxbox.record.ts';

export const listFaxboxes = dropdown({
  key: 'list_faxboxes',
  noun: 'Fax Box',
  path: ['faxboxes'],
  purpose: 'list the fax boxes',
  section: 'Fax',
  choice: (row) => {
    const { id, name } = parseFaxbox(row);
    return id === null ? null : { id, name: name ?? 'Fax box without a name' };
  },
});
