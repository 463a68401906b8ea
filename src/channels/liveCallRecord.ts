import { isQuickcall } from '../calls/leg.ts';
import { summaryOf } from '../calls/summary.ts';
import { findDeviceName } from '../devices/device.ts';
import { recallPlacedCall } from '../calls/placedCalls.ts';
import { findPerson } from '../users/people.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { formatDuration, durationValues, durationFields, eventTimeValues, eventTimeFields } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  called,
  calledFields,
  caller,
  callerFields,
  callerSample,
  calledSample,
  unknownCaller,
} from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';
import type { LiveCall } from './liveCall.ts';

export const liveCallFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  ...callerFields,
  ...calledFields,
  ...eventTimeFields('started', 'Started'),
  ...durationFields('total', 'Total So Far'),
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('answered', 'boolean', 'Answered'),
  field('on_hold', 'boolean', 'On Hold'),
  field('correlation_id', 'string', 'Correlation ID'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type LiveCallRecord = RecordOf<typeof liveCallFields>;

/** What nobody can say of a call before it has ended. */
const UNKNOWN_YET = { outcome: null, missedReason: null, systemAnswered: null, ringing: null, talk: null } as const;

type Sources = Pick<Context, 'z' | 'dash' | 'timeZone'>;

/** Who calls; one of us is known by the phone where the call does not tell. */
const callerOf = async ({ call, callerId }: LiveCall, { z, dash }: Sources): Promise<RecordOf<typeof callerFields>> => {
  const { number, name } = call.from;
  if (number !== null) return caller(number, name);
  const { user_extension, user_name } = await findPerson(z, dash, callerId);
  return user_extension === null ? { ...unknownCaller, from_name: user_name } : caller(user_extension, user_name);
};

/** The reference of a call that Place Call placed, which its legs may have lost by now. */
const referenceOf = async ({ call, firstLegId }: LiveCall, { z }: Sources): Promise<string | null> => {
  const isForgotten = call.correlationId === null && isQuickcall({ callId: firstLegId });
  return isForgotten ? ((await recallPlacedCall(z, firstLegId))?.reference ?? null) : call.correlationId;
};

/** The record of a call in progress: at most 3 requests, for its people and phone, and none while they are cached. */
export const liveCallRecord = async (live: LiveCall, sources: Sources): Promise<LiveCallRecord> => {
  const { call, seconds, isOnHold } = live;
  const { z, dash, timeZone } = sources;
  const person = await findPerson(z, dash, call.ownerId);
  const device_name = await findDeviceName(z, dash, call.deviceId);
  const from = await callerOf(live, sources);
  const to = called(call.to.number, call.to.name);
  const summary = summaryOf({ ...call, ...UNKNOWN_YET }, { ...from, ...to, ...person, timeZone });
  return {
    id: call.id,
    summary: `${summary.replace(/\.$/, '')}, ${formatDuration(seconds)} so far.`,
    direction: call.direction,
    ...from,
    ...to,
    ...eventTimeValues('started', call.started, timeZone),
    ...durationValues('total', seconds),
    ...person,
    device_name,
    answered: call.outcome === 'answered',
    on_hold: isOnHold,
    correlation_id: await referenceOf(live, sources),
    call_id: call.id,
  };
};

export const liveCallSample: LiveCallRecord = {
  id: 'NDlkNGI3OTZl@10.126.0.9',
  summary:
    'Call from Ann Lee (+1 415-555-0134) to +1 415-555-0100, answered by Jane Doe, Tue 24 Nov, 10:32, 2:10 so far.',
  direction: 'inbound',
  ...callerSample,
  ...calledSample,
  started_at: '2026-11-24T18:32:05Z',
  started_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  total_seconds: 130,
  total_text: '2:10',
  ...personSample,
  device_name: "Jane's desk phone",
  answered: true,
  on_hold: false,
  correlation_id: null,
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
};
