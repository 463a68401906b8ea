import { insert, placeAt } from '../placed.ts';
import type { Placed } from '../placed.ts';
import type { CdrDocument } from './documents.ts';

/** A record by the time when it was written. */
type WrittenCdr = Placed & { document: CdrDocument };

/** The legs of a call in the order in which they were created, by the time when it began. */
type RecordedInteraction = Placed & { legs: CdrDocument[] };

/** The records of calls, in the orders in which Dash lists them. It stays quick with a hundred thousand. */
export type CdrArchive = {
  written: WrittenCdr[];
  interactions: RecordedInteraction[];
  byId: Map<string, CdrDocument>;
  byInteraction: Map<string, RecordedInteraction>;
};

export const emptyArchive = (): CdrArchive => ({
  written: [],
  interactions: [],
  byId: new Map(),
  byInteraction: new Map(),
});

const interactionOf = (archive: CdrArchive, { interaction_id, interaction_time }: CdrDocument): RecordedInteraction => {
  const known = archive.byInteraction.get(interaction_id);
  if (known) return known;
  const interaction = { place: placeAt(interaction_time, interaction_id), legs: [] };
  insert(archive.interactions, interaction);
  archive.byInteraction.set(interaction_id, interaction);
  return interaction;
};

/** Writes a record; `lagSeconds` after the leg ended. */
export const write = (archive: CdrArchive, document: CdrDocument, lagSeconds: number): void => {
  insert(archive.written, { place: placeAt(document.timestamp + lagSeconds, document.id), document });
  archive.byId.set(document.id, document);
  const { legs } = interactionOf(archive, document);
  legs.push(document);
  legs.sort((one, other) => one.channel_created_time - other.channel_created_time);
};
