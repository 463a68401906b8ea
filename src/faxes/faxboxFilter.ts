import { defineInputFields } from 'zapier-platform-core';
import type { Query } from '../dash/http.ts';
import type { InputReader } from '../fields/inputReader.ts';

/** The filter for fax boxes that the fax triggers share. */
export const faxboxFilterFields = defineInputFields([
  {
    key: 'faxboxes',
    label: 'Fax Boxes',
    type: 'string',
    list: true,
    dynamic: 'list_faxboxes.id.name',
    helpText: 'Leave empty for all fax boxes.',
  },
]);

export type FaxboxFilter = InputReader<typeof faxboxFilterFields>;

/** The filter as a query for a list of faxes. Dash applies it to the whole document of each fax. */
export const faxboxQuery = (input: FaxboxFilter): Query => {
  const ids = input.list('faxboxes');
  if (ids.length === 0) return {};
  return { filter_faxbox_id: ids.length === 1 ? String(ids[0]) : JSON.stringify(ids) };
};
