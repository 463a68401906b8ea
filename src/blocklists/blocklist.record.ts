import { anyFields, flag, parse, text } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { ANONYMOUS, isHidden, keypadNumber, parseNumber } from '../fields/phoneNumbers.ts';
import { formatNumberCount, joinNumbers } from './blockedNumbers.ts';

const blocklistSchema = { id: text, name: text, numbers: anyFields, should_block_anonymous: flag };

/** A list of callers who are blocked while the list is active. Dash calls it a blacklist. */
export type Blocklist = {
  id: string;
  name: string;
  /** Notes by number, as Dash stores them. The keys of an old list can have any format. */
  entries: Readonly<Record<string, unknown>>;
  /** The keys of the entries, by the number that they stand for (`numberOfEntry`). */
  keysByNumber: ReadonlyMap<string, readonly string[]>;
  /** The distinct numbers of the keys. */
  numbers: string[];
  blocksHiddenCallers: boolean;
};

/**
 * The number that a key of a list stands for, in the format of records; `anonymous` for hidden callers in words or zeros. A
 * number that carriers give to hidden callers, such as `+266696687`, blocks only the callers who have it.
 */
export const numberOfEntry = (key: string): string =>
  keypadNumber(key) ?? (isHidden(key) ? null : parseNumber(key).number) ?? ANONYMOUS;

/** The keys of a list that stand for a number, in any format. */
export const keysOf = ({ keysByNumber }: Blocklist, number: string): readonly string[] =>
  keysByNumber.get(numberOfEntry(number)) ?? [];

/**
 * Whether the entry for a number blocks its calls. Dash looks up callers by E.164 only. It converts ten digits when the list
 * changes next, and never converts a number with punctuation. Source: `stepswitch_inbound:is_blacklisted`,
 * `cb_blacklists:format_numbers`.
 */
export const isBlocking = ({ entries }: Blocklist, number: string): boolean => Object.hasOwn(entries, number);

/** A blocklist from its document, or from its row, which has only ID and name. Null if the value isn't a blocklist. */
export const parseBlocklist = (value: unknown): Blocklist | null => {
  const { id, name, numbers: entries, should_block_anonymous } = parse(blocklistSchema, value);
  if (id === null) return null;
  const keysByNumber = Map.groupBy(Object.keys(entries), numberOfEntry);
  return {
    id,
    name: name ?? 'Blocklist without a name',
    entries,
    keysByNumber,
    numbers: [...keysByNumber.keys()],
    blocksHiddenCallers: should_block_anonymous ?? false,
  };
};

export const blocklistFields = [
  field('id', 'string', 'Blocklist ID'),
  field('summary', 'string', 'Summary'),
  field('name', 'string', 'Blocklist Name'),
  field('numbers', 'string', 'Numbers on List'),
  field('number_count', 'number', 'Number Count'),
  field('block_hidden_callers', 'boolean', 'Block Hidden Callers'),
  field('active', 'boolean', 'Active'),
] as const;

export type BlocklistRecord = RecordOf<typeof blocklistFields>;

/** `"Spam" blocks 2 numbers and hidden callers.` */
const summaryOf = ({ name, numbers, blocksHiddenCallers }: Blocklist, isActive: boolean): string => {
  const callers = `${formatNumberCount(numbers)}${blocksHiddenCallers ? ' and hidden callers' : ''}`;
  return isActive ? `"${name}" blocks ${callers}.` : `"${name}" is turned off. It lists ${callers}.`;
};

/** The record of a blocklist, which is active while the account refers to it. */
export const blocklistRecord = (blocklist: Blocklist, isActive: boolean): BlocklistRecord => ({
  id: blocklist.id,
  summary: summaryOf(blocklist, isActive),
  name: blocklist.name,
  numbers: joinNumbers(blocklist.numbers),
  number_count: blocklist.numbers.length,
  block_hidden_callers: blocklist.blocksHiddenCallers,
  active: isActive,
});

export const blocklistSample: BlocklistRecord = {
  id: '3c9f1a7be2d84f05a6b7c8d9e0f1a2b3',
  summary: '"Blocked by Zapier" blocks 2 numbers.',
  name: 'Blocked by Zapier',
  numbers: '+14155550142, +442079460018',
  number_count: 2,
  block_hidden_callers: false,
  active: true,
};
