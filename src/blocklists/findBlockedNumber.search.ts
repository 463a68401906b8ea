import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { connect } from '../zapier/connection.ts';
import { dialableNumber, required } from '../zapier/inputs.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import { ANONYMOUS, isHidden, spokenNumber } from '../zapier/phoneNumbers.ts';
import { activeIds } from './activeBlocklists.ts';
import { blocklistFields, blocklistRecord, blocklistSample, type Blocklist } from './blocklist.ts';
import { blocklistWithId } from './blocklists.ts';

const inputFields = defineInputFields([
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    required: true,
    helpText: 'Written in any way. `anonymous` asks whether callers who hide their number are blocked.',
  },
]);

const outputFields = [...blocklistFields, field('number', 'string', 'Number')] as const;

type BlockedRecord = RecordOf<typeof outputFields>;

const isBlockedBy = ({ numbers, blocksHiddenCallers }: Blocklist, number: string): boolean =>
  number === ANONYMOUS ? blocksHiddenCallers : numbers.includes(number);

/** The first active blocklist that refuses a caller: 1 request, and 1 for each active list up to that one. */
const blockerOf = async (dash: Dash, number: string): Promise<Blocklist | null> => {
  for (const id of await activeIds(dash)) {
    const blocklist = await blocklistWithId(dash, id);
    if (blocklist && isBlockedBy(blocklist, number)) return blocklist;
  }
  return null;
};

const perform = async (z: ZObject, bundle: Bundle): Promise<BlockedRecord[]> => {
  const typed = required('Number', bundle.inputData.number);
  const number = isHidden(typed) ? ANONYMOUS : String(dialableNumber('Number', typed));
  const blocklist = await blockerOf(connect(z, bundle).dash, number);
  if (!blocklist) return [];
  const subject = number === ANONYMOUS ? 'Hidden callers are' : `${spokenNumber(number)} is`;
  const summary = `${subject} blocked by "${blocklist.name}".`;
  return [{ ...blocklistRecord(blocklist, true), summary, number }];
};

export const findBlockedNumber = {
  key: 'find_blocked_number',
  noun: 'Blocked Number',
  display: {
    label: 'Find Blocked Number',
    description: 'Finds out whether a number is blocked, and by which blocklist.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...outputFields],
    sample: {
      ...blocklistSample,
      summary: '+1 415-555-0142 is blocked by "Blocked by Zapier".',
      number: '+14155550142',
    } satisfies BlockedRecord,
  },
};
