import { randomUUID } from 'node:crypto';
import { defineInputFields } from 'zapier-platform-core';
import { anyFields } from '../dash/schema.ts';
import { DAY_SECONDS, MINUTE_MS } from '../dash/time.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { calendarValues } from '../fields/times.ts';
import type { Context } from '../zapier/context.ts';
import { hash } from '../zapier/hash.ts';
import { claimKey, instantTrigger } from '../zapier/instantTrigger.ts';
import { messageFields, messageRecord, messageSample } from './message.record.ts';
import { messageFiles } from './messageFile.hydrator.ts';
import { parseRelayed, type RelayedMessage } from './relayedMessage.ts';
import { relaySubscription } from './relaySubscription.ts';
import { connectVirtualText } from './virtualText.ts';

const outputFields = [
  field('id', 'string', 'Message ID'),
  ...messageFields,
  field('contact_name', 'string', 'Contact Name'),
  field('contact_email', 'string', 'Contact Email'),
  field('conversation_id', 'string', 'Conversation ID'),
] as const;

const parseDelivery = (payload: unknown): RelayedMessage | null => parseRelayed(anyFields(payload), new Date());

const contentOf = ({ from, to, direction, body, media }: RelayedMessage): string =>
  hash(JSON.stringify([from, to, direction, body, media]));

/** The dedupe key: the ID of a message, or else its content, its parties, and the minute when it was sent. */
const keyOf = (message: RelayedMessage): string =>
  message.id ?? hash(`${contentOf(message)} ${String(Math.floor(message.sentAt.getTime() / MINUTE_MS))}`);

/** The two forms of one message arrive within seconds of each other. */
const TWIN_SECONDS = 180;

/** The claim of a message without an ID starts with this. */
const WITHOUT_ID = 'without an id ';

/**
 * Whether a message is new. It may arrive twice, in two forms, one of which may lack the ID: then the content decides. Two
 * messages that both have IDs may have the same content.
 */
const isFirst = async (message: RelayedMessage, targetHash: string, { cache }: Context): Promise<boolean> => {
  const twin = claimKey(targetHash, `content ${contentOf(message)}`);
  if (message.id === null) return cache.claim(twin, TWIN_SECONDS, WITHOUT_ID + randomUUID());
  if (!(await cache.claim(claimKey(targetHash, message.id), DAY_SECONDS))) return false;
  if (await cache.claim(twin, TWIN_SECONDS, message.id)) return true;
  const earlier = await cache.get(twin);
  if (typeof earlier !== 'string' || !earlier.startsWith(WITHOUT_ID)) return true;
  // The next message with this content is no longer a twin.
  await cache.set(twin, message.id, TWIN_SECONDS);
  return false;
};

const newMessageRecord = (message: RelayedMessage, id: string, context: Context): RecordOf<typeof outputFields> => {
  const { timeZone } = context;
  const { local_date, local_time } = calendarValues(message.sentAt, timeZone);
  const files = messageFiles(context, message.media, message.name ?? message.from, local_date, local_time);
  return {
    id,
    ...messageRecord(message, { files, timeZone }),
    contact_name: message.name,
    contact_email: message.email,
    conversation_id: message.conversationId,
  };
};

export const newMessage = instantTrigger({
  key: 'new_message',
  noun: 'Message',
  label: 'New Text Message',
  description: 'Triggers when a text message is received or sent.',
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText:
        "**One Zap per VirtualText user.** VirtualText sends a user's messages to one place only. Turning this Zap on replaces any other system that receives them today, and a second Zap with this trigger will not turn on. To do several things with a text, add Paths to this Zap.",
    },
    {
      key: 'direction',
      label: 'Direction',
      type: 'string',
      choices: { inbound: 'Received', outbound: 'Sent' },
      default: 'inbound',
      helpText: 'Leave empty for both. If this Zap replies to texts, keep Received, or it will reply to its own.',
    },
  ]),
  subscription: relaySubscription,
  schema: parseDelivery,
  matches: (message, input) => message !== null && input.passes('direction', message.direction),
  load: (message) => message,
  dedupeKey: keyOf,
  isFirst,
  record: newMessageRecord,
  // VirtualText has no list of messages, so the editor shows the sample. The credential is still checked.
  samples: (_input, context) => {
    connectVirtualText(context).relay();
    return [];
  },
  outputFields,
  sample: {
    id: 'k2Vd8sQpLr0TzYb5',
    ...messageSample,
    contact_name: 'Ann Lee',
    contact_email: 'ann.lee@example.com',
    conversation_id: 'c7Hq2LwXn4',
  },
});
