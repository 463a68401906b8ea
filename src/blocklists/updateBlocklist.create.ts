import { defineInputFields } from 'zapier-platform-core';
import type { InputReader } from '../fields/inputReader.ts';
import { documentChange } from '../fields/documentChange.ts';
import { field } from '../fields/output.ts';
import { blocklistList } from '../zapier/namedThings.ts';
import { forgetList } from '../zapier/nameLookUp.ts';
import { create } from '../zapier/operation.ts';
import { blocklistLock, loadActiveIds, setActive } from './activeBlocklists.api.ts';
import { callersToBlock, joinNumbers, listedNumbers } from './blockedNumbers.ts';
import { blocklistFields, blocklistRecord, blocklistSample } from './blocklist.record.ts';
import { changeBlocklist, chosenBlocklist } from './blocklists.api.ts';

const inputFields = defineInputFields([
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    required: true,
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
    helpText: 'Fields you leave empty below stay the same.',
  },
  { key: 'name', label: 'Name', type: 'string' },
  {
    key: 'add_numbers',
    label: 'Numbers to Add',
    type: 'string',
    list: true,
    helpText: "One or more outside numbers in any format, separated by commas. Extensions can't be blocked.",
  },
  {
    key: 'remove_numbers',
    label: 'Numbers to Remove',
    type: 'string',
    list: true,
    helpText: 'One or more numbers in any format, separated by commas. A number in both fields is removed.',
  },
  {
    key: 'block_hidden_callers',
    label: 'Block Hidden Callers',
    type: 'boolean',
    helpText:
      'Turn on to also block callers who hide their number, or off to let them through. Leave empty to keep the current setting.',
  },
  {
    key: 'active',
    label: 'Active',
    type: 'boolean',
    helpText: 'Turn off to keep the list but stop blocking. Leave empty to keep the current setting.',
  },
]);

const outputFields = [
  ...blocklistFields,
  field('added_numbers', 'string', 'Added Numbers'),
  field('removed_numbers', 'string', 'Removed Numbers'),
  field('changed', 'boolean', 'Changed'),
] as const;

const parseChanges = (input: InputReader<typeof inputFields>) => {
  const blockHiddenCallers = input.flag('block_hidden_callers');
  return {
    name: input.text('name'),
    add: callersToBlock(input.label('add_numbers'), input.list('add_numbers'), blockHiddenCallers === true),
    remove: listedNumbers(input.label('remove_numbers'), input.list('remove_numbers')),
    blockHiddenCallers,
  };
};

export const updateBlocklist = create({
  key: 'update_blocklist',
  noun: 'Blocklist',
  label: 'Update Blocklist',
  description: "Updates a blocklist's name, numbers, or status.",
  inputFields,
  perform: async (input, context) => {
    const { dash } = context;
    const id = input.required('blocklist');
    const changes = parseChanges(input);
    const active = input.flag('active');
    documentChange({ ...changes, add: joinNumbers(changes.add), remove: joinNumbers(changes.remove), active });
    const before = await chosenBlocklist(dash, id);
    const { blocklist, added, removed, isChanged } = await changeBlocklist(dash, before, changes);
    if (changes.name !== null) await forgetList(context, blocklistList);
    const isSwitched = active !== null && (await setActive(dash, id, active));
    const isActive = active ?? (await loadActiveIds(dash)).includes(id);
    return {
      ...blocklistRecord(blocklist, isActive),
      added_numbers: joinNumbers(added),
      removed_numbers: joinNumbers(removed),
      changed: isChanged || isSwitched,
    };
  },
  lock: blocklistLock,
  outputFields,
  sample: {
    ...blocklistSample,
    added_numbers: '+14155550142',
    removed_numbers: '+14155550143',
    changed: true,
  },
});
