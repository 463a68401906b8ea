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

/** More fax boxes would make a URL that is too long. */
const MOST_IN_QUERY = 100;

/** The filter as a query for a list of faxes; none where the list is filtered here. Dash applies it to the whole document of each fax. */
export const faxboxQuery = (input: FaxboxFilter): Query => {
  const ids = input.list('faxboxes');
  if (ids.length === 0 || ids.length > MOST_IN_QUERY) return {};
  return { filter_faxbox_id: ids.length === 1 ? String(ids[0]) : JSON.stringify(ids) };
};
