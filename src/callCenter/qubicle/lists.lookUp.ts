import { isObject } from '../../dash/schema.ts';
import { MINUTE_MS, SECOND_MS } from '../../dash/time.ts';
import { nullUnlessRetried } from '../../zapier/errors.ts';
import type { Context } from '../../zapier/context.ts';
import type { Entry } from '../engine.ts';
import { listQubicleQueues } from './queues.api.ts';
import { listRecipients } from './recipients.api.ts';

/** Agents and queues rarely change, and every poll needs their lists. */
const LIST_SECONDS = (5 * MINUTE_MS) / SECOND_MS;

/** A list of the account's agents or queues: 1 request, none while cached. */
const cachedList = (kind: string, load: (context: Context) => Promise<Entry[]>) => {
  const key = `qubicle-${kind}`;
  const refresh = async (context: Context): Promise<Entry[]> => {
    const entries = await load(context);
    await context.cache.set(key, { entries }, LIST_SECONDS);
    return entries;
  };
  const find = async (context: Context): Promise<Entry[]> => {
    const cached = await context.cache.get(key);
    return isObject(cached) ? (cached.entries as Entry[]) : refresh(context);
  };
  return {
    refresh: (context: Context): Promise<Entry[]> => context.once(`fresh ${key}`, () => refresh(context)),
    find: (context: Context): Promise<Entry[]> => context.once(key, () => find(context)),
  };
};

const recipients = cachedList('recipients', ({ dash }) => listRecipients(dash, 'list the agents'));
const queues = cachedList('queues', ({ dash }) => listQubicleQueues(dash, 'list the queues'));

/** All agents, up to 5 minutes old: 1 request, none while cached. */
export const findRecipients = recipients.find;

/** All queues, up to 5 minutes old: 1 request, none while cached. */
export const findQubicleQueues = queues.find;

/** A queue's name: 1 request, none while cached. Null when it can't be found. */
export const findQubicleQueueName = async (context: Context, queueId: string): Promise<string | null> => {
  const nameIn = (entries: readonly Entry[] | null) => entries?.find(({ id }) => id === queueId)?.name ?? null;
  const known = await findQubicleQueues(context).catch(nullUnlessRetried);
  if (known === null || known.some(({ id }) => id === queueId)) return nameIn(known);
  return nameIn(await queues.refresh(context).catch(nullUnlessRetried));
};
