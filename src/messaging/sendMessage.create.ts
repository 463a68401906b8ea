import { defineInputFields } from 'zapier-platform-core';
import { text } from '../dash/schema.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { field, nullableIdField } from '../fields/output.ts';
import { publicLink } from '../fields/publicAddress.ts';
import { eventTimeSample } from '../fields/times.ts';
import { dynamicFields } from '../zapier/dynamicFields.ts';
import { create } from '../zapier/operation.ts';
import { messagingAccount } from './account.ts';
import { messageFields, messageRecord, messageSample } from './message.record.ts';
import { segmentCount } from './segments.ts';
import { parseTextNumber } from './textNumber.ts';
import { connectVirtualText } from './virtualText.ts';

const textableFields = defineInputFields([
  {
    key: 'from_number',
    label: 'From Number',
    type: 'string',
    required: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'Your VirtualText number to send from. To use the number that was called, map Our Number from a call.',
  },
  {
    key: 'media',
    label: 'Files',
    type: 'file',
    list: true,
    helpText: 'Pictures or other files from an earlier step, or public links.',
  },
]);

const keyFields = defineInputFields([
  {
    key: 'duplicate_guard',
    label: 'Prevent Duplicate Texts',
    type: 'string',
    helpText: "Map something unique to this text, such as a record ID, and a repeated step won't send it twice.",
  },
]);

/** The fields that only one API has. */
const fieldsOfApi = { textable: textableFields, v1: keyFields };

const apiFields = dynamicFields([...textableFields, ...keyFields], (_fields, { bundle }) => {
  const account = messagingAccount(bundle.authData);
  return Promise.resolve(account === null ? [] : [...fieldsOfApi[account.api]]);
});

const inputFields = [
  ...defineInputFields([
    {
      key: 'to_number',
      label: 'To Number',
      type: 'string',
      required: true,
      dynamic: 'list_contacts.id.name',
      helpText: 'Choose a contact, or enter a phone number in any format.',
    },
    {
      key: 'body',
      label: 'Message',
      type: 'text',
      required: true,
      helpText:
        'Over 160 characters, or over 70 with an emoji, counts as several texts. No marketing: VirtualText can turn off your account for it.',
    },
  ]),
  apiFields,
] as const;

type Input = InputReader<typeof inputFields>;

/** The message as typed, including white space. */
const bodyOf = (input: Input): string => {
  input.required('body');
  return String(
    [input.raw.body]
      .flat()
      .map(text)
      .find((one) => one?.trim()),
  );
};

const NO_ADDRESS = 'has something that is neither a file nor a link. Choose a file from an earlier step.';
const NEEDS_LOGIN =
  "has a link that needs a sign-in, so VirtualText can't open it. Choose a file from an earlier step.";
const NOT_PUBLIC =
  "has a link that isn't public or doesn't start with https://. Choose a file from an earlier step, or use a public link.";

/** The URLs of the files, which VirtualText requests without signing in. */
const mediaOf = (input: Input): string[] => {
  const label = input.label('media');
  const sentences = {
    noLink: `${label} ${NO_ADDRESS}`,
    needsLogin: `${label} ${NEEDS_LOGIN}`,
    notPublic: `${label} ${NOT_PUBLIC}`,
  };
  return input.addresses('media').map((typed) => publicLink(typed, sentences));
};

const senderOf = (input: Input): string | null => {
  const typed = input.text('from_number');
  return typed === null ? null : parseTextNumber(input.label('from_number'), typed, 'send');
};

const formatSegments = (count: number): string => (count === 1 ? '' : ` (counts as ${String(count)} texts)`);

export const sendMessage = create({
  key: 'send_message',
  noun: 'Message',
  label: 'Send Text Message',
  description: 'Sends a text message, optionally with files.',
  inputFields,
  perform: async (input, context) => {
    const to = parseTextNumber(input.label('to_number'), input.required('to_number'), 'receive');
    const from = senderOf(input);
    const body = bodyOf(input);
    const media = mediaOf(input);
    const duplicateGuard = input.text('duplicate_guard');
    const sent = await connectVirtualText(context).send({ to, from, body, media, duplicateGuard });
    const message = { from, to, direction: 'outbound' as const, body, media, name: null, sentAt: sent.sentAt };
    const record = messageRecord(message, { files: media, timeZone: context.timeZone });
    const segment_count = segmentCount(body);
    return {
      id: sent.id,
      ...record,
      summary: `${String(record.summary)}${formatSegments(segment_count)}`,
      status: sent.status,
      segment_count,
    };
  },
  outputFields: [
    nullableIdField('Message ID'),
    ...messageFields,
    field('status', 'string', 'Status'),
    field('segment_count', 'number', 'Number of Texts'),
  ],
  sample: {
    ...messageSample,
    id: 'msg_01HZ3KQ8V5',
    summary: 'Text message to 415-555-0134: “Your appointment is on Friday at three”',
    // The API that returns an ID chooses the sending number itself.
    from_number: null,
    from_name: null,
    to_number: '+14155550134',
    customer: '415-555-0134',
    customer_name: null,
    our_number: null,
    direction: 'outbound',
    body: 'Your appointment is on Friday at three.',
    media: [],
    ...eventTimeSample('sent', '11:36:15'),
    status: 'queued',
    segment_count: 1,
  },
});
