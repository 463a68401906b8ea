import { insert, sortKey } from './sortedList.ts';
import type { Sorted } from './sortedList.ts';
import type { CdrDocument } from './output/cdrDocument.ts';

/** A record, sorted by the time when it was written. */
export type WrittenCdr = Sorted & { document: CdrDocument };

/** The legs of a call in the order of their creation, sorted by the start of the call. */
export type RecordedInteraction = Sorted & { legs: CdrDocument[] };

/** The records of the interactions of one month, in the orders of Dash's lists. */
export type MonthOfCdrs = {
  written: WrittenCdr[];
  interactions: RecordedInteraction[];
  byInteraction: Map<string, RecordedInteraction>;
};

/** The records of calls, fast enough for a hundred thousand. */
export type CdrArchive = {
  /** All records in the order in which they were written. */
  written: WrittenCdr[];
  byId: Map<string, CdrDocument>;
  /** By month, such as `202611`. */
  months: Map<string, MonthOfCdrs>;
};

export const emptyArchive = (): CdrArchive => ({ written: [], byId: new Map(), months: new Map() });

const monthIn = ({ months }: CdrArchive, month: string): MonthOfCdrs => {
  const known = months.get(month) ?? { written: [], interactions: [], byInteraction: new Map() };
  months.set(month, known);
  return known;
};

const interactionIn = (
  { byInteraction, interactions }: MonthOfCdrs,
  { interaction_id, interaction_time, interaction_key }: CdrDocument,
): RecordedInteraction => {
  const known = byInteraction.get(interaction_id);
  if (known) return known;
  const interaction = { key: sortKey(interaction_time, interaction_key), legs: [] };
  insert(interactions, interaction);
  byInteraction.set(interaction_id, interaction);
  return interaction;
};

const byCreation = (one: CdrDocument, other: CdrDocument): number =>
  one.channel_created_time - other.channel_created_time || (one.id < other.id ? -1 : 1);

/**
 * Adds a record, written `lagSeconds` after the end of the leg, to the database of the month in which its interaction
 * started.
 */
export const addCdr = (archive: CdrArchive, document: CdrDocument, lagSeconds: number): void => {
  const month = monthIn(archive, document.id.slice(0, 6));
  const record = { key: sortKey(document.timestamp + lagSeconds, document.id), document };
  archive.written.push(record);
  archive.byId.set(document.id, document);
  insert(month.written, record);
  const { legs } = interactionIn(month, document);
  legs.push(document);
  legs.sort(byCreation);
};
