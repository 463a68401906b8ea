import { defineInputFields } from 'zapier-platform-core';
import { callFilterFields, checkNumbers } from '../calls/callFilters.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { calledValues, callerValues } from '../fields/parties.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { EDITOR_SAMPLES } from '../zapier/instantTrigger.ts';
import { isInBox, type StoredVoicemail } from './storedVoicemail.record.ts';
import {
  voicemailFields,
  voicemailOfEvent,
  voicemailRecord,
  voicemailSample,
  voicemailSchema,
  type Voicemail,
} from './voicemail.record.ts';
import { newestVoicemails, withTranscription } from './voicemails.api.ts';

const inputFields = defineInputFields([
  {
    key: 'mailboxes',
    label: 'Voicemail Boxes',
    type: 'string',
    list: true,
    dynamic: 'list_mailboxes.id.name',
    helpText: 'Leave empty for all voicemail boxes.',
  },
  callFilterFields.exclude_numbers,
  {
    key: 'minimum_seconds',
    label: 'Minimum Length (in Seconds)',
    type: 'integer',
    helpText: 'Skip shorter voicemails.',
  },
]);

/** Whether the filters let a voicemail pass; one whose length is unknown does. */
const passesFilters = ({ mailboxId, seconds, from, dialed }: Voicemail, input: InputReader<typeof inputFields>) => {
  const sides = [callerValues(from.number, from.name).from_number, calledValues(dialed, null).to_number];
  const skipped = input.validRecordNumbers('exclude_numbers');
  return (
    input.passes('mailboxes', mailboxId) &&
    !sides.some((side) => side !== null && skipped.includes(side)) &&
    (seconds === null || seconds >= (input.number('minimum_seconds') ?? 0))
  );
};

export const newVoicemail = hookTrigger({
  key: 'new_voicemail',
  noun: 'Voicemail',
  label: 'New Voicemail',
  description: 'Triggers when a caller leaves a new voicemail.',
  events: (input) => {
    checkNumbers(input);
    return [{ hook: 'notifications', type: 'voicemail_new' }];
  },
  inputFields,
  schema: voicemailSchema,
  matches: (event, input) => passesFilters(voicemailOfEvent(event), input),
  load: voicemailOfEvent,
  dedupeKey: ({ id }) => id,
  record: voicemailRecord,
  samples: async (input, { dash }) => {
    checkNumbers(input);
    const matches = (voicemail: StoredVoicemail) => isInBox(voicemail) && passesFilters(voicemail, input);
    const wanted = { query: { page_size: 20 }, limit: EDITOR_SAMPLES, matches };
    const newest = await newestVoicemails(dash, input.list('mailboxes'), wanted);
    return Promise.all(newest.map((voicemail) => withTranscription(dash, voicemail)));
  },
  outputFields: voicemailFields,
  sample: voicemailSample,
});
