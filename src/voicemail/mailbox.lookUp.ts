import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { parseMailbox, type Mailbox } from './mailbox.record.ts';

const lookUp = cachedLookUp('voicemail box', (id) => ['vmboxes', id], parseMailbox);

/** The voicemail box with this ID: 1 request, none while cached. What is unknown is null. */
export const findMailbox = async (context: Context, id: string | null): Promise<Mailbox> =>
  (id === null ? null : await lookUp(context, id)) ?? { id, name: null, mailbox: null, owner_id: null };
