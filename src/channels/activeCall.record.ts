import { isQuickcall } from '../calls/legs/leg.ts';
import { callSummary } from '../calls/callSummary.ts';
import { findDeviceName } from '../devices/devices.lookUp.ts';
import { findPlacedCall } from '../calls/placedCalls.cache.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { durationInWords, durationValues, durationFields } from '../fields/durations.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
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
  type Caller,
} from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';
import type { ActiveCall } from './channelGrouping.ts';

export const activeCallFields = [
  field('id', 'string', 'Call ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
  ...eventTimeFields('started', 'Started'),
  ...durationFields('total', 'Total So Far'),
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('answered', 'boolean', 'Answered'),
  field('on_hold', 'boolean', 'On Hold'),
  field('reference', 'string', 'Your Reference'),
] as const;

export type ActiveCallRecord = RecordOf<typeof activeCallFields>;

/** What is unknown until a call has ended. */
const UNKNOWN_YET = { outcome: null, missedReason: null, systemAnswered: null, ringing: null, talk: null } as const;

/** The caller, or the owner of the phone that started the call if the call has no caller. */
const callerOf = async ({ call, callerId }: ActiveCall, context: Context): Promise<Caller> => {
  const { number, name } = call.from;
  if (number !== null) return callerValues(number, name);
  const { user_extension, user_name } = await findPerson(context, callerId);
  return user_extension === null ? { ...unknownCaller, from_name: user_name } : callerValues(user_extension, user_name);
};

/** The reference of a call placed by Place Call, which its legs may have lost by now. */
const referenceOf = async ({ call, firstLegId }: ActiveCall, context: Context): Promise<string | null> => {
  const isLost = call.reference === null && isQuickcall({ callId: firstLegId });
  return isLost ? ((await findPlacedCall(context, firstLegId))?.reference ?? null) : call.reference;
};

/** The record of a call in progress: at most 3 requests for its users and its phone, none while they are cached. */
export const activeCallRecord = async (active: ActiveCall, context: Context): Promise<ActiveCallRecord> => {
  const { call, seconds, isOnHold } = active;
  const { timeZone } = context;
  const person = await findPerson(context, call.ownerId);
  const device_name = await findDeviceName(context, call.deviceId);
  const from = await callerOf(active, context);
  const parties = { ...from, ...calledValues(call.to.number, call.to.name) };
  const summary = callSummary({ ...call, ...UNKNOWN_YET }, { ...parties, ...person, timeZone });
  return {
    id: call.id,
    summary: `${summary.replace(/\.$/, '')}, ${durationInWords(seconds)} so far.`,
    direction: call.direction,
    ...parties,
    ...customerValues(call.direction, parties),
    ...eventTimeValues('started', call.started, timeZone),
    ...durationValues('total', seconds),
    ...person,
    device_name,
    answered: call.outcome === 'answered',
    on_hold: isOnHold,
    reference: await referenceOf(active, context),
  };
};

export const activeCallSample: ActiveCallRecord = {
  id: 'ZDEyM2E0NWI2@10.126.0.9',
  summary:
    'Call from Ann Lee (415-555-0134) to 415-555-0100, answered by Jane Doe, Tue, Nov 24, 11:20 AM, 2 min 10 sec so far.',
  direction: 'inbound',
  ...callerSample,
  ...calledSample,
  ...customerSample,
  ...eventTimeSample('started', '11:20:05'),
  total_seconds: 130,
  total_text: '2:10',
  ...personSample,
  device_name: "Jane's desk phone",
  answered: true,
  on_hold: false,
  reference: null,
};
