/** A queue call's statuses, in order: it waits, an agent answers it or the caller gives up, it ends. */
export const QUEUE_CALL_LABELS = {
  waiting: 'Waiting',
  handled: 'Answered',
  abandoned: 'Abandoned',
  processed: 'Finished',
} as const;

export type QueueCallStatus = keyof typeof QUEUE_CALL_LABELS;
