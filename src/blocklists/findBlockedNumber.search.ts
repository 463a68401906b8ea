import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { connect } from '../zapier/context.ts';
import { requiredText } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { ANONYMOUS } from '../fields/phoneNumbers.ts';
import { activeIds } from './activeBlocklists.ts';
import { blocklistFields, blocklistRecord, blocklistSample, isInForce, type Blocklist } from './blocklist.ts';
import { blocklistWithId } from './blocklists.ts';
import { listedNumber, formatEntry } from './numbers.ts';

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

/** A list that has a number or blocks hidden callers, and whether the number is refused because of it. */
type Found = { blocklist: Blocklist; isBlocked: boolean };

/** Hidden callers are a matter of the list and not of its entries (KAZOO, `stepswitch_inbound:should_block_anonymous`). */
const foundIn = (blocklist: Blocklist, number: string): Found | null => {
  if (number === ANONYMOUS) return blocklist.blocksHiddenCallers ? { blocklist, isBlocked: true } : null;
  return blocklist.numbers.includes(number) ? { blocklist, isBlocked: isInForce(blocklist, number) } : null;
};

/**
 * The first active blocklist that refuses a caller, else the first that has the number in an old form: 1 request, and 1
 * for each active list up to the one that refuses.
 */
const find = async (dash: Dash, number: string): Promise<Found | null> => {
  let old: Found | null = null;
  for (const id of await activeIds(dash)) {
    const blocklist = await blocklistWithId(dash, id);
    const found = blocklist && foundIn(blocklist, number);
    if (found?.isBlocked) return found;
    old ??= found;
  }
  return old;
};

const formatOf = ({ blocklist: { name }, isBlocked }: Found, number: string): string => {
  const subject = number === ANONYMOUS ? 'Hidden callers are' : `${formatEntry(number)} is`;
  return isBlocked
    ? `${subject} blocked by "${name}".`
    : `${subject} on "${name}", but in an old format that doesn't block calls. Run Block Number to block it.`;
};

const perform = async (z: ZObject, bundle: Bundle): Promise<BlockedRecord[]> => {
  const number = listedNumber('Number', requiredText('Number', bundle.inputData.number));
  const found = await find(connect(z, bundle).dash, number);
  return found ? [{ ...blocklistRecord(found.blocklist, true), summary: formatOf(found, number), number }] : [];
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
