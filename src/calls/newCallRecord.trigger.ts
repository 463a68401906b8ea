import { createHash } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/connection.ts';
import { SHOWN_IN_EDITOR } from '../zapier/hookTrigger.ts';
import type { Call } from './assemble.ts';
import { callFields, callRecord, callSample, type CallRecord } from './call.ts';
import { callFilterFields, isWantedCall } from './callFilters.ts';
import { finishedCalls, takeCalls } from './callRecords.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** Zapier knows what it was given before; this much is looked at again, for a poll whose answer got lost. */
const OVERLAP = HOUR;

/** Zapier takes about 6 million characters; a record has less than 2,400. */
const MOST_CALLS = 2500;

const CONNECTION_ONLY = ['auth'];
const MEMORY_SECONDS = (31 * DAY) / SECOND;

type Cache = {
  get: (key: string, scope: string[]) => Promise<unknown>;
};

const memoryKey = (input: object): string =>
  `polled:${createHash('sha256').update(JSON.stringify(input)).digest('hex')}`;

/** From where to look: the last poll that came through, so that nothing is lost while Zapier or Dash was away. */
const lookFrom = async (z: ZObject, key: string, now: Date): Promise<Date> => {
  const last = await (z.cache as Cache).get(key, CONNECTION_ONLY).catch(() => null);
  return new Date(typeof last === 'number' ? Math.min(last, now.getTime()) - OVERLAP : now.getTime() - DAY);
};

const perform = async (z: ZObject, bundle: Bundle): Promise<(CallRecord | { id: string })[]> => {
  const { inputData, meta } = bundle;
  const isWanted = (call: Call) => isWantedCall(call, inputData);
  const connection = connect(z, bundle);
  const now = new Date();
  if (meta.isLoadingSample) {
    const shown = await takeCalls(
      finishedCalls(connection.dash, new Date(now.getTime() - DAY), now),
      isWanted,
      SHOWN_IN_EDITOR,
    );
    return Promise.all(shown.map((call) => callRecord(call, { z, ...connection })));
  }
  const key = memoryKey(inputData);
  const since = await lookFrom(z, key, now);
  const calls = await takeCalls(finishedCalls(connection.dash, since, now), isWanted, MOST_CALLS);
  // When a Zap is turned on, Zapier only notes the ids.
  const records = meta.isPopulatingDedupe
    ? calls.map(({ id }) => ({ id }))
    : await Promise.all(calls.map((call) => callRecord(call, { z, ...connection })));
  await z.cache.set(key, now.getTime(), MEMORY_SECONDS, CONNECTION_ONLY).catch(() => null);
  return records;
};

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;

export const newCallRecord = {
  key: 'new_call_record',
  noun: 'Call Record',
  display: {
    label: 'New Call Record',
    description: 'Triggers when a call has ended and its record was written.',
  },
  operation: {
    type: 'polling' as const,
    inputFields: [direction, outcomes, users, numbers, exclude_numbers],
    perform,
    outputFields: [...callFields],
    sample: callSample,
  },
};
