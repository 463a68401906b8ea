import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { field } from '../fields/output.ts';
import { create } from '../zapier/operation.ts';
import { blocklistLock, createActive, setActive } from './activeBlocklists.api.ts';
import { callersToBlock, formatEntries, joinNumbers } from './blockedNumbers.ts';
import { blocklistFields, blocklistRecord, blocklistSample } from './blocklist.record.ts';
import {
  changeBlocklist,
  chosenBlocklist,
  findBlocklistByName,
  type Callers,
  type ChangedBlocklist,
} from './blocklists.api.ts';

/** The name of the default list. */
const DEFAULT_NAME = 'Blocked by Zapier';

const inputFields = defineInputFields([
  {
    key: 'numbers',
    label: 'Numbers',
    type: 'string',
    list: true,
    required: true,
    helpText: "One or more outside numbers in any format, separated by commas. Extensions can't be blocked.",
  },
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
    helpText: `Leave empty to use "${DEFAULT_NAME}", which is created if needed.`,
  },
  {
    key: 'block_hidden_callers',
    label: 'Block Hidden Callers',
    type: 'boolean',
    helpText: 'Turn on to also block callers who hide their number. Leave empty to keep the current setting.',
  },
]);

const outputFields = [
  ...blocklistFields,
  field('added_numbers', 'string', 'Added Numbers'),
  field('changed', 'boolean', 'Changed'),
] as const;

/** A second run finds the list by its name and activates it. */
const RECOVERY = {
  advice: `Run this step again to turn on "${DEFAULT_NAME}", which already has the numbers.`,
  isRepeatable: true,
};

/** Adds callers to the chosen list, or to the default one, which is created if needed, and activates the list. */
const block = async (dash: Dash, chosenId: string | null, callers: Callers): Promise<ChangedBlocklist> => {
  const before =
    chosenId === null ? await findBlocklistByName(dash, DEFAULT_NAME) : await chosenBlocklist(dash, chosenId);
  if (!before) return createActive(dash, DEFAULT_NAME, callers, RECOVERY);
  const after = await changeBlocklist(dash, before, callers);
  const isActivated = await setActive(dash, before.id, true);
  return { ...after, isChanged: after.isChanged || isActivated };
};

export const blockNumber = create({
  key: 'block_number',
  noun: 'Blocked Number',
  label: 'Block Number',
  description: 'Blocks calls from one or more numbers.',
  inputFields,
  perform: async (input, { dash }) => {
    const areHiddenBlocked = input.flag('block_hidden_callers') === true;
    const add = callersToBlock(input.label('numbers'), input.requiredList('numbers'), areHiddenBlocked);
    const callers = { add, blockHiddenCallers: areHiddenBlocked || null };
    const { blocklist, added, isChanged: changed } = await block(dash, input.text('blocklist'), callers);
    const blocked = formatEntries(add, areHiddenBlocked);
    return {
      ...blocklistRecord(blocklist, true),
      summary: `"${blocklist.name}" ${changed ? 'now' : 'already'} blocks ${blocked}.`,
      added_numbers: joinNumbers(added),
      changed,
    };
  },
  lock: blocklistLock,
  outputFields,
  sample: {
    ...blocklistSample,
    summary: '"Blocked by Zapier" now blocks 415-555-0142.',
    added_numbers: '+14155550142',
    changed: true,
  },
});
