import { insert, placeAt } from '../placed.ts';
import type { Placed } from '../placed.ts';
import type { CdrDocument } from './documents.ts';

/** A record by the time when it was written. */
export type WrittenCdr = Placed & { document: CdrDocument };

/** The legs of a call in the order in which they were created, by the time when it began. */
export type RecordedInteraction = Placed & { legs: CdrDocument[] };

/** The records of the interactions that began in one month, in the orders in which Dash lists them. */
export type MonthOfCdrs = {
  written: WrittenCdr[];
  interactions: RecordedInteraction[];
  byInteraction: Map<string, RecordedInteraction>;
};

/** The records of calls. It stays quick with a hundred thousand. */
export type CdrArchive = {
  /** All of them, in the order in which they were written. */
  written: WrittenCdr[];
  byId: Map<string, CdrDocument>;
  /** By month, as in `202611`. */
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
  const interaction = { place: placeAt(interaction_time, interaction_key), legs: [] };
  insert(interactions, interaction);
  byInteraction.set(interaction_id, interaction);
  return interaction;
};

const byCreation = (one: CdrDocument, other: CdrDocument): number =>
  one.channel_created_time - other.channel_created_time || (one.id < other.id ? -1 : 1);

/** Writes a record, `lagSeconds` after the leg ended, into the database of the month in which its interaction began. */
export const write = (archive: CdrArchive, document: CdrDocument, lagSeconds: number): void => {
  const month = monthIn(archive, document.id.slice(0, 6));
  const record = { place: placeAt(document.timestamp + lagSeconds, document.id), document };
  archive.written.push(record);
  archive.byId.set(document.id, document);
  insert(month.written, record);
  const { legs } = interactionIn(month, document);
  legs.push(document);
  legs.sort(byCreation);
};
