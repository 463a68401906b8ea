import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import type { RecordOf } from '../fields/output.ts';
import { callerFields, callerSample, callerValues, type Party } from '../fields/parties.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import type { Context } from '../zapier/context.ts';
import { queueFields, queueSample } from './queue.record.ts';
import type { QueueCallerEvent } from './qubicle/event.ts';
import { findQubicleQueueName } from './qubicle/lists.lookUp.ts';
import type { Session } from './qubicle/session.ts';

/** The caller in a queue, who is the customer unless a colleague calls. */
export const inQueueFields = [...callerFields, ...customerFields] as const;

/** The values of `inQueueFields`. The called number of a queue call isn't known. */
export const inQueueValues = ({ number, name }: Party): RecordOf<typeof inQueueFields> => {
  const caller = callerValues(number, name);
  return { ...caller, ...customerValues('inbound', { ...caller, to_number: null, to_name: null }) };
};

export const inQueueSample = { ...callerSample, ...customerSample, our_number: null };

/** What the records for a caller who joined or left a queue share, except ID and summary; `occurred` labels the time. */
export const queueCallerFields = (occurred: 'Joined' | 'Left') =>
  [...inQueueFields, ...queueFields, ...eventTimeFields('occurred', occurred)] as const;

/** The values of `queueCallerFields`: 1 request for the queue's name, unless it is in the event or cached. */
export const queueCallerValues = async (
  { caller, queueId, queueName, at }: QueueCallerEvent,
  context: Context,
): Promise<RecordOf<ReturnType<typeof queueCallerFields>>> => ({
  ...inQueueValues(caller ?? { number: null, name: null }),
  queue_id: queueId,
  queue_name: queueName ?? (await findQubicleQueueName(context, queueId)),
  ...eventTimeValues('occurred', new Date(at ?? Date.now()), context.timeZone),
});

/** The caller of the answered call in the other samples, at a local time such as `11:05:10`. */
export const queueCallerSample = (clock: string) => ({
  ...inQueueSample,
  ...queueSample,
  ...eventTimeSample('occurred', clock),
});

/** Sorts events, newest first; one without a time comes last. */
export const byNewest = (a: QueueCallerEvent, b: QueueCallerEvent): number => (b.at ?? 0) - (a.at ?? 0);

/** The event that a session in a queue sent or will send, for the editor's test. */
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
