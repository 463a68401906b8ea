import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { requiredText } from '../fields/inputs.ts';
import { activeIds } from './activeBlocklists.ts';
import { blocklistFields, blocklistRecord, blocklistSample, type BlocklistRecord } from './blocklist.ts';
import { blocklistNamed } from './blocklists.ts';

const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: true,
    helpText: 'The whole name. Accents and capitals make no difference.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<BlocklistRecord[]> => {
  const name = requiredText('Name', bundle.inputData.name);
  const { dash } = connect(z, bundle);
  const blocklist = await blocklistNamed(dash, name);
  return blocklist ? [blocklistRecord(blocklist, (await activeIds(dash)).includes(blocklist.id))] : [];
};

export const findBlocklist = {
  key: 'find_blocklist',
  noun: 'Blocklist',
  display: { label: 'Find Blocklist', description: 'Finds a blocklist by its name, with its numbers.' },
  operation: { inputFields, perform, outputFields: [...blocklistFields], sample: blocklistSample },
};

/** Its key has to be that of the search. */
export const findOrCreateBlocklist = {
  key: 'find_blocklist',
  display: {
    label: 'Find or Create Blocklist',
    description: 'Finds a blocklist by its name, or creates it.',
  },
  search: 'find_blocklist',
  create: 'create_blocklist',
};
