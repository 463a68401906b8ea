import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import type { RecordOf } from '../fields/output.ts';
import { callerFields, callerSample, callerValues, type Party } from '../fields/parties.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import type { Context } from '../zapier/context.ts';
import { queueFields, queueSample } from './queue.record.ts';
import type { QueueCallerEvent } from './qubicle/event.ts';
import { findQubicleQueueName } from './qubicle/lists.lookUp.ts';
import type { Session } from './qubicle/session.ts';

/** The caller in a queue, who is the customer unless it is a colleague. */
export const inQueueFields = [...callerFields, ...customerFields] as const;

/** The values of `inQueueFields`. The number that was called isn't known of a queue call. */
export const inQueueValues = ({ number, name }: Party): RecordOf<typeof inQueueFields> => {
  const caller = callerValues(number, name);
  return { ...caller, ...customerValues('inbound', { ...caller, to_number: null, to_name: null }) };
};

export const inQueueSample = { ...callerSample, ...customerSample, our_number: null };

/** What the records for a caller who joined or left a queue have in common, but for ID and summary. */
export const queueCallerFields = [
  ...inQueueFields,
  ...queueFields,
  ...eventTimeFields('occurred', 'Occurred'),
] as const;

/** The values of `queueCallerFields`: 1 request for the queue's name, unless the event has it or it is cached. */
export const queueCallerValues = async (
  { caller, queueId, queueName, at }: QueueCallerEvent,
  context: Context,
): Promise<RecordOf<typeof queueCallerFields>> => ({
  ...inQueueValues(caller ?? { number: null, name: null }),
  queue_id: queueId,
  queue_name: queueName ?? (await findQubicleQueueName(context, queueId)),
  ...eventTimeValues('occurred', new Date(at ?? Date.now()), context.timeZone),
});

/** The caller of the answered call of the other samples, at a local time. */
export const queueCallerSample = (clock: string) => ({
  ...inQueueSample,
  ...queueSample,
  ...eventTimeSample('occurred', clock),
});

/** The order of events, the newest first; one without a time is the oldest. */
export const byNewest = (a: QueueCallerEvent, b: QueueCallerEvent): number => (b.at ?? 0) - (a.at ?? 0);

/** The event that a session in a queue was or will be, for the editor's test. */
export const eventOfSession = (
  name: 'join' | 'leave',
  { id: sessionId, queueId, callId, callerName, callerNumber }: Session & { queueId: string },
  at: number | null,
): QueueCallerEvent => ({
  kind: 'queue',
  name,
  key: [name, sessionId, queueId].join('-'),
  at,
  queueId,
  queueName: null,
  sessionId,
  callId,
  caller: { name: callerName, number: callerNumber },
  recipientId: null,
  reasonWord: null,
  position: null,
  estimatedWait: null,
  wait: null,
  reason: null,
});
