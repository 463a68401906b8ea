import { parse, text, type Parsed } from '../dash/schema.ts';

const faxboxSchema = { id: text, name: text, owner_id: text };

/** A fax box, which receives faxes. Some faxes are sent from one. */
export type Faxbox = Parsed<typeof faxboxSchema>;

export const parseFaxbox = (value: unknown): Faxbox => parse(faxboxSchema, value);
