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
    helpText: "One or more outside numbers in any format, separated by commas. Extensions can't be blocked.",
  },
  {
    key: 'block_hidden_callers',
    label: 'Block Hidden Callers',
    type: 'boolean',
    helpText: 'Turn on to also block callers who hide their number.',
  },
  {
    key: 'active',
    label: 'Active',
    type: 'boolean',
    helpText: 'Turn off to create the list without blocking yet. Leave empty to block right away.',
  },
]);

/** A second run would create a second list with the same name. */
const RECOVERY = {
  advice: 'Turn it on with Update Blocklist. Running this step again would create a second list.',
  isRepeatable: false,
};

export const createBlocklist = create({
  key: 'create_blocklist',
  noun: 'Blocklist',
  label: 'Create Blocklist',
  description: 'Creates a list of blocked numbers.',
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
