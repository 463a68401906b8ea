import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { parseMailbox, type Mailbox } from './mailbox.record.ts';

const lookUp = cachedLookUp('mailbox', (id) => ['vmboxes', id], parseMailbox);

/** The mailbox with this id: 1 request, none while cached. What cannot be found out is null. */
export const findMailbox = async (context: Context, id: string | null): Promise<Mailbox> =>
  (id === null ? null : await lookUp(context, id)) ?? { id, name: null, mailbox: null, owner_id: null };
