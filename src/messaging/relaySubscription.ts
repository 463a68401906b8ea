import { randomUUID } from 'node:crypto';
import { object, parse, text } from '../dash/schema.ts';
import type { FieldList } from '../fields/inputReader.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { hash } from '../zapier/hash.ts';
import type { SubscriptionMethod } from '../zapier/instantTrigger.ts';
import { releaseRelay, takeRelay } from './relayOwner.ts';
import { connectVirtualText } from './virtualText.ts';
import type { Relay } from './virtualTextApi.ts';

const TAKEN =
  "Another Zap already receives this VirtualText user's messages. Turn that Zap off first, or add Paths to it. If you deleted it, try again in two days.";

const metaSchema = { zap: object({ id: text }) };

/** The relay of the connection; null if its credential was removed. */
const relayIfConnected = (context: Context): Relay | null => {
  try {
    return connectVirtualText(context).relay();
  } catch {
    return null;
  }
};

/**
 * Subscribes a Zap to the relay of a VirtualText user, which has one URL: the first Zap owns it, and a second one is
 * refused. Deliveries contain no secret, so a forged one can't be recognized.
 */
export const relaySubscription: SubscriptionMethod<FieldList, { id: string }> = {
  subscribe: async (targetUrl, _input, context) => {
    const relay = connectVirtualText(context).relay();
    const id = randomUUID();
    const zap = parse(metaSchema, context.bundle.meta).zap.id;
    const owner = { subscription: id, target_hash: hash(targetUrl), zap };
    const isTaken = await takeRelay(context.cache, relay.user, owner, () => relay.pointTo(targetUrl));
    if (!isTaken) throw haltedError(TAKEN);
    return { id };
  },
  unsubscribe: async ({ id = '' }, context) => {
    const relay = relayIfConnected(context);
    if (relay) await releaseRelay(context.cache, relay.user, id, () => relay.pointTo(''));
  },
  isGenuine: () => true,
};
