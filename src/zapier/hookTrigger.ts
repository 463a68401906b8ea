import { randomBytes } from 'node:crypto';
import { parse, text } from '../dash/schema.ts';
import {
  createWebhook,
  ownWebhooksAt,
  deleteWebhook,
  secretOf,
  SECRET_FIELD,
  type WebhookEvent,
} from '../dash/webhooks.ts';
import type { FieldList, InputReader } from '../fields/inputReader.ts';
import type { Field } from '../fields/output.ts';
import type { Context } from './context.ts';
import { failedError } from './errors.ts';
import {
  instantTrigger,
  type PayloadSchema,
  type InstantTriggerOptions,
  type SubscriptionMethod,
} from './instantTrigger.ts';

/** The stored data of a subscription to webhooks: their IDs, and the secret that their deliveries contain. */
type WebhookSubscription = { webhook_ids: string[]; zapier_token: string };

const NOT_CONFIRMED = "VirtualPBX didn't confirm that it will send events to this Zap. Try again.";

const secretSchema = { [SECRET_FIELD]: text };

/** The parts of a subscription that differ between triggers. */
type WebhookOptions<N extends FieldList> = {
  /** The Dash webhooks behind the trigger, for its input. */
  events: (input: InputReader<N>) => readonly WebhookEvent[];
  /** Stops the subscription with an error when the trigger can't work. */
  beforeSubscribe?: (input: InputReader<N>, context: Context) => Promise<void>;
};

/**
 * Subscribes to Dash webhooks. Afterward there is exactly one enabled webhook per event, whatever was there before and
 * however often Zapier subscribes. A delivery without the subscription's secret is not genuine.
 */
const webhookSubscription = <N extends FieldList>(
  label: string,
  { events, beforeSubscribe }: WebhookOptions<N>,
): SubscriptionMethod<N, WebhookSubscription> => ({
  subscribe: async (uri, input, context) => {
    const { dash } = context;
    const wanted = events(input);
    await beforeSubscribe?.(input, context);
    const earlier = await ownWebhooksAt(dash, uri);
    // The same secret is kept, so a delivery that is already under way stays valid.
    const secret = (await secretOf(dash, earlier)) ?? randomBytes(24).toString('hex');
    const webhook_ids: string[] = [];
    try {
      for (const event of wanted) {
        const id = await createWebhook(dash, event, { label, uri, secret });
        if (id === null) throw failedError(NOT_CONFIRMED);
        webhook_ids.push(id);
      }
    } catch (error) {
      // A webhook whose confirmation got lost exists as well.
      const there = await ownWebhooksAt(dash, uri).catch(() => webhook_ids);
      const made = there.filter((id) => !earlier.includes(id));
      await Promise.allSettled(made.map((id) => deleteWebhook(dash, id)));
      throw error;
    }
    // A webhook that can't be deleted now is found again by its URL at the next subscription.
    await Promise.allSettled(earlier.map((id) => deleteWebhook(dash, id)));
    return { id: webhook_ids.join(' '), webhook_ids, zapier_token: secret };
  },
  unsubscribe: async ({ webhook_ids }, { dash }) => {
    await Promise.all((webhook_ids ?? []).map((id) => deleteWebhook(dash, id)));
  },
  isGenuine: (payload, { zapier_token }) => {
    const secret = parse(secretSchema, payload)[SECRET_FIELD];
    return Boolean(zapier_token) && secret === zapier_token;
  },
});

/** The options of an instant trigger over Dash webhooks. */
export type HookTriggerOptions<
  N extends FieldList,
  S extends PayloadSchema,
  I,
  F extends readonly Field[],
> = InstantTriggerOptions<N, S, I, F> & WebhookOptions<N>;

/** An instant trigger over Dash webhooks. */
export const hookTrigger = <const N extends FieldList, S extends PayloadSchema, I, const F extends readonly Field[]>(
  options: HookTriggerOptions<N, S, I, F>,
) => instantTrigger({ ...options, subscription: webhookSubscription(options.label, options) });
