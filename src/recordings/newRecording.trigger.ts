import { defineInputFields } from 'zapier-platform-core';
import { callFilterFields } from '../calls/callFilters.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { number } from '../dash/schema.ts';
import { inputList, passesFilter } from '../fields/inputValues.ts';
import { pollingTrigger, type PollWindow } from '../zapier/pollingTrigger.ts';
import { fromCallHistory } from './recordedCall.ts';
import {
  endOf,
  isFresh,
  recordingFields,
  recordingRecord,
  recordingSample,
  recordingStatus,
  type Recording,
} from './recording.ts';
import { takeRecordings } from './recordingList.ts';

/** A recording waits half an hour for its audio and its call; and its document may be written a while after its end. */
const OVERLAP_MS = 4 * 3600 * 1000;

/** Zapier takes about 6 million characters; a record has less than 2,000. */
const MOST_RECORDINGS = 2500;

const { direction, users } = callFilterFields;

type Input = Record<string, unknown>;

const isLongEnough = ({ seconds }: Recording, { minimum_seconds }: Input): boolean =>
  seconds === null || seconds >= (number(minimum_seconds) ?? 0);

/** Whether a filter lets pass what may have several values, or is not known: null. */
const passes = (values: readonly string[] | null, input: unknown): boolean | null => {
  if (inputList(input).length === 0) return true;
  return values?.some((value) => passesFilter(value, input)) ?? null;
};

/**
 * Chooses the recordings that are complete and pass the filters. What the recording does not tell its call does; until
 * the call does, the recording waits, and after half an hour it is given: not to know is no reason to leave it out.
 */
const chooser = (context: Context, window: PollWindow) => {
  const input: Input = context.bundle.inputData;
  const completed = fromCallHistory(context, window);
  return async (recording: Recording): Promise<Recording | null> => {
    if (recordingStatus(recording, window.now) === 'processing' || !isLongEnough(recording, input)) return null;
    const isUnclear = recording.direction === null || passes(recording.userIds, input.users) === null;
    const whole = isUnclear ? await completed(recording) : recording;
    const directions = whole.direction && [whole.direction];
    const verdicts = [passes(directions, input.direction), passes(whole.userIds, input.users)];
    if (verdicts.includes(false)) return null;
    return verdicts.includes(null) && isFresh(whole, window.now) ? null : whole;
  };
};

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
  history: { overlapMs: OVERLAP_MS, listedAt: endOf },
  limit: MOST_RECORDINGS,
  load: (context, window) => takeRecordings(context.dash, window, chooser(context, window)),
  dedupeKey: ({ id }) => id,
  record: (recording, context) => recordingRecord(recording, recordingStatus(recording, new Date()), context),
  outputFields: recordingFields,
  sample: recordingSample,
});
