import { defineInputFields } from 'zapier-platform-core';
import { callFilterFields, checkNumbers } from '../calls/callFilters.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { calledValues, callerValues } from '../fields/parties.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
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
import { findTranscription, newestVoicemails, withTranscription } from './voicemails.api.ts';

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
    helpText: 'Skip voicemails shorter than this. Leave empty for any length.',
  },
  {
    key: 'only_with_transcription',
    label: 'Only with Transcription',
    type: 'boolean',
    helpText:
      "Turn on to skip voicemails without a transcription. The Zap waits two minutes for one that isn't ready yet.",
  },
]);

type Input = InputReader<typeof inputFields>;

/** A voicemail. `isUnread`: Dash could not be asked whether it has a transcription. */
type Delivered = Voicemail & { isUnread?: true };

/** Whether a filter requires a transcription and the voicemail has none. */
const lacksTranscription = ({ transcription }: Voicemail, input: Input): boolean =>
  transcription === null && input.flag('only_with_transcription') === true;

/**
 * The voicemail with a transcription that was stored after the event was sent: 1 request. KAZOO itself transcribes
 * before it sends the event (`kvm_util:publish_saved_notify`), and 4.2 does not return the stored transcription.
 */
const withLateTranscription = async (voicemail: Voicemail, { dash }: Context): Promise<Delivered> => {
  const { mailboxId, id } = voicemail;
  if (mailboxId === null || id === null) return { ...voicemail, isUnread: true };
  const found = await findTranscription(dash, mailboxId, id)
    .then((transcription) => ({ transcription }))
    .catch(nullUnlessRetried);
  return found === null ? { ...voicemail, isUnread: true } : { ...voicemail, ...found };
};

/** Whether a voicemail passes the filters. A voicemail of unknown length passes the one for length. */
const passesFilters = ({ mailboxId, seconds, from, dialed }: Voicemail, input: Input) => {
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
  description: 'Triggers when a caller leaves a voicemail.',
  events: (input) => {
    checkNumbers(input);
    return [{ hook: 'notifications', type: 'voicemail_new' }];
  },
  inputFields,
  schema: voicemailSchema,
  matches: (event, input) => passesFilters(voicemailOfEvent(event), input),
  load: (event, input, context): Delivered | Promise<Delivered> => {
    const voicemail = voicemailOfEvent(event);
    return lacksTranscription(voicemail, input) ? withLateTranscription(voicemail, context) : voicemail;
  },
  isUndecided: lacksTranscription,
  dropsUndecided: ({ isUnread }) => isUnread !== true,
  dedupeKey: ({ id }) => id,
  record: voicemailRecord,
  samples: async (input, { dash }) => {
    checkNumbers(input);
    const isShown = (voicemail: StoredVoicemail) => voicemail.isTranscribed || !lacksTranscription(voicemail, input);
    const matches = (voicemail: StoredVoicemail) =>
      isInBox(voicemail) && isShown(voicemail) && passesFilters(voicemail, input);
    const wanted = { query: { page_size: 20 }, limit: EDITOR_SAMPLES, matches };
    const newest = await newestVoicemails(dash, input.list('mailboxes'), wanted);
    const read = await Promise.all(newest.map((voicemail) => withTranscription(dash, voicemail)));
    return read.filter((voicemail) => !lacksTranscription(voicemail, input));
  },
  outputFields: voicemailFields,
  sample: voicemailSample,
});
