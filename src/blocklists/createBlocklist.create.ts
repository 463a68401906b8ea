import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { requiredText, inputFlag } from '../fields/inputs.ts';
import { lock, makeActive } from './activeBlocklists.ts';
import { blocklistFields, blocklistRecord, blocklistSample, type BlocklistRecord } from './blocklist.ts';
import { makeBlocklist } from './blocklists.ts';
import { callersIn } from './numbers.ts';

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

/** A second run would make a second list of the same name. */
const otherwise = {
  advice: 'Switch it on with Update Blocklist. Running this step again would make a second list.',
  isRepeatable: false,
};

const perform = async (z: ZObject, bundle: Bundle): Promise<BlocklistRecord> => {
  const { name, numbers, block_hidden_callers, active } = bundle.inputData;
  const blockHiddenCallers = inputFlag('Block Hidden Callers', block_hidden_callers);
  const callers = { add: callersIn('Numbers', numbers, blockHiddenCallers === true), blockHiddenCallers };
  const isActive = inputFlag('Active', active) ?? true;
  const nameGiven = requiredText('Name', name);
  const { dash } = connect(z, bundle);
  const { blocklist } = isActive
    ? await makeActive(dash, nameGiven, callers, otherwise)
    : await makeBlocklist(dash, nameGiven, callers);
  return blocklistRecord(blocklist, isActive);
};

export const createBlocklist = {
  key: 'create_blocklist',
  noun: 'Blocklist',
  display: { label: 'Create Blocklist', description: 'Creates a list of callers whose calls are refused.' },
  operation: { inputFields, perform, lock, outputFields: [...blocklistFields], sample: blocklistSample },
};
