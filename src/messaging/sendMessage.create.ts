import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { isDashUrl } from '../dash/baseUrl.ts';
import { text } from '../dash/schema.ts';
import { timeZoneOf } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputAddresses } from '../fields/inputValues.ts';
import { requiredText, inputText } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { messageFields, messageRecord, messageSample } from './message.ts';
import { segmentCount } from './segments.ts';
import { textNumber } from './textNumber.ts';
import { connectVirtualText } from './virtualText.ts';

const TO_NUMBER = 'To Number';
const FROM_NUMBER = 'From Number';
const BODY = 'Message';
const FILES = 'Files';

const inputFields = defineInputFields([
  {
    key: 'to_number',
    label: TO_NUMBER,
    type: 'string',
    required: true,
    dynamic: 'list_contacts.id.name',
    helpText: 'A contact, or a number written in any way.',
  },
  {
    key: 'body',
    label: BODY,
    type: 'text',
    required: true,
    helpText:
      'Goes out as it is. A text of more than 160 characters, or 70 with an emoji in it, counts as several. **Not for marketing**: that can end the access to VirtualText for your account.',
  },
  {
    key: 'from_number',
    label: FROM_NUMBER,
    type: 'string',
    dynamic: 'list_phone_numbers.id.name',
    helpText:
      'The number of yours that the text message comes from, as it is in VirtualText. Leave empty only where your VirtualText credential begins with `pk_live_`: then VirtualText chooses it.',
  },
  {
    key: 'media',
    label: FILES,
    type: 'file',
    list: true,
    helpText: 'Pictures and other files: of an earlier step, or addresses that everybody can open.',
  },
  {
    key: 'idempotency_key',
    label: 'Idempotency Key',
    type: 'string',
    helpText:
      'Only where your VirtualText credential begins with `pk_live_`: something that is the same when the step is run again and different for each text message, as the number of a record. Then a repeated step sends nothing twice; without it, it may.',
  },
]);

const outputFields = [
  ...messageFields,
  field('status', 'string', 'Status'),
  field('segment_count', 'number', 'Segment Count'),
] as const;

/** The id is null where VirtualText gives none. */
type SentRecord = Omit<RecordOf<typeof outputFields>, 'id'> & { id: string | null };

/** The message as it was typed, white space included. */
const bodyOf = (input: unknown): string => {
  requiredText(BODY, input);
  return String(
    [input]
      .flat()
      .map(text)
      .find((one) => one?.trim()),
  );
};

const NO_ADDRESS = `${FILES} holds something that is neither a file nor the address of one. Choose the file of an earlier step.`;
const NEEDS_LOGIN = `${FILES} holds an address that asks for a login, so that VirtualText cannot fetch it. Choose the file of an earlier step.`;

const addressesIn = (input: unknown): string[] =>
  inputAddresses(input).map((address) => {
    if (!/^https?:\/\//i.test(address) || !URL.canParse(address) || /[,;]\s/.test(address))
      throw haltedError(NO_ADDRESS);
    if (isDashUrl(address)) throw haltedError(NEEDS_LOGIN);
    return address;
  });

const inSegments = (count: number): string => (count === 1 ? '' : ` (${String(count)} segments)`);

const perform = async (z: ZObject, bundle: Bundle): Promise<SentRecord> => {
  const { inputData, authData } = bundle;
  const to = String(textNumber(TO_NUMBER, requiredText(TO_NUMBER, inputData.to_number)));
  const from = textNumber(FROM_NUMBER, inputData.from_number);
  const body = bodyOf(inputData.body);
  const media = addressesIn(inputData.media);
  const idempotencyKey = inputText(inputData.idempotency_key);
  const sent = await connectVirtualText(z, bundle).send({ to, from, body, media, idempotencyKey });
  const message = { from, to, direction: 'outbound' as const, body, media, name: null, sentAt: sent.sentAt };
  const record = messageRecord(message, { id: '', files: media, timeZone: timeZoneOf(authData) });
  const segment_count = segmentCount(body);
  return {
    ...record,
    id: sent.id,
    summary: `${String(record.summary)}${inSegments(segment_count)}`,
    status: sent.status,
    segment_count,
  };
};

export const sendMessage = {
  key: 'send_message',
  noun: 'Message',
  display: {
    label: 'Send Text Message',
    description: 'Sends a text message, with files if you like.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...outputFields],
    sample: {
      ...messageSample,
      id: 'msg_01HZ3KQ8V5',
      summary: 'Text message to +1 415-555-0134: “Your appointment is on Friday at three.”',
      from_number: '+14155550100',
      from_number_national: '(415) 555-0100',
      from_name: null,
      from_tel_link: 'tel:+14155550100',
      to_number: '+14155550134',
      to_number_national: '(415) 555-0134',
      direction: 'outbound',
      body: 'Your appointment is on Friday at three.',
      media: [],
      status: 'queued',
      segment_count: 1,
    } satisfies SentRecord,
  },
};
