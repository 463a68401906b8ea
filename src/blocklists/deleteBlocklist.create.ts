import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { haltedError, isRetriedByZapier, sentenceOf } from '../zapier/errors.ts';
import { requiredText } from '../fields/inputs.ts';
import { lock, setActive } from './activeBlocklists.ts';
import {
  blocklistFields,
  blocklistRecord,
  blocklistSample,
  type Blocklist,
  type BlocklistRecord,
} from './blocklist.ts';
import { chosenBlocklist, UNKNOWN, wording } from './blocklists.ts';
import { countOf } from './numbers.ts';

const inputFields = defineInputFields([
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    required: true,
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
  },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText:
      'This deletes the blocklist with all its numbers, and whoever is on it can call again. It cannot be undone. To only switch a list off, use Update Blocklist.',
  },
]);

const deletedRecord = (blocklist: Blocklist): BlocklistRecord => ({
  ...blocklistRecord(blocklist, false),
  summary: `Deleted "${blocklist.name}", which had ${countOf(blocklist.numbers)}.`,
});

/** The error for a list that is switched off but not deleted. Zapier may repeat the step, which goes on from there. */
const notDeleted = ({ name }: Blocklist, error: unknown): unknown =>
  isRetriedByZapier(error)
    ? error
    : haltedError(`${sentenceOf(error)} "${name}" is switched off already, and blocks nobody any more.`);

/** The account lets go of the list first: it must not refer to one that is gone. */
const perform = async (z: ZObject, bundle: Bundle): Promise<BlocklistRecord> => {
  const id = requiredText('Blocklist', bundle.inputData.blocklist);
  const { dash } = connect(z, bundle);
  const blocklist = await chosenBlocklist(dash, id);
  await setActive(dash, id, false);
  const wasThere = await dash.delete(['blacklists', id], wording('delete the blocklist')).catch((error: unknown) => {
    throw notDeleted(blocklist, error);
  });
  if (!wasThere) throw haltedError(UNKNOWN);
  return deletedRecord(blocklist);
};

export const deleteBlocklist = {
  key: 'delete_blocklist',
  noun: 'Blocklist',
  display: { label: 'Delete Blocklist', description: 'Deletes a blocklist with all its numbers for good.' },
  operation: {
    inputFields,
    perform,
    lock,
    outputFields: [...blocklistFields],
    sample: {
      ...blocklistSample,
      summary: 'Deleted "Blocked by Zapier", which had 2 numbers.',
      active: false,
    },
  },
};
