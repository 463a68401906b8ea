import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { connect } from '../zapier/context.ts';
import { inputList } from '../fields/inputValues.ts';
import { requiredText, inputText, inputFlag } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { lock, makeActive, setActive } from './activeBlocklists.ts';
import { blocklistFields, blocklistRecord, blocklistSample } from './blocklist.ts';
import { blocklistNamed, changeBlocklist, chosenBlocklist, type Callers, type Changed } from './blocklists.ts';
import { asText, callersIn, formatNumbers } from './numbers.ts';

/** Where numbers go for which nobody chose a list. */
const USUAL_NAME = 'Blocked by Zapier';

const inputFields = defineInputFields([
  {
    key: 'numbers',
    label: 'Numbers',
    type: 'string',
    list: true,
    required: true,
    helpText: 'Callers from outside, written in any way. Extensions of your own cannot be blocked.',
  },
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
    helpText: `Leave empty for the list "${USUAL_NAME}", which is made when it is missing.`,
  },
  {
    key: 'block_hidden_callers',
    label: 'Block Hidden Callers',
    type: 'boolean',
    helpText: 'Yes blocks everybody who hides the number as well. Anything else leaves that as it is.',
  },
]);

const outputFields = [
  ...blocklistFields,
  field('added_numbers', 'string', 'Added Numbers'),
  field('changed', 'boolean', 'Changed'),
] as const;

/** A second run finds the list by its name, and finishes the work. */
const otherwise = {
  advice: `Run this step again: it finds "${USUAL_NAME}" with the numbers on it, and switches it on.`,
  isRepeatable: true,
};

/** Changes the list that was chosen, or else the usual one, which may have to be made, so that it blocks from now on. */
const block = async (dash: Dash, id: string | null, callers: Callers): Promise<Changed> => {
  const before = id === null ? await blocklistNamed(dash, USUAL_NAME) : await chosenBlocklist(dash, id);
  if (!before) return makeActive(dash, USUAL_NAME, callers, otherwise);
  const after = await changeBlocklist(dash, before, callers);
  const isSwitchedOn = await setActive(dash, before.id, true);
  return { ...after, isChanged: after.isChanged || isSwitchedOn };
};

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordOf<typeof outputFields>> => {
  const { numbers, blocklist: id, block_hidden_callers } = bundle.inputData;
  const areHiddenBlocked = inputFlag('Block Hidden Callers', block_hidden_callers) === true;
  requiredText('Numbers', inputList(numbers));
  const add = callersIn('Numbers', numbers, areHiddenBlocked);
  const { dash } = connect(z, bundle);
  const callers = { add, blockHiddenCallers: areHiddenBlocked || null };
  const { blocklist, added, isChanged: changed } = await block(dash, inputText(id), callers);
  const spoken = [formatNumbers(add), areHiddenBlocked ? 'hidden callers' : ''].filter(Boolean).join(', ');
  return {
    ...blocklistRecord(blocklist, true),
    summary: `${changed ? 'Now' : 'Already'} blocked by "${blocklist.name}": ${spoken}.`,
    added_numbers: asText(added),
    changed,
  };
};

export const blockNumber = {
  key: 'block_number',
  noun: 'Number',
  display: { label: 'Block Number', description: 'Blocks callers, so that their next call is refused.' },
  operation: {
    inputFields,
    perform,
    lock,
    outputFields: [...outputFields],
    sample: {
      ...blocklistSample,
      summary: 'Now blocked by "Blocked by Zapier": +1 415-555-0142.',
      added_numbers: '+14155550142',
      changed: true,
    } satisfies RecordOf<typeof outputFields>,
  },
};
