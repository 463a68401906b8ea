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

/** A recording waits half an hour for its audio and its call; and its document may be written a while after its end. */
const OVERLAP_MS = 4 * HOUR_MS;

/** Zapier takes about 6 million characters; a record has less than 2,000. */
const MAX_RECORDINGS = 2500;

const inputFields = defineInputFields([
  callFilterFields.direction,
  callFilterFields.users,
  callFilterFields.numbers,
  callFilterFields.exclude_numbers,
  {
    key: 'minimum_seconds',
    label: 'Minimum Length (in Seconds)',
    type: 'integer',
    helpText: 'Skip shorter recordings.',
  },
]);

type Input = InputReader<typeof inputFields>;

const isLongEnough = ({ seconds }: Recording, input: Input): boolean =>
  seconds === null || seconds >= (input.number('minimum_seconds') ?? 0);

/** Whether a filter lets one of several values pass; null if the values are unknown. */
const passes = (values: readonly string[] | null, input: Input, key: 'direction' | 'users'): boolean | null => {
  if (input.list(key).length === 0) return true;
  return values?.some((value) => input.passes(key, value)) ?? null;
};

/** Whether the filters for company numbers let a recording pass; null while its direction is unknown. */
const passesNumbers = ({ direction, from, to }: Recording, filters: CallFilters): boolean | null => {
  if (filters.numbers.length + filters.excludeNumbers.length === 0) return true;
  return direction && isOfNumbers({ direction, from, to }, filters);
};

/** Whether what the filters ask for may be known of the call alone; the leg of a call of ours may not show our number. */
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
 * Chooses the recordings that are complete and pass the filters. Its call completes a recording; until the call is
 * listed, the recording waits. After half an hour it passes anyway, so that no recording gets lost.
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
  description: 'Triggers when the recording of a call is ready.',
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
