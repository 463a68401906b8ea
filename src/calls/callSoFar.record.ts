import { customerFields, customerSample } from '../fields/customer.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { calledFields, calledSample, callerFields, callerSample } from '../fields/parties.ts';
import { personFields, personSample, unknownPerson } from '../fields/person.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import type { Context } from '../zapier/context.ts';
import { callBasics } from './call.record.ts';
import type { Call } from './call.ts';

const headFields = [
  field('id', 'string', 'Call ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
] as const;

const tailFields = [
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('reference', 'string', 'Your Reference'),
] as const;

/** The fields of a call that has just started to ring. */
export const startedCallFields = [...headFields, ...eventTimeFields('started', 'Started'), ...tailFields] as const;

/** The fields of a call that someone has just answered. */
export const answeredCallFields = [...headFields, ...eventTimeFields('answered', 'Answered'), ...tailFields] as const;

/** The record of a call that has just started. Requests: those of `callBasics`. */
export const startedCallRecord = async (call: Call, context: Context): Promise<RecordOf<typeof startedCallFields>> => ({
  ...(await callBasics(call, context)),
  ...eventTimeValues('started', call.started, context.timeZone),
});

/** The record of a call that was just answered. Requests: those of `callBasics`. */
export const answeredCallRecord = async (
  call: Call,
  context: Context,
): Promise<RecordOf<typeof answeredCallFields>> => ({
  ...(await callBasics(call, context)),
  ...eventTimeValues('answered', call.answered, context.timeZone),
});

/** The call in progress of the samples. */
const callInProgressSample = {
  id: 'ZDEyM2E0NWI2@10.126.0.9',
  direction: 'inbound',
  ...callerSample,
  ...calledSample,
  ...customerSample,
  reference: null,
};

export const startedCallSample: RecordOf<typeof startedCallFields> = {
  ...callInProgressSample,
  summary: 'Call from Ann Lee (415-555-0134) to 415-555-0100, Tue, Nov 24, 11:20 AM.',
  ...eventTimeSample('started', '11:20:05'),
  // Only other events show whose phones ring.
  ...unknownPerson(),
  device_name: null,
};

export const answeredCallSample: RecordOf<typeof answeredCallFields> = {
  ...callInProgressSample,
  summary: 'Call from Ann Lee (415-555-0134) to 415-555-0100, answered by Jane Doe, Tue, Nov 24, 11:20 AM.',
  ...eventTimeSample('answered', '11:20:13'),
  ...personSample,
  device_name: "Jane's desk phone",
};
