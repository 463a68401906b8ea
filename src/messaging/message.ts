import { asClause } from '../dash/failures.ts';
import { eventTimeValues, eventTimeFields } from '../fields/times.ts';
import { field, fileListField, type RecordOf } from '../fields/output.ts';
import { called, calledFields, calledSample, caller, callerFields, callerSample } from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';

/** Seen from the office. */
export type Direction = 'inbound' | 'outbound';

/** A text message: numbers as VirtualText writes them, `media` the addresses of its files. */
export type Message = {
  from: string | null;
  to: string | null;
  direction: Direction | null;
  body: string | null;
  media: readonly string[];
  /** The contact's, who sent it or gets it. */
  name: string | null;
  sentAt: Date;
};

export const messageFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...callerFields,
  ...calledFields,
  field('direction', 'string', 'Direction'),
  field('body', 'string', 'Message'),
  fileListField('media', 'Files'),
  ...eventTimeFields('sent', 'Sent'),
] as const;

type MessageRecord = RecordOf<typeof messageFields>;

/** Up to six digits are a short code, since extensions send no text messages. */
const formatNumberOf = (number: string): string => (/^\d{1,6}$/.test(number) ? number : formatNumber(number));

const formatParty = (number: string | null, name: string | null): string => {
  if (number === null) return name ?? 'an unknown number';
  return name === null ? formatNumberOf(number) : `${name} (${formatNumberOf(number)})`;
};

const formatFiles = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);

/** Who is on the other side of a message, with the number in a form to read. */
type Told = Pick<MessageRecord, 'from_number' | 'from_name' | 'to_number' | 'to_name'> & Message;

/** As one would write it: `Text message from Ann Lee (+1 415-555-0134): “Can I come at 3?” (1 file)` */
const summaryOf = ({ from_number, from_name, to_number, to_name, direction, body, media }: Told): string => {
  const party =
    direction === 'outbound' ? `to ${formatParty(to_number, to_name)}` : `from ${formatParty(from_number, from_name)}`;
  const words = body === null ? '' : `: “${asClause(body)}”`;
  const files =
    media.length === 0 ? '' : body === null ? ` with ${formatFiles(media.length)}` : ` (${formatFiles(media.length)})`;
  return `Text message ${party}${words}${files}`;
};

/** The record of a message, its files as they are handed on. */
export const messageRecord = (
  message: Message,
  { id, files, timeZone }: { id: string; files: string[]; timeZone: string },
): MessageRecord => {
  const { from, to, direction, body, name, sentAt } = message;
  const parties = {
    ...caller(from, direction === 'outbound' ? null : name),
    ...called(to, direction === 'outbound' ? name : null),
  };
  return {
    id,
    summary: summaryOf({ ...message, ...parties }),
    ...parties,
    direction,
    body,
    media: files,
    ...eventTimeValues('sent', sentAt, timeZone),
  };
};

export const messageSample: MessageRecord = {
  id: 'k2Vd8sQpLr0TzYb5',
  summary: 'Text message from Ann Lee (+1 415-555-0134): “Can I come at three on Friday?” (1 file)',
  ...callerSample,
  ...calledSample,
  direction: 'inbound',
  body: 'Can I come at three on Friday?',
  media: ['https://example.com/Text-Ann-Lee-2026-11-24-10-32.jpg'],
  sent_at: '2026-11-24T18:32:05Z',
  sent_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
};
