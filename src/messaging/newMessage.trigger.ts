import { randomUUID } from 'node:crypto';
import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { object, parse, text } from '../dash/schema.ts';
import { claim, recall, remember } from '../zapier/cache.ts';
import { timeZoneOf } from '../zapier/context.ts';
import { parseDelivery } from '../zapier/webhookPayload.ts';
import { haltedError } from '../zapier/errors.ts';
import { passesFilter } from '../fields/inputValues.ts';
import { claimKey, DAY_SECONDS, hash } from '../zapier/hookTrigger.ts';
import { calendarValues } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { messageFields, messageRecord, messageSample } from './message.ts';
import { filesOf } from './messageFile.hydrator.ts';
import { parseRelayed, type RelayedMessage } from './relayedMessage.ts';
import { releaseRelay, takeRelay } from './relayOwner.ts';
import { connectVirtualText, type Relay } from './virtualText.ts';

const inputFields = defineInputFields([
  {
    key: 'direction',
    label: 'Direction',
    type: 'string',
    choices: { inbound: 'Received', outbound: 'Sent' },
    default: 'inbound',
    helpText:
      'Leave empty for both. A Zap that answers text messages needs Received, or it would answer itself. VirtualText sends the messages of a user to one address only: this Zap takes the place of another system that gets them now, and each VirtualText user can have one such Zap. For more, use Paths in it.',
  },
]);

const outputFields = [
  ...messageFields,
  field('contact_name', 'string', 'Contact Name'),
  field('contact_email', 'string', 'Contact Email'),
  field('conversation_id', 'string', 'Conversation ID'),
] as const;

type NewMessageRecord = RecordOf<typeof outputFields>;

/** What the platform keeps of a subscription. */
type RelaySubscription = { id: string; target_hash: string; expiration_date: string };

const TAKEN =
  'Another Zap gets the text messages of this VirtualText user already, and VirtualText sends them to one address only. Use that Zap, with Paths for what is to happen, or turn it off first. A Zap that ended without a word, because it was deleted say, lets go within two days.';

const metaSchema = { zap: object({ id: text }) };

const performSubscribe = async (z: ZObject, bundle: Bundle): Promise<RelaySubscription> => {
  const relay = connectVirtualText(z, bundle).relay();
  const uri = String(bundle.targetUrl);
  const target_hash = hash(uri);
  const subscription = randomUUID();
  const owner = { subscription, target_hash, zap: parse(metaSchema, bundle.meta).zap.id };
  const taken = await takeRelay(z, relay.user, owner, () => relay.pointTo(uri));
  if (!taken) throw haltedError(TAKEN);
  return {
    id: subscription,
    target_hash,
    // Zapier subscribes again after this date; an address that somebody took away is back within a day.
    expiration_date: new Date(Date.now() + DAY_SECONDS * 1000).toISOString(),
  };
};

const subscriptionOf = ({ subscribeData }: Bundle): Pick<RelaySubscription, 'id' | 'target_hash'> =>
  (subscribeData as RelaySubscription | undefined) ?? { id: '', target_hash: '' };

/** Null where somebody has taken the credential out of the connection since. */
const relayStillThere = (z: ZObject, bundle: Bundle): Relay | null => {
  try {
    return connectVirtualText(z, bundle).relay();
  } catch {
    return null;
  }
};

const performUnsubscribe = async (z: ZObject, bundle: Bundle): Promise<object> => {
  const relay = relayStillThere(z, bundle);
  const { id } = subscriptionOf(bundle);
  if (relay) await releaseRelay(z, relay.user, id, () => relay.pointTo(''));
  return {};
};

/** The two forms of one message arrive within seconds of each other. */
const TWIN_SECONDS = 180;

const contentOf = ({ from, to, direction, body, media }: RelayedMessage): string =>
  hash(JSON.stringify([from, to, direction, body, media]));

const MINUTE_MS = 60_000;

/** The id of a message, else what it says, from whom to whom, and in which minute. */
const idOf = (message: RelayedMessage): string =>
  message.id ?? hash(`${contentOf(message)} ${String(Math.floor(message.sentAt.getTime() / MINUTE_MS))}`);

/** How the claim of a message without an id begins. */
const WITHOUT_ID = 'without an id ';

/**
 * Whether a message is given for the first time. It may come twice, in two forms, of which one may lack the id: then its
 * content tells. Two messages with ids of their own may say the same.
 */
const isFirst = async (z: ZObject, targetHash: string, message: RelayedMessage): Promise<boolean> => {
  const twin = claimKey(targetHash, `content ${contentOf(message)}`);
  if (message.id === null) return claim(z, twin, TWIN_SECONDS, WITHOUT_ID + randomUUID());
  if (!(await claim(z, claimKey(targetHash, message.id), DAY_SECONDS))) return false;
  if (await claim(z, twin, TWIN_SECONDS, message.id)) return true;
  const before = await recall(z, twin);
  if (typeof before !== 'string' || !before.startsWith(WITHOUT_ID)) return true;
  // The next message with these words has no twin there any more.
  await remember(z, twin, message.id, TWIN_SECONDS);
  return false;
};

const recordOf = (z: ZObject, message: RelayedMessage, timeZone: string): NewMessageRecord => {
  const { local_date, local_time } = calendarValues(message.sentAt, timeZone);
  const files = filesOf(z, message.media, message.name ?? message.from, local_date, local_time);
  return {
    ...messageRecord(message, { id: idOf(message), files, timeZone }),
    contact_name: message.name,
    contact_email: message.email,
    conversation_id: message.conversationId,
  };
};

const perform = async (z: ZObject, bundle: Bundle): Promise<NewMessageRecord[]> => {
  const message = parseRelayed(parseDelivery(bundle), new Date());
  if (message === null || !passesFilter(message.direction, bundle.inputData.direction)) return [];
  const record = recordOf(z, message, timeZoneOf(bundle.authData));
  const { target_hash } = subscriptionOf(bundle);
  return (await isFirst(z, target_hash, message)) ? [record] : [];
};

/** VirtualText lists no messages: the editor shows the sample. The credential is checked all the same. */
const performList = async (z: ZObject, bundle: Bundle): Promise<NewMessageRecord[]> => {
  connectVirtualText(z, bundle).relay();
  return Promise.resolve([]);
};

export const newMessage = {
  key: 'new_message',
  noun: 'Message',
  display: {
    label: 'New Text Message',
    description: 'Triggers when a text message is received or sent.',
  },
  operation: {
    type: 'hook' as const,
    inputFields,
    performSubscribe,
    performUnsubscribe,
    perform,
    performList,
    outputFields: [...outputFields],
    sample: {
      ...messageSample,
      contact_name: 'Ann Lee',
      contact_email: 'ann.lee@example.com',
      conversation_id: 'c7Hq2LwXn4',
    } satisfies NewMessageRecord,
  },
};
