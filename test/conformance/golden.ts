import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The two versions of KAZOO that a Dash may be. */
export const VERSIONS = ['4.2', '4.3'] as const;
export type Version = (typeof VERSIONS)[number];

type Json = Record<string, unknown>;

/** One delivery of a webhook: `json` is null in KAZOO 4.2, which sends forms alone. */
export type GoldenEvent = { hook: string; leg: string; json: Json | null; form: string };

/** A call as KAZOO's own code reports it. */
export type GoldenCall = {
  events: GoldenEvent[];
  cdr_documents: (Json & { _id: string; call_id: string; interaction_id: string; custom_channel_vars: Json })[];
  cdr_rows: (Json & { id: string; call_id: string })[];
};

/** A file of golden payloads, by its name without the ending. */
export const golden = (name: string): unknown =>
  JSON.parse(readFileSync(join(__dirname, '../golden', `${name}.json`), 'utf8'));

export const goldenCall = (name: string): GoldenCall => golden(name) as GoldenCall;

/** A document as the API gives it: KAZOO keeps what begins with `pvt_` to itself. */
export const published = (document: Json): Json =>
  Object.fromEntries(
    Object.entries(document).flatMap(([key, value]): [string, unknown][] => {
      if (key === '_id') return [['id', value]];
      return key.startsWith('pvt_') || key.startsWith('_') ? [] : [[key, value]];
    }),
  );
