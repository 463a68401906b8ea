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
  'Another Zap gets the text messages of this VirtualText user already, and VirtualText sends them to one address only. Use that Zap, with Paths for what is to happen, or turn it off first. A Zap that ended without a word, because it was deleted say, lets go within two days.';

const metaSchema = { zap: object({ id: text }) };

/** The relay of the connection; null after somebody has taken the credential out of the connection. */
const relayIfConnected = (context: Context): Relay | null => {
  try {
    return connectVirtualText(context).relay();
  } catch {
    return null;
  }
};

/**
 * Subscribes a Zap to the relay of a VirtualText user, which has one address: the first Zap owns it, and a second one is
 * refused. Deliveries carry no secret, so a forged one cannot be recognized.
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
