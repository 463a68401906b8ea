import { inBatches } from '../dash/batches.ts';
import { isObject, number } from '../dash/schema.ts';
import { MINUTE_SECONDS, RETENTION_MS, SECOND_MS } from '../dash/time.ts';
import { inputList } from '../fields/inputLists.ts';
import { fieldsOf, type FieldList } from '../fields/inputReader.ts';
import { findIds, isDashId, namedFinder, unclearSentence, type FoundIds, type Named } from '../fields/names.ts';
import type { Context } from './context.ts';
import { haltedError } from './errors.ts';
import { hash } from './hash.ts';
import { listFor, thingOfField, type CallCenterLists, type NamedThing, type NameList } from './namedThings.ts';

/**
 * `step`: an action, a search, or a dropdown. `turnOn`: someone tests a trigger in the editor, or turns it on. `subscribe`:
 * the same, or Zapier renews the subscription, as it does every day without anyone present. `live`: a trigger that is on.
 * The IDs that a trigger was turned on with are cached: an event must not get lost because someone was renamed since, or
 * because the list can't be read now.
 */
export type NameMode = 'step' | 'turnOn' | 'subscribe' | 'live';

/** How long a list is cached. A name that isn't in it is looked up again in Dash. */
const LIST_SECONDS = 5 * MINUTE_SECONDS;

/** In characters of JSON: about 1,000 users. The platform does not document how much its cache takes. */
const LARGEST_LIST = 100_000;

/** Cached in place of a list that is larger. Then what was found in it is cached instead. */
const TOO_LARGE = 'too large';

/** The input of a field, and the list in which its names are looked up. */
type Question = { thing: NamedThing; list: NameList; input: unknown; takesSeveral: boolean; label: string };

const answerIn = (things: readonly Named[], { thing, input, takesSeveral }: Question): FoundIds =>
  findIds(input, takesSeveral, namedFinder(things, thing.arePeople));

const listKey = ({ key }: Pick<NameList, 'key'>): string => `names:${key}`;

/** The list as it is cached; null when it is not. Once in a run. */
const cachedList = ({ cache, once }: Context, list: NameList): Promise<readonly Named[] | typeof TOO_LARGE | null> =>
  once(`cached ${listKey(list)}`, async () => {
    const cached = await cache.get(listKey(list));
    if (cached === TOO_LARGE) return TOO_LARGE;
    return Array.isArray(cached) ? (cached as Named[]) : null;
  });

const storeList = (context: Context, list: NameList, things: readonly Named[]): Promise<void> => {
  const isLarge = JSON.stringify(things).length > LARGEST_LIST;
  return context.cache.set(listKey(list), isLarge ? TOO_LARGE : things, LIST_SECONDS);
};

/** The list as Dash has it: 1 request, once in a run. */
const freshList = (context: Context, list: NameList): Promise<readonly Named[]> =>
  context.once(`fresh ${listKey(list)}`, async () => {
    const things = (await list.load(context)).map(list.named).filter((named) => named !== null);
    await storeList(context, list, things);
    return things;
  });

const isExtension = (entry: string): boolean => /^\d{2,9}$/.test(entry);

/** The things with extensions that are not in the list: 1 request for each one that is still unknown. */
const withExtensions = async (
  context: Context,
  { list }: Question,
  things: readonly Named[],
  { unclear }: FoundIds,
): Promise<readonly Named[]> => {
  const { loadByExtension, named } = list;
  const unknown = unclear.filter(({ candidates }) => candidates.length === 0).flatMap(({ entry }) => inputList(entry));
  const extensions = loadByExtension ? unknown.filter(isExtension) : [];
  if (!loadByExtension || extensions.length === 0) return things;
  const more = await inBatches(extensions, async (extension) =>
    (await loadByExtension(context, extension)).map((row) => ({ id: named(row)?.[0], extension })),
  );
  const known = things.map((thing): Named => {
    const own = more.flat().filter(({ id }) => id === thing[0]);
    return [...thing, ...own.map(({ extension }) => extension)];
  });
  await storeList(context, list, known);
  return known;
};

const answerOfDash = async (context: Context, question: Question): Promise<FoundIds> => {
  const things = await freshList(context, question.list);
  const answer = answerIn(things, question);
  const more = await withExtensions(context, question, things, answer);
  return more === things ? answer : answerIn(more, question);
};

/** The IDs found for a field. They are current until `until`, in milliseconds since 1970; after that they are a fallback. */
type Remembered = { ids: string[]; until: number };

/** Steps have a cache key of their own, which expires soon: the editor's test has the same input as the trigger that is on. */
const memoryKey = ({ list, input }: Question, mode: NameMode): string =>
  `named:${hash(JSON.stringify([list.key, input, mode === 'step']))}`;

const recall = async ({ cache }: Context, question: Question, mode: NameMode): Promise<Remembered | null> => {
  const found = await cache.get(memoryKey(question, mode));
  return isObject(found) && Array.isArray(found.ids)
    ? { ids: found.ids.map(String), until: number(found.until) ?? 0 }
    : null;
};

const remember = async ({ cache }: Context, question: Question, ids: string[], mode: NameMode): Promise<void> => {
  const until = Date.now() + LIST_SECONDS * SECOND_MS;
  const seconds = mode === 'step' ? LIST_SECONDS : RETENTION_MS / SECOND_MS;
  await cache.set(memoryKey(question, mode), { ids, until }, seconds);
};

/** The IDs for the input of a field. An entry that matches nothing, or several things, stops the run. */
const idsOf = async (context: Context, question: Question, mode: NameMode): Promise<string[]> => {
  const cached = await cachedList(context, question.list);
  const known = Array.isArray(cached) ? answerIn(cached, question) : null;
  if (known?.unclear.length === 0) {
    if (mode === 'turnOn' || mode === 'subscribe') await remember(context, question, known.ids, mode);
    return known.ids;
  }
  const wasTurnedOn = mode === 'live' || mode === 'subscribe';
  const remembered = wasTurnedOn || cached === TOO_LARGE ? await recall(context, question, mode) : null;
  const isRecent = cached === TOO_LARGE ? Number(remembered?.until) > Date.now() : mode === 'live' && cached !== null;
  if (remembered && isRecent) return remembered.ids;
  try {
    const { ids, unclear } = await answerOfDash(context, question);
    if (unclear.length > 0) throw haltedError(unclearSentence(question.label, question.thing, unclear));
    await remember(context, question, ids, mode);
    return ids;
  } catch (error) {
    if (!wasTurnedOn || !remembered) throw error;
    // A whole list for each event would be too much.
    await remember(context, question, remembered.ids, mode);
    return remembered.ids;
  }
};

/** For use after a thing was created, renamed, or deleted, because another one may have its name now. Never fails. */
export const forgetList = ({ cache }: Context, list: Pick<NameList, 'key'>): Promise<void> =>
  cache.delete(listKey(list));

/** The options of looking up the names in the fields of an operation. */
export type NameOptions = {
  mode: NameMode;
  /** For the fields of the call center, which otherwise hold ids. */
  callCenterLists?: CallCenterLists | undefined;
};

/**
 * The values of input fields, with ids for whatever names a thing of the account: no request for ids, else 1 for each list,
 * none while that is cached. `openContext` is called only where there are names.
 */
export const withIds = async (
  openContext: () => Context,
  fields: FieldList,
  raw: Readonly<Record<string, unknown>>,
  { mode, callCenterLists }: NameOptions,
): Promise<Readonly<Record<string, unknown>>> => {
  const found: Record<string, string[]> = {};
  for (const { key, label, list: takesSeveral = false } of fieldsOf(fields)) {
    const input = raw[key];
    const entries = inputList(input);
    const thing = thingOfField.get(key);
    const list = thing && listFor(thing, callCenterLists);
    if (!list || entries.length === 0) continue;
    const question = { thing, list, input, takesSeveral, label: String(label) };
    found[key] = entries.every(isDashId)
      ? entries.map((id) => id.toLowerCase())
      : await idsOf(openContext(), question, mode);
  }
  return { ...raw, ...found };
};
