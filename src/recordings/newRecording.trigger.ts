import { defineInputFields } from 'zapier-platform-core';
import {
  callFilterFields,
  checkNumbers,
  isOfNumbers,
  parseCallFilters,
  type CallFilters,
} from '../calls/callFilters.ts';
import { isE164 } from '../calls/legs/outside.ts';
import { HOUR_MS } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import type { Context } from '../zapier/context.ts';
import type { PollWindow } from '../zapier/pollCheckpoint.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { completeFromHistory } from './recordedCall.lookUp.ts';
import {
  endOf,
  isFresh,
  recordingFields,
  recordingRecord,
  recordingSample,
  recordingStatus,
  type Recording,
} from './recording.record.ts';
import { newestRecordings } from './recordings.api.ts';

/** A recording waits up to half an hour for its audio and its call, and its document may be written late. */
const OVERLAP_MS = 4 * HOUR_MS;

/** Zapier accepts about 6 million characters; a record has fewer than 2,000. */
const MAX_RECORDINGS = 2500;

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      "Checks every few minutes. If the audio isn't stored after 30 minutes, the Zap runs anyway, and Recording Status is `external_or_missing`.",
  },
  callFilterFields.direction,
  {
    ...callFilterFields.users,
    helpText: 'Only recordings of calls these users took part in. Leave empty for everyone.',
  },
  callFilterFields.numbers,
  callFilterFields.exclude_numbers,
  {
    key: 'minimum_seconds',
    label: 'Minimum Length (in Seconds)',
    type: 'integer',
    helpText: 'Skip recordings shorter than this. For the talk time of the whole call, use New Call in Call History.',
  },
]);

type Input = InputReader<typeof inputFields>;

const isLongEnough = ({ seconds }: Recording, input: Input): boolean =>
  seconds === null || seconds >= (input.number('minimum_seconds') ?? 0);

/** Whether one of several values passes a filter; null if the values are unknown. */
const passes = (values: readonly string[] | null, input: Input, key: 'direction' | 'users'): boolean | null => {
  if (input.list(key).length === 0) return true;
  return values?.some((value) => input.passes(key, value)) ?? null;
};

/** Whether a recording passes the filters for company numbers; null while its direction is unknown. */
const passesNumbers = ({ direction, from, to }: Recording, filters: CallFilters): boolean | null => {
  if (filters.numbers.length + filters.excludeNumbers.length === 0) return true;
  return direction && isOfNumbers({ direction, from, to }, filters);
};

/**
 * Whether the filters may need data of the call, because the recording lacks it. The leg of an outgoing call may not show
 * the company's number.
 */
const isUnclear = (recording: Recording, input: Input, filters: CallFilters): boolean => {
  const { direction, from, userIds } = recording;
  const mayShowAnother = direction === 'outbound' && !isE164(from.number);
  return (
    direction === null ||
    passes(userIds, input, 'users') === null ||
    (mayShowAnother && filters.numbers.length + filters.excludeNumbers.length > 0)
  );
};

/**
 * Returns a function that chooses the recordings that are complete and pass the filters. A recording that lacks data waits
 * until its call is listed. After half an hour it passes anyway, so that none is lost.
 */
const chooser = (input: Input, context: Context, window: PollWindow) => {
  const complete = completeFromHistory(context, window);
  const filters = parseCallFilters(input);
  return async (recording: Recording): Promise<Recording | null> => {
    if (recordingStatus(recording, window.now) === 'processing' || !isLongEnough(recording, input)) return null;
    const chosen = isUnclear(recording, input, filters) ? await complete(recording) : recording;
    const directions = chosen.direction && [chosen.direction];
    const verdicts = [
      passes(directions, input, 'direction'),
      passes(chosen.userIds, input, 'users'),
      passesNumbers(chosen, filters),
    ];
    if (verdicts.includes(false)) return null;
    return verdicts.includes(null) && isFresh(chosen, window.now) ? null : chosen;
  };
};

export const newRecording = pollingTrigger({
  key: 'new_recording',
  noun: 'Recording',
  label: 'New Recording',
  description: 'Triggers when a call recording is ready.',
  inputFields,
  history: { overlapMs: OVERLAP_MS, listedAt: endOf, isRanged: true },
  limit: MAX_RECORDINGS,
  load: (input, context, window) => {
    const { meta } = context.bundle;
    if (meta.isLoadingSample || meta.isPopulatingDedupe) checkNumbers(input);
    return newestRecordings(context.dash, window, chooser(input, context, window));
  },
  dedupeKey: ({ id }) => id,
  record: (recording, context) => recordingRecord(recording, recordingStatus(recording, new Date()), context),
  outputFields: recordingFields,
  sample: recordingSample,
});
