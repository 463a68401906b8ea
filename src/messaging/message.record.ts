import { toClause } from '../fields/clause.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import { customerFields, customerSample, textCustomerValues } from '../fields/customer.ts';
import { field, fileListField, type RecordOf } from '../fields/output.ts';
import {
  calledValues,
  calledFields,
  calledSample,
  callerValues,
  callerFields,
  callerSample,
} from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';

/** From the office's point of view. */
export type MessageDirection = 'inbound' | 'outbound';

/** A text message, with numbers as VirtualText writes them. `media` has the URLs of its files. */
export type TextMessage = {
  from: string | null;
  to: string | null;
  direction: MessageDirection | null;
  body: string | null;
  media: readonly string[];
  /** The name of the contact who sent or receives it. */
  name: string | null;
  sentAt: Date;
};

/** All fields but the ID, which an operation declares itself. */
export const messageFields = [
  field('summary', 'string', 'Summary'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
  field('direction', 'string', 'Direction'),
  field('body', 'string', 'Message'),
  fileListField('media', 'Files'),
  ...eventTimeFields('sent', 'Sent'),
] as const;

type MessageRecord = RecordOf<typeof messageFields>;

/** Up to six digits are a short code, because extensions don't send text messages. */
const formatNumberOf = (number: string): string => (/^\d{1,6}$/.test(number) ? number : formatNumber(number));

const formatParty = (number: string | null, name: string | null): string => {
  if (number === null) return name ?? 'an unknown number';
  return name === null ? formatNumberOf(number) : `${name} (${formatNumberOf(number)})`;
};

const formatFiles = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);

/** A message with the parties of its record. */
type MessageWithParties = Pick<MessageRecord, 'from_number' | 'from_name' | 'to_number' | 'to_name'> & TextMessage;

/** For example: `Text message from Ann Lee (415-555-0134): “Can I come at 3?” (1 file)` */
const summaryOf = ({
  from_number,
  from_name,
  to_number,
  to_name,
  direction,
  body,
  media,
}: MessageWithParties): string => {
  const party =
    direction === 'outbound' ? `to ${formatParty(to_number, to_name)}` : `from ${formatParty(from_number, from_name)}`;
  const words = body === null ? '' : `: “${toClause(body)}”`;
  const files =
    media.length === 0 ? '' : body === null ? ` with ${formatFiles(media.length)}` : ` (${formatFiles(media.length)})`;
  return `Text message ${party}${words}${files}`;
};

/** The record of a message without its ID. `files` are the values for other steps of its files. */
export const messageRecord = (
  message: TextMessage,
  { files, timeZone }: { files: string[]; timeZone: string },
): MessageRecord => {
  const { from, to, direction, body, name, sentAt } = message;
  const parties = {
    ...callerValues(from, direction === 'outbound' ? null : name),
    ...calledValues(to, direction === 'outbound' ? name : null),
  };
  return {
    summary: summaryOf({ ...message, ...parties }),
    ...parties,
    ...textCustomerValues(direction, parties),
    direction,
    body,
    media: files,
    ...eventTimeValues('sent', sentAt, timeZone),
  };
};

export const messageSample: MessageRecord = {
  summary: 'Text message from Ann Lee (415-555-0134): “Can I come at three on Friday?” (1 file)',
  ...callerSample,
  ...calledSample,
  ...customerSample,
  direction: 'inbound',
  body: 'Can I come at three on Friday?',
  media: ['https://example.com/Text-Ann-Lee-2026-11-24-11-31.jpg'],
  ...eventTimeSample('sent', '11:31:40'),
};
