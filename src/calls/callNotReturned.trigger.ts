import { defineInputFields } from 'zapier-platform-core';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../dash/time.ts';
import { loadActiveCalls } from '../channels/channels.api.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { field } from '../fields/output.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { timeFields, timeValues } from '../fields/times.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import type { PollWindow } from '../zapier/pollCheckpoint.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { callFields, missedCallSample } from './call.record.ts';
import type { Call } from './call.ts';
import { hoursVerdict, withOfficeHours, type VerdictOf } from './callChoice.ts';
import { allOf, checkCallFilters, filterVerdict, parseCallFilters, notReturnedFilterFields } from './callFilters.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { listedCallRecord } from './listedCall.record.ts';
import { findGiven, storeGiven } from './notReturned.cache.ts';
import { attemptOf } from './unreturned.ts';
import { findNotReturned, type Given, type NotReturned } from './notReturned.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';

/** Zapier accepts about 6 million characters; a record has fewer than 3,000. */
const MAX_CALLS = 2000;

/** The record of a call back at the last moment may be written later than that of the missed call. */
const LATE_MS = MINUTE_MS;

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      'Checks every few minutes, and runs once the time is over, day or night. Want every missed call at once? Use New Missed Call.',
  },
  {
    key: 'not_returned_within',
    label: 'Not Returned Within',
    type: 'string',
    choices: {
      '15m': '15 Minutes',
      '30m': '30 Minutes',
      '1h': '1 Hour',
      '2h': '2 Hours',
      '4h': '4 Hours',
      '1d': '1 Day',
    },
    default: '1h',
    helpText:
      "A call back counts even if the customer doesn't answer. So does a later call from them that gets through. Leave empty for 1 hour.",
  },
  ...notReturnedFilterFields,
  endingFilterFields.system_answered,
]);

type Input = InputReader<typeof inputFields>;

const WITHIN_MS = {
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': DAY_MS,
};

const withinMsOf = (input: Input): number =>
  input.text('not_returned_within') === null ? HOUR_MS : WITHIN_MS[input.choice('not_returned_within')];

/** The numbers that are in a call now: 1 request. Empty if Dash cannot say: an extra call is better than a lost one. */
const numbersInProgress = async ({ dash }: Context): Promise<Set<string | null>> => {
  const calls = await loadActiveCalls(dash).catch(nullUnlessRetried);
  return new Set(
    (calls ?? []).flatMap(({ call: { from, to } }) => [from, to].map((one) => parseNumber(one.number).number)),
  );
};

/** Leaves out callers who are in a call right now: its record will decide. No request if all were returned before. */
const withoutThoseInCall = async (
  found: readonly NotReturned[],
  given: Given,
  context: Context,
): Promise<NotReturned[]> => {
  const isNew = ({ number, began }: NotReturned) => given(number) !== began;
  const inCall = found.some(isNew) ? await numbersInProgress(context) : new Set<string | null>();
  return found.filter((one) => !isNew(one) || !inCall.has(one.number));
};

const verdictOf: VerdictOf = (call, input) =>
  allOf([filterVerdict(call, parseCallFilters(input)), endingVerdict(call, input)]);

/** Whether a call is a missed call from someone who can be called back, and no filter except office hours rejects it. */
const isAttempt = (call: Call, input: Input): boolean => attemptOf(call) !== null && verdictOf(call, input) !== false;

/**
 * The callers whose time ran out between `since` and now: usually 1 request, and 1 more if there is a new one. Reads calls
 * from the beginning of the earliest of these times.
 */
const load = async (input: Input, context: Context, { since, now, limit }: PollWindow): Promise<NotReturned[]> => {
  const { meta } = context.bundle;
  if (meta.isLoadingSample || meta.isPopulatingDedupe) checkCallFilters(input);
  const withinMs = withinMsOf(input);
  const given: Given = meta.isLoadingSample ? () => undefined : await findGiven(context);
  const earliest = since.getTime() - withinMs;
  // A call that the filters reject still counts as a call back.
  const withHours = (call: Call) => (isAttempt(call, input) ? withOfficeHours(call, input, context) : call);
  const calls = await takeCalls(finishedCalls(context, new Date(earliest), now), withHours, Infinity);
  const isCounted = (call: Call) => isAttempt(call, input) && hoursVerdict(call, input) !== false;
  const isOver = ({ due }: NotReturned) => due > since.getTime() && due <= now.getTime() - LATE_MS;
  const over = findNotReturned(calls, { withinMs, isCounted, given }).filter(isOver);
  const found = await withoutThoseInCall(over, given, context);
  if (!meta.isLoadingSample) await storeGiven(context, found, earliest - withinMs);
  return found.slice(0, limit);
};

export const callNotReturned = pollingTrigger({
  key: 'call_not_returned',
  noun: 'Call',
  label: 'Call Not Returned',
  description: 'Triggers when nobody returns a missed call within the time you choose.',
  inputFields,
  history: { overlapMs: HOUR_MS, listedAt: ({ due }: NotReturned) => new Date(due), isRanged: true },
  limit: MAX_CALLS,
  load,
  dedupeKey: ({ call }) => call.id,
  record: async ({ call, attempts, first }, context) => ({
    ...(await listedCallRecord(call, context)),
    attempts,
    ...timeValues('first_attempt', first.started, context.timeZone),
  }),
  outputFields: [
    ...callFields,
    field('attempts', 'number', 'Attempts'),
    ...timeFields('first_attempt', 'First Attempt'),
  ],
  sample: {
    ...missedCallSample,
    attempts: 2,
    first_attempt_at: '2026-11-24T18:20:41Z',
    first_attempt_at_local: '2026-11-24T10:20:41-08:00',
  },
});
