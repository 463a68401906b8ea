import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { field } from '../fields/output.ts';
import { ANONYMOUS } from '../fields/phoneNumbers.ts';
import { search } from '../zapier/operation.ts';
import { loadActiveIds } from './activeBlocklists.api.ts';
import { formatEntry, listedNumber } from './blockedNumbers.ts';
import { blocklistFields, blocklistRecord, blocklistSample, isBlocking, type Blocklist } from './blocklist.record.ts';
import { findBlocklistById } from './blocklists.api.ts';

const inputFields = defineInputFields([
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    required: true,
    helpText:
      'Any format. Use `anonymous` for callers who hide their number. If no active blocklist blocks it, nothing is found.',
  },
]);

const outputFields = [...blocklistFields, field('number', 'string', 'Number Checked')] as const;

/** A list that has the number or blocks hidden callers, and whether it blocks that number. */
type Finding = { blocklist: Blocklist; isBlocked: boolean };

/** Hidden callers depend on the list's setting, not on its entries (KAZOO, `stepswitch_inbound:should_block_anonymous`). */
const findingIn = (blocklist: Blocklist, number: string): Finding | null => {
  if (number === ANONYMOUS) return blocklist.blocksHiddenCallers ? { blocklist, isBlocked: true } : null;
  return blocklist.numbers.includes(number) ? { blocklist, isBlocked: isBlocking(blocklist, number) } : null;
};

/**
 * The first active blocklist that blocks a caller, or else the first with an old entry for the number: 1 request, and 1 more
 * per active list, up to the one that blocks.
 */
const findBlocking = async (dash: Dash, number: string): Promise<Finding | null> => {
  let old: Finding | null = null;
  for (const id of await loadActiveIds(dash)) {
    const blocklist = await findBlocklistById(dash, id);
    const finding = blocklist && findingIn(blocklist, number);
    if (finding?.isBlocked) return finding;
    old ??= finding;
  }
  return old;
};

const formatFinding = ({ blocklist: { name }, isBlocked }: Finding, number: string): string => {
  const subject = number === ANONYMOUS ? 'Hidden callers are' : `${formatEntry(number)} is`;
  return isBlocked
    ? `${subject} blocked by "${name}".`
    : `${subject} on "${name}", but in an old format that doesn't block calls. To block it, use Block Number.`;
};

export const findBlockedNumber = search({
  key: 'find_blocked_number',
  noun: 'Blocked Number',
  label: 'Find Blocked Number',
  description: 'Finds the blocklist that blocks a number.',
  inputFields,
  perform: async (input, { dash }) => {
    const number = listedNumber(input.label('number'), input.required('number'));
    const finding = await findBlocking(dash, number);
    if (!finding) return [];
    return [{ ...blocklistRecord(finding.blocklist, true), summary: formatFinding(finding, number), number }];
  },
  outputFields,
  sample: {
    ...blocklistSample,
    summary: '415-555-0142 is blocked by "Blocked by Zapier".',
    number: '+14155550142',
  },
});
