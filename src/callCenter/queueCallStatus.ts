/** The statuses of a call in a queue, in the order of time: it waits, an agent takes it or the caller gives up, it ends. */
export const QUEUE_CALL_LABELS = {
  waiting: 'Waiting',
  handled: 'Answered',
  abandoned: 'Abandoned',
  processed: 'Finished',
} as const;

export type QueueCallStatus = keyof typeof QUEUE_CALL_LABELS;
