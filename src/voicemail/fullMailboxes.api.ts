import type { Dash } from '../dash/client.ts';
import { number, parse, text } from '../dash/schema.ts';
import type { FullMailbox } from './fullMailbox.record.ts';

/** The number of messages that a voicemail box holds by default (`cf_voicemail:max_message_count`). */
const DEFAULT_MAX_MESSAGES = 100;

const rowSchema = { id: text, messages: number };

/**
 * The voicemail boxes that seem full now, fullest first: 1 request. Dash lists how many messages a box has, but not how
 * many it can hold; the limit of a box with more than the default is unknown.
 */
export const fullMailboxesNow = async (dash: Dash, now: Date): Promise<FullMailbox[]> => {
  const rows = await dash.list(['vmboxes'], { purpose: 'list the voicemail boxes', section: 'Voicemail' });
  return rows
    .map((row) => parse(rowSchema, row))
    .flatMap(({ id, messages }) =>
      messages !== null && messages >= DEFAULT_MAX_MESSAGES
        ? [
            {
              voicemail_box: id,
              message_count: messages,
              max_message_count: messages === DEFAULT_MAX_MESSAGES ? DEFAULT_MAX_MESSAGES : null,
              occurred: now,
            },
          ]
        : [],
    )
    .sort((a, b) => b.message_count - a.message_count);
};
