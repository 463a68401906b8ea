import { defineInputFields } from 'zapier-platform-core';
import { callerValues, formatCaller } from '../fields/parties.ts';
import { durationInWords } from '../fields/durations.ts';
import { formatTime } from '../fields/times.ts';
import { choiceList } from '../zapier/dropdown.ts';
import { isInBox } from './storedVoicemail.record.ts';
import type { Voicemail } from './voicemail.record.ts';
import { newestVoicemails, requireMailbox } from './voicemails.api.ts';

const MAX_CHOICES = 100;

/** `Ann Lee (415-555-0134), Tue, Nov 24, 10:32 AM, 14 sec` */
const nameOf = ({ from, received, seconds }: Voicemail, timeZone: string): string => {
  const parts = [
    formatCaller(callerValues(from.number, from.name)),
    received && formatTime(received, timeZone),
    seconds === null ? null : durationInWords(seconds),
  ];
  return parts.filter(Boolean).join(', ');
};

/** The voicemails in a voicemail box, newest first: no one looks for one by the alphabet. */
export const listVoicemails = choiceList({
  key: 'list_voicemails',
  noun: 'Voicemail',
  // The key is that of the field in the operations that use the dropdown.
  inputFields: defineInputFields([
    { key: 'mailbox', label: 'Voicemail Box', type: 'string', required: true, dynamic: 'list_mailboxes.id.name' },
  ]),
  load: async ({ dash, timeZone }, input) => {
    const mailboxId = input.required('mailbox');
    const wanted = { query: { page_size: MAX_CHOICES }, limit: MAX_CHOICES, matches: isInBox };
    const voicemails = await newestVoicemails(dash, [mailboxId], wanted);
    if (voicemails.length === 0) await requireMailbox(dash, mailboxId);
    return voicemails.map((voicemail) => ({ id: voicemail.id, name: nameOf(voicemail, timeZone) }));
  },
});
