import { anyFields, flag, parse, text } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { ANONYMOUS, isHidden, keypadNumber, parseNumber } from '../fields/phoneNumbers.ts';
import { asText, countOf } from './numbers.ts';

const blocklistSchema = { id: text, name: text, numbers: anyFields, should_block_anonymous: flag };

/** A list of callers who are refused while the list is active; Dash has it under `blacklists`. */
export type Blocklist = {
  id: string;
  name: string;
  /** As Dash keeps them: notes, by number. Keys of an old list may be in any form. */
  entries: Readonly<Record<string, unknown>>;
  /** The different numbers among the keys, in the form of `numberOf`. */
  numbers: string[];
  blocksHiddenCallers: boolean;
};

/**
 * The number that a key of a list means, in the form of `readNumber`; `anonymous` for a hidden one in words or zeros. One
 * that carriers give hidden callers, as `+266696687`, refuses those who have it and nobody else.
 */
export const numberOf = (key: string): string =>
  keypadNumber(key) ?? (isHidden(key) ? null : parseNumber(key).number) ?? ANONYMOUS;

/** The keys of a list that mean a number, in whichever form they are. */
export const keysOf = ({ entries }: Blocklist, number: string): string[] =>
  Object.keys(entries).filter((key) => numberOf(key) === numberOf(number));

/**
 * Whether a list refuses a number from now on. Dash finds callers by E.164 only; it turns ten digits into that with the
 * next change of the list, and a number with signs between its digits never. Source: `stepswitch_inbound:is_blacklisted`,
 * `cb_blacklists:format_numbers`.
 */
export const isInForce = ({ entries }: Blocklist, number: string): boolean => Object.hasOwn(entries, number);

/** A blocklist from its document; a row of the list has no more than id and name. Null when it is none. */
export const parseBlocklist = (value: unknown): Blocklist | null => {
  const { id, name, numbers: entries, should_block_anonymous } = parse(blocklistSchema, value);
  if (id === null) return null;
  return {
    id,
    name: name ?? 'Blocklist without a name',
    entries,
    numbers: [...new Set(Object.keys(entries).map(numberOf))],
    blocksHiddenCallers: should_block_anonymous ?? false,
  };
};

export const blocklistFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('name', 'string', 'Name'),
  field('numbers', 'string', 'Numbers'),
  field('number_count', 'number', 'Number Count'),
  field('block_hidden_callers', 'boolean', 'Block Hidden Callers'),
  field('active', 'boolean', 'Active'),
] as const;

export type BlocklistRecord = RecordOf<typeof blocklistFields>;

/** As one would write it: `"Spam" blocks 2 numbers and hidden callers.` */
const summaryOf = ({ name, numbers, blocksHiddenCallers }: Blocklist, isActive: boolean): string => {
  const callers = `${countOf(numbers)}${blocksHiddenCallers ? ' and hidden callers' : ''}`;
  return isActive ? `"${name}" blocks ${callers}.` : `"${name}" lists ${callers}, and is switched off.`;
};

/** The record of a blocklist; it is active while the account refers to it. */
export const blocklistRecord = (blocklist: Blocklist, isActive: boolean): BlocklistRecord => ({
  id: blocklist.id,
  summary: summaryOf(blocklist, isActive),
  name: blocklist.name,
  numbers: asText(blocklist.numbers),
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
