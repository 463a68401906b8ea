import { findDeviceName } from '../devices/device.ts';
import { findPerson } from '../users/people.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import {
  calendar,
  length,
  lengthFields,
  mainMoment,
  mainMomentFields,
  moment,
  momentFields,
} from '../zapier/moments.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import { called, calledFields, caller, callerFields, callerSample, calledSample } from '../zapier/parties.ts';
import { personFields, personSample } from '../zapier/person.ts';
import type { Call } from './assemble.ts';
import { summaryOf } from './summary.ts';

export const callFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  field('outcome', 'string', 'Outcome'),
  field('missed_reason', 'string', 'Missed Reason'),
  field('system_answered', 'boolean', 'Answered by the System'),
  ...callerFields,
  ...calledFields,
  ...mainMomentFields('started', 'Started'),
  ...momentFields('answered', 'Answered'),
  ...momentFields('ended', 'Ended'),
  ...lengthFields('wait', 'Wait'),
  ...lengthFields('ringing', 'Ringing'),
  ...lengthFields('talk', 'Talk'),
  ...lengthFields('total', 'Total'),
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('transferred', 'boolean', 'Transferred'),
  field('leg_count', 'number', 'Number of Legs'),
  field('recording_ids', 'string', 'Recording IDs'),
  field('has_recording', 'boolean', 'Has Recording'),
  field('hangup_cause', 'string', 'Hangup Cause'),
  field('correlation_id', 'string', 'Correlation ID'),
  field('detail', 'string', 'Detail'),
  field('call_id', 'string', 'Call ID'),
  field('interaction_id', 'string', 'Interaction ID'),
] as const;

export type CallRecord = RecordOf<typeof callFields>;

/** The record of a call: at most 2 requests, for its person and phone, and none while both are cached. */
export const callRecord = async (
  call: Call,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<CallRecord> => {
  const person = await findPerson(z, dash, call.ownerId);
  const device_name = await findDeviceName(z, dash, call.deviceId);
  const from = caller(call.from.number, call.from.name);
  const to = called(call.to.number, call.to.name);
  return {
    id: call.id,
    summary: summaryOf(call, { ...from, ...to, ...person, timeZone }),
    direction: call.direction,
    outcome: call.outcome,
    missed_reason: call.missedReason,
    system_answered: call.systemAnswered,
    ...from,
    ...to,
    ...mainMoment('started', call.started, timeZone),
    ...calendar(call.started ?? call.answered, timeZone),
    ...moment('answered', call.answered, timeZone),
    ...moment('ended', call.ended, timeZone),
    ...length('wait', call.wait),
    ...length('ringing', call.ringing),
    ...length('talk', call.talk),
    ...length('total', call.total),
    ...person,
    device_name,
    transferred: call.transferred,
    leg_count: call.legCount,
    recording_ids: call.recordingIds.join(',') || null,
    has_recording: call.recordingIds.length > 0,
    hangup_cause: call.hangupCause || null,
    correlation_id: call.correlationId,
    detail: call.detail,
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
  leg_count: 2,
  recording_ids: null,
  has_recording: false,
  hangup_cause: 'ORIGINATOR_CANCEL',
  correlation_id: null,
  detail: 'full',
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
  interaction_id: '63962764325-af5b9a0e',
};
