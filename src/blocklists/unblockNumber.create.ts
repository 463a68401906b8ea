import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { ANONYMOUS } from '../fields/phoneNumbers.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { blocklistLock } from './activeBlocklists.api.ts';
import { formatEntries, formatSeries, joinNumbers, listedNumbers } from './blockedNumbers.ts';
import type { Blocklist } from './blocklist.record.ts';
import { changeBlocklist, chosenBlocklist, loadBlocklists, type ChangedBlocklist } from './blocklists.api.ts';

const inputFields = defineInputFields([
  {
    key: 'numbers',
    label: 'Numbers',
    type: 'string',
    list: true,
    required: true,
    helpText: 'One or more numbers in any format, separated by commas.',
  },
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
    helpText: 'Leave empty to unblock on every list.',
  },
]);

const outputFields = [
  field('id', 'string', 'Number ID'),
  field('summary', 'string', 'Summary'),
  field('removed_numbers', 'string', 'Removed Numbers'),
  field('changed', 'boolean', 'Changed'),
  field('blocklist_ids', 'string', 'Blocklist IDs'),
  field('blocklist_names', 'string', 'Blocklist Names'),
  field('blocklist_count', 'number', 'Blocklist Count'),
] as const;

/** `"Spam" and "Robocalls"`. */
const formatNames = (blocklists: readonly Blocklist[]): string =>
  formatSeries(blocklists.map(({ name }) => `"${name}"`));

/** A sentence about lists that still block all hidden callers after the entry for one was removed; otherwise empty. */
const formatStillBlocking = (numbers: readonly string[], blocklists: readonly Blocklist[]): string => {
  const blocking = blocklists.filter(({ blocksHiddenCallers }) => blocksHiddenCallers);
  return numbers.includes(ANONYMOUS) && blocking.length > 0
    ? ` Callers who hide their number are still blocked by ${formatNames(blocking)}. To change that, turn off Block Hidden Callers in Update Blocklist.`
    : '';
};

const unblockedRecord = (
  numbers: readonly string[],
  blocklists: readonly Blocklist[],
  changes: readonly ChangedBlocklist[],
): RecordOf<typeof outputFields> => {
  const removed = numbers.filter((number) => changes.some((change) => change.removed.includes(number)));
  const changed = changes.map(({ blocklist }) => blocklist);
  const outcome =
    removed.length > 0
      ? `Removed ${formatEntries(removed)} from ${formatNames(changed)}.`
      : `Nothing to unblock: no entry found for ${formatEntries(numbers)}.`;
  return {
    id: numbers.join(', '),
    summary: outcome + formatStillBlocking(numbers, blocklists),
    removed_numbers: joinNumbers(removed),
    changed: removed.length > 0,
    blocklist_ids: changed.map(({ id }) => id).join(', ') || null,
    blocklist_names: changed.map(({ name }) => name).join(', ') || null,
    blocklist_count: changed.length,
  };
};

/**
 * Removes numbers from each of the lists, and returns the changes: 1 request per changed list. An error after the first
 * change halts the step, because a repeated step would report only the later lists.
 */
const removeFrom = async (
  dash: Dash,
  blocklists: readonly Blocklist[],
  remove: readonly string[],
): Promise<ChangedBlocklist[]> => {
  const changes: ChangedBlocklist[] = [];
  for (const before of blocklists) {
    const change = await changeBlocklist(dash, before, { remove }).catch((error: unknown) => {
      if (changes.length === 0) throw error;
      const changed = formatNames(changes.map(({ blocklist }) => blocklist));
      throw haltedError(
        `The numbers were removed from ${changed}, but maybe not from all other lists. Run this step again to finish.`,
      );
    });
    if (change.isChanged) changes.push(change);
  }
  return changes;
};

export const unblockNumber = create({
  key: 'unblock_number',
  noun: 'Blocked Number',
  label: 'Unblock Number',
  description: 'Unblocks one or more numbers.',
  inputFields,
  perform: async (input, { dash }) => {
    const numbers = listedNumbers(input.label('numbers'), input.requiredList('numbers'));
    const chosenId = input.text('blocklist');
    const blocklists = chosenId === null ? await loadBlocklists(dash) : [await chosenBlocklist(dash, chosenId)];
    return unblockedRecord(numbers, blocklists, await removeFrom(dash, blocklists, numbers));
  },
  lock: blocklistLock,
  outputFields,
  sample: {
    id: '+14155550142',
    summary: 'Removed 415-555-0142 from "Blocked by Zapier".',
    removed_numbers: '+14155550142',
    changed: true,
    blocklist_ids: '3c9f1a7be2d84f05a6b7c8d9e0f1a2b3',
    blocklist_names: 'Blocked by Zapier',
    blocklist_count: 1,
  },
});
