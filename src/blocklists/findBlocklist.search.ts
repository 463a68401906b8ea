import { defineInputFields } from 'zapier-platform-core';
import { search } from '../zapier/operation.ts';
import { loadActiveIds } from './activeBlocklists.api.ts';
import { blocklistFields, blocklistRecord, blocklistSample } from './blocklist.record.ts';
import { findBlocklistByName } from './blocklists.api.ts';

const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: true,
    helpText: "The full name. Upper and lower case don't matter.",
  },
]);

export const findBlocklist = search({
  key: 'find_blocklist',
  noun: 'Blocklist',
  label: 'Find Blocklist',
  description: 'Finds a blocklist by name.',
  inputFields,
  perform: async (input, { dash }) => {
    const blocklist = await findBlocklistByName(dash, input.required('name'));
    return blocklist ? [blocklistRecord(blocklist, (await loadActiveIds(dash)).includes(blocklist.id))] : [];
  },
  outputFields: blocklistFields,
  sample: blocklistSample,
});

/** Its key must be that of the search. */
export const findOrCreateBlocklist = {
  key: 'find_blocklist',
  display: {
    label: 'Find or Create Blocklist',
    description: 'Finds a blocklist by name, or creates one.',
  },
  search: 'find_blocklist',
  create: 'create_blocklist',
};
