import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { parseFaxbox, type Faxbox } from './faxbox.record.ts';

const lookUp = cachedLookUp('fax box', (id) => ['faxboxes', id], parseFaxbox);

/** The fax box with this ID: 1 request, none while cached. What is unknown is null. */
export const findFaxbox = async (context: Context, id: string | null): Promise<Faxbox> =>
  (id === null ? null : await lookUp(context, id)) ?? { id, name: null, owner_id: null };
