import { defineInputFields } from 'zapier-platform-core';
import { callFilterFields } from '../calls/callFilters.ts';
import { number } from '../dash/shape.ts';
import { isChosen } from '../zapier/filters.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { recordingFields, recordingRecord, recordingSample, recordingStatus, type Recording } from './recording.ts';
import { takeRecordings } from './recordingList.ts';

const HOUR_MS = 3600 * 1000;

/** A recording waits half an hour for its audio, and is listed by the time at which a long call began. */
const OVERLAP_MS = 4 * HOUR_MS;

/** Zapier takes about 6 million characters; a record has less than 2,000. */
const MOST_RECORDINGS = 2500;

const { direction, users } = callFilterFields;

const isWanted = (recording: Recording, input: Record<string, unknown>, now: Date): boolean =>
  recordingStatus(recording, now) !== 'processing' &&
  isChosen(recording.call?.direction ?? null, input.direction) &&
  isChosen(recording.ownerId, input.users) &&
  (recording.seconds ?? 0) >= (number(input.minimum_seconds) ?? 0);

export const newRecording = pollingTrigger({
  key: 'new_recording',
  noun: 'Recording',
  label: 'New Recording',
  description: 'Triggers when the recording of a call is ready.',
  inputFields: defineInputFields([
    direction,
    users,
    {
      key: 'minimum_seconds',
      label: 'Minimum Length (in Seconds)',
      type: 'integer',
      helpText: 'Shorter recordings do not count. Leave empty for recordings of every length.',
    },
  ]),
  history: { overlapMs: OVERLAP_MS, listedAt: ({ start }: Recording) => start },
  most: MOST_RECORDINGS,
  items: ({ dash, bundle }, window) =>
    takeRecordings(dash, window, (recording) => isWanted(recording, bundle.inputData, window.now)),
  identity: ({ id }) => id,
  record: (recording, context) => recordingRecord(recording, recordingStatus(recording, new Date()), context),
  outputFields: recordingFields,
  sample: recordingSample,
});
