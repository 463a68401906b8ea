import { parse, text, type Parsed } from '../dash/schema.ts';

const faxboxSchema = { id: text, name: text, owner_id: text };

/** A box that receives faxes. Some faxes are sent in its name. */
export type Faxbox = Parsed<typeof faxboxSchema>;

export const parseFaxbox = (value: unknown): Faxbox => parse(faxboxSchema, value);
