import { defineInputFields, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { parse, text, type Parsed } from '../dash/schema.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';

/** The section of the API; not every account has it. */
export const section = 'Fax';

const faxboxSchema = { id: text, name: text, owner_id: text };

/** A box that receives faxes, and under whose name some are sent. */
export type Faxbox = Parsed<typeof faxboxSchema>;

export const parseFaxbox = (value: unknown): Faxbox => parse(faxboxSchema, value);

const lookUp = cachedLookUp('fax box', (id) => ['faxboxes', id], parseFaxbox);

/** The fax box with this id: 1 request, none while cached. What cannot be found out is null. */
export const findFaxbox = async (z: ZObject, dash: Dash, id: string | null): Promise<Faxbox> =>
  (id === null ? null : await lookUp(z, dash, id)) ?? { id, name: null, owner_id: null };

/** The filter by fax boxes that the fax triggers share. */
export const [faxboxesField] = defineInputFields([
  {
    key: 'faxboxes',
    label: 'Fax Boxes',
    type: 'string',
    list: true,
    dynamic: 'list_faxboxes.id.name',
    helpText: 'Leave empty for the faxes of every box.',
  },
]);
