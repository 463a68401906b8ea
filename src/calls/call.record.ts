import { withEngine } from '../callCenter/engine.lookUp.ts';
import { findDeviceName } from '../devices/devices.lookUp.ts';
import { recordingFile } from '../recordings/recordingAudio.hydrator.ts';
import { isFreshSince } from '../recordings/recordingStatus.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { durationValues, durationFields } from '../fields/durations.ts';
import {
  eventTimeFields,
  eventTimeSample,
  eventTimeValues,
  timeFields,
  timeSample,
  timeValues,
} from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import {
  calledFields,
  calledSample,
  calledValues,
  callerFields,
  callerSample,
  callerValues,
  unknownCaller,
  type Called,
  type Caller,
  type Party,
} from '../fields/parties.ts';
import { personFields, personSample, type Person } from '../fields/person.ts';
import { hasRecording, MISSED_REASON_TEXTS, type Call } from './call.ts';
import { isQuickcall } from './legs/leg.ts';
import { findPlacedCall } from './placedCalls.cache.ts';
import { callSummary } from './callSummary.ts';
import { firstRecording } from './recordedCalls.ts';

export const callFields = [
  field('id', 'string', 'Call ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  field('outcome', 'string', 'Outcome'),
  field('missed_reason', 'string', 'Missed Reason'),
  field('missed_reason_text', 'string', 'Missed Reason (as Text)'),
  field('system_answered', 'boolean', 'Went to Voicemail or Menu'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
  ...eventTimeFields('started', 'Started'),
  ...timeFields('answered', 'Answered'),
  ...timeFields('ended', 'Ended'),
  ...durationFields('wait', 'Wait'),
  ...durationFields('ringing', 'Ringing'),
  ...durationFields('talk', 'Talk'),
  ...durationFields('total', 'Total'),
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('queue_name', 'string', 'Queue Name'),
  field('transferred', 'boolean', 'Transferred'),
  field('forwarded', 'boolean', 'Forwarded'),
  field('during_office_hours', 'boolean', 'During Office Hours'),
  field('recording', 'file', 'Recording'),
  field('recording_status', 'string', 'Recording Status'),
  field('recording_ids', 'string', 'Recording IDs'),
  field('has_recording', 'boolean', 'Has Recording'),
  field('hangup_cause', 'string', 'Technical End Reason'),
  field('reference', 'string', 'Your Reference'),
  field('complete', 'boolean', 'Call Details Complete'),
] as const;

export type CallRecord = RecordOf<typeof callFields>;

/** Whether a number is one that people dial. A phone that starts a call shows its SIP user instead. */
const isDialable = (number: string | null): boolean => /^[+*#\d]+$/.test(number ?? '');

/** The caller. A user who calls is shown by name and extension while the call does not show a number yet. */
const callerOf = async (call: Call, context: Context): Promise<Caller> => {
  const { direction, from, callerOwnerId, unknown } = call;
  if (unknown.includes('caller')) return unknownCaller;
  if (direction === 'inbound' || isDialable(from.number)) return callerValues(from.number, from.name);
  const { user_name, user_extension } = await findPerson(context, callerOwnerId);
  return user_extension === null ? { ...unknownCaller, from_name: user_name } : callerValues(user_extension, user_name);
};

/** What was dialed; if that is not known for an internal call, the person who was reached. */
const calledParty = ({ direction, to }: Call, { user_name, user_extension }: Person): Party =>
  direction === 'internal' && to.number === null ? { number: user_extension, name: user_name } : to;

/** The cached reference of a call that the app placed: the phone system drops it when someone picks up. */
const cachedReference = async ({ id }: Call, context: Context): Promise<string | null> =>
  isQuickcall({ callId: id }) ? ((await findPlacedCall(context, id))?.reference ?? null) : null;

/** What every record of a call has, finished or in progress, in addition to its main time. */
type CallBasics = Pick<CallRecord, 'id' | 'summary' | 'direction' | 'device_name' | 'reference'> &
  Caller &
  Called &
  RecordOf<typeof customerFields> &
  Person;

/** The basics of a call: at most 3 requests for its people and phone, none while they are cached. */
export const callBasics = async (call: Call, context: Context): Promise<CallBasics> => {
  const person = await findPerson(context, call.ownerId);
  const device_name = await findDeviceName(context, call.deviceId);
  const from = await callerOf(call, context);
  const dialed = calledParty(call, person);
  const parties = { ...from, ...calledValues(dialed.number, dialed.name) };
  return {
    id: call.id,
    summary: callSummary(call, { ...parties, ...person, timeZone: context.timeZone }),
    direction: call.direction,
    ...parties,
    ...customerValues(call.direction, parties),
    ...person,
    device_name,
    reference: call.reference ?? (await cachedReference(call, context)),
  };
};

/**
 * The first recording of a call, without a request: no leg says whether its audio is stored. For half an hour it may still
 * be processing; after that, only the recording itself would show it.
 */
const recordingColumns = (
  call: Call,
  caller: Parameters<typeof recordingFile>[2],
  context: Context,
): Pick<CallRecord, 'recording' | 'recording_status' | 'recording_ids' | 'has_recording'> => {
  const { recordingIds, recordingStatus, ended } = call;
  const first = firstRecording(call);
  const guess = isFreshSince(ended, new Date()) ? 'processing' : null;
  return {
    recording: first === null ? null : recordingFile(context, first, caller),
    recording_status: first === null ? null : (recordingStatus ?? guess),
    recording_ids: recordingIds.join(',') || null,
    has_recording: hasRecording(call),
  };
};

/** The name of the queue that a call was in. Requests: those of `findQueueName`. Null if no leg names the queue. */
const queueNameOf = async ({ queueId }: Call, context: Context): Promise<string | null> => {
  if (queueId === null) return null;
  return withEngine(context, (engine) => engine.findQueueName(context, queueId)).catch(nullUnlessRetried);
};

/** The record of a finished call. Requests: those of `callBasics`, and those for its queue if a leg names one. */
export const callRecord = async (call: Call, context: Context): Promise<CallRecord> => {
  const { timeZone } = context;
  const basics = await callBasics(call, context);
  const when = eventTimeValues('started', call.started, timeZone);
  return {
    ...basics,
    outcome: call.outcome,
    missed_reason: call.missedReason,
    missed_reason_text: call.missedReason && MISSED_REASON_TEXTS[call.missedReason],
    system_answered: call.systemAnswered,
    ...when,
    ...timeValues('answered', call.answered, timeZone),
    ...timeValues('ended', call.ended, timeZone),
    ...durationValues('wait', call.wait),
    ...durationValues('ringing', call.ringing),
    ...durationValues('talk', call.talk),
    ...durationValues('total', call.total),
    queue_name: await queueNameOf(call, context),
    transferred: call.transferred,
    forwarded: call.forwarded,
    during_office_hours: call.duringOfficeHours ?? null,
    ...recordingColumns(call, { ...basics, ...when }, context),
    hangup_cause: call.hangupCause || null,
    complete: call.complete,
  };
};

/** A call that nobody answered, and whose caller left the voicemail of the samples. */
export const missedCallSample: CallRecord = {
  id: 'NDlkNGI3OTZl@10.126.0.9',
  summary:
    'Missed call from Ann Lee (415-555-0134) to 415-555-0100, Tue, Nov 24, 10:32 AM, rang 20 sec, went to voicemail or a menu.',
  direction: 'inbound',
  outcome: 'missed',
  missed_reason: 'system_answered',
  missed_reason_text: MISSED_REASON_TEXTS.system_answered,
  system_answered: true,
  ...callerSample,
  ...calledSample,
  ...customerSample,
  ...eventTimeSample('started', '10:32:05'),
  answered_at: null,
  answered_at_local: null,
  ...timeSample('ended', '10:32:53'),
  wait_seconds: 48,
  wait_text: '0:48',
  ringing_seconds: 20,
  ringing_text: '0:20',
  talk_seconds: 0,
  talk_text: '0:00',
  total_seconds: 48,
  total_text: '0:48',
  ...personSample,
  device_name: "Jane's desk phone",
  queue_name: null,
  transferred: false,
  forwarded: false,
  during_office_hours: null,
  recording: null,
  recording_status: null,
  recording_ids: null,
  has_recording: false,
  hangup_cause: 'NORMAL_CLEARING',
  reference: null,
  complete: true,
};

/** A call that someone answered, and that was recorded. */
export const recordedCallSample: CallRecord = {
  ...missedCallSample,
  id: 'YTk4MWY0OGEy@10.126.0.9',
  summary:
    'Call from Ann Lee (415-555-0134) to 415-555-0100, answered by Jane Doe, Tue, Nov 24, 11:05 AM, talked 2 min 5 sec.',
  outcome: 'answered',
  missed_reason: null,
  missed_reason_text: null,
  system_answered: false,
  ...eventTimeSample('started', '11:05:10'),
  ...timeSample('answered', '11:05:18'),
  ...timeSample('ended', '11:07:23'),
  wait_seconds: 8,
  wait_text: '0:08',
  ringing_seconds: 8,
  ringing_text: '0:08',
  talk_seconds: 125,
  talk_text: '2:05',
  total_seconds: 133,
  total_text: '2:13',
  // The recording of `recordingSample`.
  recording: 'https://example.com/Recording-Ann-Lee-2026-11-24-11-05.mp3',
  recording_status: 'processing',
  recording_ids: '202611-9d0c2a9be1d34c7f8a6b9c0d1e2f3a4b',
  has_recording: true,
};
