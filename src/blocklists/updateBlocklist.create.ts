import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { changeOf, requiredText, inputText, inputFlag } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { activeIds, lock, setActive } from './activeBlocklists.ts';
import { blocklistFields, blocklistRecord, blocklistSample } from './blocklist.ts';
import { changeBlocklist, chosenBlocklist } from './blocklists.ts';
import { asText, callersIn, listedNumbers } from './numbers.ts';

const inputFields = defineInputFields([
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    required: true,
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
    helpText: 'What you leave empty below stays as it is.',
  },
  { key: 'name', label: 'Name', type: 'string' },
  {
    key: 'add_numbers',
    label: 'Numbers to Add',
    type: 'string',
    list: true,
    helpText: 'Callers from outside, written in any way. Extensions of your own cannot be blocked.',
  },
  {
    key: 'remove_numbers',
    label: 'Numbers to Remove',
    type: 'string',
    list: true,
    helpText: 'Written in any way. A number that is also in the field above is removed.',
  },
  {
    key: 'block_hidden_callers',
    label: 'Block Hidden Callers',
    type: 'boolean',
    helpText: 'Whether the list also blocks everybody who hides the number.',
  },
  {
    key: 'active',
    label: 'Active',
    type: 'boolean',
    helpText: 'Choose no to keep the list but let its callers through, yes to block them again.',
  },
]);

const outputFields = [
  ...blocklistFields,
  field('added_numbers', 'string', 'Added Numbers'),
  field('removed_numbers', 'string', 'Removed Numbers'),
  field('changed', 'boolean', 'Changed'),
] as const;

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordOf<typeof outputFields>> => {
  const input = bundle.inputData;
  const id = requiredText('Blocklist', input.blocklist);
  const blockHiddenCallers = inputFlag('Block Hidden Callers', input.block_hidden_callers);
  const changes = {
    name: inputText(input.name),
    add: callersIn('Numbers to Add', input.add_numbers, blockHiddenCallers === true),
    remove: listedNumbers('Numbers to Remove', input.remove_numbers),
    blockHiddenCallers,
  };
  const wanted = inputFlag('Active', input.active);
  changeOf({ ...changes, add: asText(changes.add), remove: asText(changes.remove), wanted });
  const { dash } = connect(z, bundle);
  const before = await chosenBlocklist(dash, id);
  const { blocklist, added, removed, isChanged } = await changeBlocklist(dash, before, changes);
  const isSwitched = wanted !== null && (await setActive(dash, id, wanted));
  const isActive = wanted ?? (await activeIds(dash)).includes(id);
  return {
    ...blocklistRecord(blocklist, isActive),
    added_numbers: asText(added),
    removed_numbers: asText(removed),
    changed: isChanged || isSwitched,
  };
};

export const updateBlocklist = {
  key: 'update_blocklist',
  noun: 'Blocklist',
  display: {
    label: 'Update Blocklist',
    description: 'Updates a blocklist: its name, its numbers, and whether it is active.',
  },
  operation: {
    inputFields,
    perform,
    lock,
    outputFields: [...outputFields],
    sample: {
      ...blocklistSample,
      added_numbers: '+14155550142',
      removed_numbers: '+14155550177',
      changed: true,
    } satisfies RecordOf<typeof outputFields>,
  },
};
