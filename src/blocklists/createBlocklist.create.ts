import { defineInputFields } from 'zapier-platform-core';
import { blocklistList } from '../zapier/namedThings.ts';
import { forgetList } from '../zapier/nameLookUp.ts';
import { create } from '../zapier/operation.ts';
import { blocklistLock, createActive } from './activeBlocklists.api.ts';
import { callersToBlock } from './blockedNumbers.ts';
import { blocklistFields, blocklistRecord, blocklistSample } from './blocklist.record.ts';
import { createInactive } from './blocklists.api.ts';

const inputFields = defineInputFields([
  { key: 'name', label: 'Name', type: 'string', required: true, placeholder: 'Spam' },
  {
    key: 'numbers',
    label: 'Numbers',
    type: 'string',
    list: true,
    helpText: 'Callers from outside, written in any way. Extensions of your own cannot be blocked.',
  },
  {
    key: 'block_hidden_callers',
    label: 'Block Hidden Callers',
    type: 'boolean',
    helpText: 'Yes blocks everybody who hides the number as well.',
  },
  {
    key: 'active',
    label: 'Active',
    type: 'boolean',
    helpText: 'Choose no to make a list that blocks nobody yet. Leave empty for one that blocks from now on.',
  },
]);

/** A second run would create a second list with the same name. */
const RECOVERY = {
  advice: 'Switch it on with Update Blocklist. Running this step again would make a second list.',
  isRepeatable: false,
};

export const createBlocklist = create({
  key: 'create_blocklist',
  noun: 'Blocklist',
  label: 'Create Blocklist',
  description: 'Creates a list of callers whose calls are refused.',
  inputFields,
  perform: async (input, context) => {
    const { dash } = context;
    const blockHiddenCallers = input.flag('block_hidden_callers');
    const add = callersToBlock(input.label('numbers'), input.list('numbers'), blockHiddenCallers === true);
    const isActive = input.flag('active') ?? true;
    const name = input.required('name');
    const { blocklist } = isActive
      ? await createActive(dash, name, { add, blockHiddenCallers }, RECOVERY)
      : await createInactive(dash, name, { add, blockHiddenCallers });
    await forgetList(context, blocklistList);
    return blocklistRecord(blocklist, isActive);
  },
  lock: blocklistLock,
  outputFields: blocklistFields,
  sample: blocklistSample,
});
