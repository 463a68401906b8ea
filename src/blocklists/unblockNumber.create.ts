import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputList } from '../fields/inputValues.ts';
import { requiredText, inputText } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { ANONYMOUS } from '../fields/phoneNumbers.ts';
import { lock } from './activeBlocklists.ts';
import type { Blocklist } from './blocklist.ts';
import { allBlocklists, changeBlocklist, chosenBlocklist, type Changed } from './blocklists.ts';
import { asText, listedNumbers, formatNumbers } from './numbers.ts';

const inputFields = defineInputFields([
  {
    key: 'numbers',
    label: 'Numbers',
    type: 'string',
    list: true,
    required: true,
    helpText: 'Written in any way.',
  },
  {
    key: 'blocklist',
    label: 'Blocklist',
    type: 'string',
    dynamic: 'list_blocklists.id.name',
    search: 'find_blocklist.id',
    helpText: 'Leave empty to take the numbers off every blocklist.',
  },
]);

const outputFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('removed_numbers', 'string', 'Removed Numbers'),
  field('changed', 'boolean', 'Changed'),
  field('blocklist_ids', 'string', 'Blocklist IDs'),
  field('blocklist_names', 'string', 'Blocklist Names'),
  field('blocklist_count', 'number', 'Blocklist Count'),
] as const;

type UnblockedRecord = RecordOf<typeof outputFields>;

/** `"Spam", "Robocalls"`. */
const formatNames = (changes: readonly Changed[]): string =>
  changes.map(({ blocklist }) => `"${blocklist.name}"`).join(', ');

/** Lists that refuse every hidden caller do so still, when the entry of one is gone. */
const stillRefusing = (wanted: readonly string[], blocklists: readonly Blocklist[]): string => {
  const names = blocklists.filter(({ blocksHiddenCallers }) => blocksHiddenCallers).map(({ name }) => `"${name}"`);
  return wanted.includes(ANONYMOUS) && names.length > 0
    ? ` ${names.join(', ')} still blocks callers who hide their number. Turn off Block Hidden Callers in Update Blocklist to change that.`
    : '';
};

const unblockedRecord = (wanted: string[], blocklists: Blocklist[], changes: Changed[]): UnblockedRecord => {
  const removed = wanted.filter((number) => changes.some((change) => change.removed.includes(number)));
  const names = changes.map(({ blocklist }) => blocklist.name);
  const outcome =
    removed.length > 0
      ? `Removed from ${formatNames(changes)}: ${formatNumbers(removed)}.`
      : `Nothing to unblock: ${formatNumbers(wanted)}.`;
  return {
    id: wanted.join(', '),
    summary: outcome + stillRefusing(wanted, blocklists),
    removed_numbers: asText(removed),
    changed: removed.length > 0,
    blocklist_ids: changes.map(({ blocklist }) => blocklist.id).join(', ') || null,
    blocklist_names: names.join(', ') || null,
    blocklist_count: changes.length,
  };
};

/**
 * Takes numbers off each of the lists, and gives those that had any: 1 request for each of them. Once one is changed,
 * what goes wrong halts: the record of a repeated step would tell of the later lists only.
 */
const removeFrom = async (dash: Dash, blocklists: Blocklist[], remove: string[]): Promise<Changed[]> => {
  const changes: Changed[] = [];
  for (const blocklist of blocklists) {
    const change = await changeBlocklist(dash, blocklist, { remove }).catch((error: unknown) => {
      if (changes.length === 0) throw error;
      throw haltedError(
        `Removed from ${formatNames(changes)}, but perhaps not from every other list. Run this step again for the rest.`,
      );
    });
    if (change.isChanged) changes.push(change);
  }
  return changes;
};

const perform = async (z: ZObject, bundle: Bundle): Promise<UnblockedRecord> => {
  const { numbers, blocklist: id } = bundle.inputData;
  requiredText('Numbers', inputList(numbers));
  const remove = listedNumbers('Numbers', numbers);
  const { dash } = connect(z, bundle);
  const chosenId = inputText(id);
  const blocklists = chosenId === null ? await allBlocklists(dash) : [await chosenBlocklist(dash, chosenId)];
  return unblockedRecord(remove, blocklists, await removeFrom(dash, blocklists, remove));
};

export const unblockNumber = {
  key: 'unblock_number',
  noun: 'Number',
  display: {
    label: 'Unblock Number',
    description: 'Takes callers off one blocklist or off every blocklist, so that they can call again.',
  },
  operation: {
    inputFields,
    perform,
    lock,
    outputFields: [...outputFields],
    sample: {
      id: '+14155550142',
      summary: 'Removed from "Blocked by Zapier": +1 415-555-0142.',
      removed_numbers: '+14155550142',
      changed: true,
      blocklist_ids: '3c9f1a7be2d84f05a6b7c8d9e0f1a2b3',
      blocklist_names: 'Blocked by Zapier',
      blocklist_count: 1,
    } satisfies UnblockedRecord,
  },
};
