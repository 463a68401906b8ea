import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { fromGregorian } from '../dash/time.ts';
import { connect } from '../zapier/context.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { requiredText } from '../fields/inputs.ts';
import { formatDuration, formatTime } from '../fields/times.ts';
import { formatCaller } from '../fields/parties.ts';
import { isInBox, refuseUnknownBox, takeMessages, type Message } from './messages.ts';
import { callerOf, secondsOf } from './voicemail.ts';

const MOST_CHOICES = 100;

/** The field on which the dropdown depends, by the same key in the operations that use it. */
const inputFields = defineInputFields([
  { key: 'mailbox', label: 'Mailbox', type: 'string', required: true, dynamic: 'list_mailboxes.id.name' },
]);

/** `Ann Lee (+1 415-555-0134), Tue 24 Nov, 10:32, 0:14` */
const nameOf = ({ event }: Message, timeZone: string): string => {
  const received = fromGregorian(event.voicemail_timestamp);
  const seconds = secondsOf(event);
  const parts = [
    formatCaller(callerOf(event)),
    received && formatTime(received, timeZone),
    seconds === null ? null : formatDuration(seconds),
  ];
  return parts.filter(Boolean).join(', ');
};

/** The voicemails in a mailbox, newest first: nobody looks for one by the alphabet. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const mailbox = requiredText('Mailbox', bundle.inputData.mailbox);
  const { dash, timeZone } = connect(z, bundle);
  const messages = await takeMessages(dash, [mailbox], {
    query: { page_size: MOST_CHOICES },
    most: MOST_CHOICES,
    isMatch: isInBox,
  });
  if (messages.length === 0) await refuseUnknownBox(dash, mailbox);
  return messages.map((message) => ({ id: message.id, name: nameOf(message, timeZone) }));
};

export const listVoicemails = {
  key: 'list_voicemails',
  noun: 'Voicemail',
  display: { label: 'Voicemail List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, inputFields, perform },
};
