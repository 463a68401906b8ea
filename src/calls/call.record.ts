import { findDeviceName } from '../devices/devices.lookUp.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { durationValues, durationFields } from '../fields/durations.ts';
import { calendarValues, eventTimeValues, eventTimeFields, timeValues, timeFields } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  calledValues,
  calledFields,
  callerValues,
  callerFields,
  callerSample,
  calledSample,
  unknownCaller,
} from '../fields/parties.ts';
import { personFields, personSample, type Person } from '../fields/person.ts';
import type { Call } from './call.ts';
import type { Party } from '../fields/parties.ts';
import { isQuickcall } from './legs/leg.ts';
import { findPlacedCall } from './placedCalls.cache.ts';
import { callSummary } from './callSummary.ts';

export const callFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  field('outcome', 'string', 'Outcome'),
  field('missed_reason', 'string', 'Missed Reason'),
  field('system_answered', 'boolean', 'Answered by the System'),
  ...callerFields,
  ...calledFields,
  ...eventTimeFields('started', 'Started'),
  ...timeFields('answered', 'Answered'),
  ...timeFields('ended', 'Ended'),
  ...durationFields('wait', 'Wait'),
  ...durationFields('ringing', 'Ringing'),
  ...durationFields('talk', 'Talk'),
  ...durationFields('total', 'Total'),
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('transferred', 'boolean', 'Transferred'),
  field('forwarded', 'boolean', 'Forwarded'),
  field('leg_count', 'number', 'Number of Legs'),
  field('recording_ids', 'string', 'Recording IDs'),
  field('has_recording', 'boolean', 'Has Recording'),
  field('hangup_cause', 'string', 'Hangup Cause'),
  field('correlation_id', 'string', 'Correlation ID'),
  field('complete', 'boolean', 'Call Details Complete'),
  field('call_id', 'string', 'Call ID'),
  field('interaction_id', 'string', 'Interaction ID'),
] as const;

export type CallRecord = RecordOf<typeof callFields>;

/** A number as people dial it, where a phone that begins a call shows its SIP user. */
const isDialable = (number: string | null): boolean => /^[+*#\d]+$/.test(number ?? '');

/** The caller; one of our users by name and extension where the call does not show a number yet. */
const callerOf = async (call: Call, context: Context): Promise<RecordOf<typeof callerFields>> => {
  const { direction, from, callerOwnerId, unknown } = call;
  if (unknown.includes('caller')) return unknownCaller;
  if (direction === 'inbound' || isDialable(from.number)) return callerValues(from.number, from.name);
  const { user_name, user_extension } = await findPerson(context, callerOwnerId);
  return user_extension === null ? { ...unknownCaller, from_name: user_name } : callerValues(user_extension, user_name);
};

/** What was dialed; for an internal call where that is not known, the person who was reached. */
const calledParty = ({ direction, to }: Call, { user_name, user_extension }: Person): Party =>
  direction === 'internal' && to.number === null ? { number: user_extension, name: user_name } : to;

/** The cached reference of a call that the app placed: the phone system drops it when somebody picks up. */
const cachedReference = async ({ id }: Call, context: Context): Promise<string | null> =>
  isQuickcall({ callId: id }) ? ((await findPlacedCall(context, id))?.reference ?? null) : null;

/** The record of a call: at most 3 requests, for its people and phone, and none while they are cached. */
export const callRecord = async (call: Call, context: Context): Promise<CallRecord> => {
  const person = await findPerson(context, call.ownerId);
  const device_name = await findDeviceName(context, call.deviceId);
  const from = await callerOf(call, context);
  const dialed = calledParty(call, person);
  const to = calledValues(dialed.number, dialed.name);
  return {
    id: call.id,
    summary: callSummary(call, { ...from, ...to, ...person, timeZone: context.timeZone }),
    direction: call.direction,
    outcome: call.outcome,
    missed_reason: call.missedReason,
    system_answered: call.systemAnswered,
    ...from,
    ...to,
    ...eventTimeValues('started', call.started, context.timeZone),
    ...calendarValues(call.started ?? call.answered, context.timeZone),
    ...timeValues('answered', call.answered, context.timeZone),
    ...timeValues('ended', call.ended, context.timeZone),
    ...durationValues('wait', call.wait),
    ...durationValues('ringing', call.ringing),
    ...durationValues('talk', call.talk),
    ...durationValues('total', call.total),
    ...person,
    device_name,
    transferred: call.transferred,
    forwarded: call.forwarded,
    leg_count: call.legCount,
    recording_ids: call.recordingIds.join(',') || null,
    // If legs are missing, one of them may have been recorded.
    has_recording: call.recordingIds.length > 0 || (call.complete ? false : null),
    hangup_cause: call.hangupCause || null,
    correlation_id: call.correlationId ?? (await cachedReference(call, context)),
    complete: call.complete,
    call_id: call.id,
    interaction_id: call.interactionId,
  };
};

export const callSample: CallRecord = {
  id: 'NDlkNGI3OTZl@10.126.0.9',
  summary: 'Missed call from Ann Lee (+1 415-555-0134) to +1 415-555-0100, Tue 24 Nov, 10:32, rang 24 s.',
  direction: 'inbound',
  outcome: 'missed',
  missed_reason: 'caller_hung_up',
  system_answered: false,
  ...callerSample,
  ...calledSample,
  started_at: '2026-11-24T18:32:05Z',
  started_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  answered_at: null,
  answered_at_local: null,
  ended_at: '2026-11-24T18:32:29Z',
  ended_at_local: '2026-11-24T10:32:29-08:00',
  wait_seconds: 24,
  wait_text: '0:24',
  ringing_seconds: 24,
  ringing_text: '0:24',
  talk_seconds: 0,
  talk_text: '0:00',
  total_seconds: 24,
  total_text: '0:24',
  ...personSample,
  device_name: "Jane's desk phone",
  transferred: false,
  forwarded: false,
  leg_count: 2,
  recording_ids: null,
  has_recording: false,
  hangup_cause: 'ORIGINATOR_CANCEL',
  correlation_id: null,
  complete: true,
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
  interaction_id: '63962764325-af5b9a0e',
};
