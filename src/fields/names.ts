import { oneLine } from '../dash/schema.ts';
import { inputValues } from './inputLists.ts';
import { macDigits, normalizeName } from './matching.ts';

/**
 * A thing of the account by what people call it: its id, its name, and whatever else it alone has, such as an email, an
 * extension or a MAC address. This short, because whole lists of them are cached.
 */
export type Named = readonly [id: string, name: string | null, ...codes: string[]];

/** What an entry may stand for, each thing once: none, the one that is meant, or several. */
export type FindNamed = (entry: string) => readonly Named[];

const DASH_ID = /^[0-9a-f]{32}$/i;

/** Whether an entry is an id of the phone system: 32 hexadecimal digits (KAZOO, `kz_binary:rand_hex/1`). */
export const isDashId = (entry: string): boolean => DASH_ID.test(entry);

/** What is the same in two ways to type it: case, spaces, and the signs between the digits of a MAC address. */
const fold = (entry: string): string =>
  macDigits(entry) ?? entry.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Things by one of the ways to name them. */
type Index = Map<string, Set<Named>>;

const indexOf = (things: readonly Named[], keysOf: (thing: Named) => readonly string[]): Index => {
  const index: Index = new Map();
  for (const thing of things)
    for (const key of keysOf(thing).filter(Boolean)) index.set(key, (index.get(key) ?? new Set()).add(thing));
  return index;
};

const SIGN_BETWEEN = /([,;،؛、，；&])/;
const SIGNS_AROUND = /^[,;،؛、，；&]+|[,;،؛、，；&]+$/g;

/**
 * A name apart from accents and punctuation, but with the signs that may stand between two names: `Sales, Support` are two
 * queues, and not the one that is called `Sales & Support`.
 */
const looseKey = (name: string): string =>
  name
    .split(SIGN_BETWEEN)
    .map((part) => (SIGN_BETWEEN.test(part) ? part : normalizeName(part)))
    .join('')
    .replace(SIGNS_AROUND, '');

/** A name, alone and with each code as a dropdown shows it, in the forms that are looked up apart from accents and signs. */
const looseKeysOf = ([, name, ...codes]: Named): string[] => {
  if (name === null) return [];
  const shown = [name, ...codes.flatMap((code) => [`${name} ${code}`, `${name}, ${code}`])];
  return shown.flatMap((one) => [looseKey(one), normalizeName(one)]);
};

/**
 * Finds things by what people typed. The closest way to read an entry decides: the id, then the name or a code apart from
 * case and spaces, then the name apart from accents and punctuation, alone or with a code as a dropdown shows it:
 * `Jane Doe (1002)`. Last comes `Doe, Jane`, where things are people. An id is taken as it is.
 */
export const namedFinder = (things: readonly Named[], arePeople = false): FindNamed => {
  const byId = indexOf(things, ([id]) => [fold(id)]);
  const exactly = indexOf(things, ([, ...names]) => names.map((name) => fold(name ?? '')));
  let loosely: Index | undefined;
  // Most entries are found without this index, which takes a second for 10,000 things.
  const findLoosely = (entry: string) => (loosely ??= indexOf(things, looseKeysOf)).get(looseKey(entry));
  const byName = (entry: string) => exactly.get(fold(entry)) ?? findLoosely(entry);
  const reversed = (entry: string) => {
    const [last, first, ...others] = entry.split(',');
    if (!arePeople || last === undefined || first === undefined || others.length > 0) return undefined;
    // `Mary, Ann` are two people where each of them is one.
    return byName(last) && byName(first) ? undefined : byName(`${first} ${last}`);
  };
  return (entry) => {
    if (isDashId(entry)) return [[entry.toLowerCase(), null]];
    return [...(byId.get(fold(entry)) ?? byName(entry) ?? reversed(entry) ?? [])];
  };
};

/** An entry, and what it may stand for. */
type ReadEntry = { entry: string; candidates: readonly Named[] };

/** The ids of what was typed, each once, and the entries that stand for nothing or for several things. */
export type FoundIds = { ids: string[]; unclear: readonly ReadEntry[] };

const BETWEEN_LINES = /[\t\n\r\u2028\u2029]+/;

/** What is between the entries of a line, or within a name such as "Research and Development". */
const BETWEEN_PARTS = /([,;،؛、，；]| (?:and|&) )/i;

/** The longest name that is tried with such signs in it has so many parts, unless it is a whole line. */
const MOST_PARTS = 5;

/** The entries of a line: the longest names first. What stands for nothing stays together. */
const readLine = (line: string, find: FindNamed): ReadEntry[] => {
  // The parts, and what is between them, take turns.
  const pieces = line.replace(/\s+/g, ' ').split(BETWEEN_PARTS);
  const count = (pieces.length + 1) / 2;
  const joined = (from: number, to: number): string =>
    pieces
      .slice(2 * from, Math.max(0, 2 * to - 1))
      .join('')
      .trim();
  const read = (from: number, to: number): ReadEntry => ({
    entry: joined(from, to),
    candidates: find(joined(from, to)),
  });
  const entries: ReadEntry[] = [];
  let done = 0;
  let from = 0;
  while (from < count) {
    const most = Math.min(MOST_PARTS, count - from);
    const ends = [...(from === 0 ? [count] : []), ...Array.from({ length: most }, (_, nth) => from + most - nth)];
    const end = ends.find((to) => find(joined(from, to)).length > 0);
    if (end !== undefined) {
      entries.push(read(done, from), read(from, end));
      done = end;
    }
    from = end ?? from + 1;
  }
  return [...entries, read(done, count)].filter(({ entry }) => /[^,;،؛、，；\s]/.test(entry));
};

/**
 * The ids of what a field holds: one thing a line, or, where it takes several, also several in a line. In a field of one
 * thing, a comma is a part of the name.
 */
export const findIds = (input: unknown, takesSeveral: boolean, find: FindNamed): FoundIds => {
  const lines = inputValues(input);
  const entries = takesSeveral
    ? lines.flatMap((line) => line.split(BETWEEN_LINES)).flatMap((line) => readLine(line, find))
    : lines.map((entry) => ({ entry, candidates: find(entry) }));
  const isClear = ({ candidates }: ReadEntry): boolean => candidates.length === 1;
  const ids = entries.filter(isClear).flatMap(({ candidates }) => candidates.map(([id]) => id));
  return { ids: [...new Set(ids)], unclear: entries.filter((entry) => !isClear(entry)) };
};

/** How things of a kind are called in sentences. */
export type KindWords = {
  one: string;
  many: string;
  /** What a thing is known by beside its ID, each with its article: completes "enter …". */
  by: readonly string[];
};

const LISTED_IN_SENTENCES = 5;
const LONGEST_QUOTE = 60;

const quote = (entry: string): string => {
  const line = oneLine(entry);
  return `"${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE).toWellFormed()}…` : line}"`;
};

const listOf = (texts: readonly string[], conjunction: string): string => {
  const head = texts.slice(0, -1).join(', ');
  const last = String(texts.at(-1));
  if (head === '') return last;
  return texts.length === 2 ? `${head} ${conjunction} ${last}` : `${head}, ${conjunction} ${last}`;
};

/** The first few of several, and how many more there are. */
const shortList = (texts: readonly string[]): string => {
  const more = texts.length - LISTED_IN_SENTENCES;
  return listOf(more > 0 ? [...texts.slice(0, LISTED_IN_SENTENCES), `${more} more`] : texts, 'and');
};

const describe = (name: string | null, details: readonly string[]): string =>
  oneLine(name === null ? details.join(', ') : `${name} (${details.join(', ')})`);

/** Candidates by what distinguishes them: `Jane Doe (jane.doe@example.com, 1002)`, with the id where nothing else does. */
const describeAll = (candidates: readonly Named[]): string[] => {
  const texts = candidates.map(([id, name, ...codes]) => describe(name, codes.length > 0 ? codes : [id]));
  return candidates.map(([id, name, ...codes], nth) => {
    const text = String(texts[nth]);
    return texts.indexOf(text) === texts.lastIndexOf(text) ? text : describe(name, [...codes, id]);
  });
};

/** The sentences about entries that stand for nothing or for several things. `label` is the label of the field. */
export const unclearSentence = (label: string, { one, many, by }: KindWords, unclear: FoundIds['unclear']): string => {
  const unknown = unclear.filter(({ candidates }) => candidates.length === 0).map(({ entry }) => quote(entry));
  const ambiguous = unclear.filter(({ candidates }) => candidates.length > 0).slice(0, LISTED_IN_SENTENCES);
  return [
    ...(unknown.length > 0
      ? [`VirtualPBX can't find the ${unknown.length > 1 ? many : one} ${shortList(unknown)}.`]
      : []),
    ...ambiguous.map(
      ({ entry, candidates }) =>
        `${quote(entry)} could be any of these ${many}: ${shortList(describeAll(candidates))}.`,
    ),
    `In ${label}, choose from the list, or enter ${listOf([...by, 'an ID'], 'or')}.`,
  ].join(' ');
};
