import { defineInputFields } from 'zapier-platform-core';
import { haltedError, isRetriedByZapier, sentenceOf } from '../zapier/errors.ts';
import { blocklistList } from '../zapier/namedThings.ts';
import { forgetList } from '../zapier/nameLookUp.ts';
import { create } from '../zapier/operation.ts';
import { blocklistLock, setActive } from './activeBlocklists.api.ts';
import { formatNumberCount } from './blockedNumbers.ts';
import {
  blocklistFields,
  blocklistRecord,
  blocklistSample,
  type Blocklist,
  type BlocklistRecord,
} from './blocklist.record.ts';
import { blocklistRequest, chosenBlocklist, UNKNOWN_BLOCKLIST } from './blocklists.api.ts';

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
      'This permanently deletes the blocklist. Its callers will be able to call again. To pause blocking, use Update Blocklist instead.',
  },
]);

const deletedRecord = (blocklist: Blocklist): BlocklistRecord => ({
  ...blocklistRecord(blocklist, false),
  summary: `Deleted "${blocklist.name}", which had ${formatNumberCount(blocklist.numbers)}.`,
});

/** The error for a list that is deactivated but not deleted. If Zapier repeats the step, it continues from there. */
const notDeleted = ({ name }: Blocklist, error: unknown): unknown =>
  isRetriedByZapier(error)
    ? error
    : haltedError(`${sentenceOf(error)} "${name}" is already turned off and no longer blocks anyone.`);

export const deleteBlocklist = create({
  key: 'delete_blocklist',
  noun: 'Blocklist',
  label: 'Delete Blocklist',
  description: 'Deletes a blocklist permanently.',
  inputFields,
  perform: async (input, context) => {
    const { dash } = context;
    const id = input.required('blocklist');
    const blocklist = await chosenBlocklist(dash, id);
    // First, because the account must not refer to a deleted list.
    await setActive(dash, id, false);
    const ask = blocklistRequest('delete the blocklist');
    const isDeleted = await dash.delete(['blacklists', id], ask).catch((error: unknown) => {
      throw notDeleted(blocklist, error);
    });
    await forgetList(context, blocklistList);
    if (!isDeleted) throw haltedError(UNKNOWN_BLOCKLIST);
    return deletedRecord(blocklist);
  },
  lock: blocklistLock,
  outputFields: blocklistFields,
  sample: {
    ...blocklistSample,
    summary: 'Deleted "Blocked by Zapier", which had 2 numbers.',
    active: false,
  },
});
