import { defineInputFields } from 'zapier-platform-core';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { queueCallFields, queueCallRecord, queueCallSample } from './queueCall.record.ts';
import { listQueueCalls } from './queueCalls.api.ts';
import { QUEUE_CALL_LABELS, queueEventKey, queueEventsOf } from './queueEvents.ts';

/** Zapier takes about 6 million characters; a record has less than 2,000. */
const MAX_EVENTS = 2500;

export const newQueueCall = pollingTrigger({
  key: 'new_queue_call',
  noun: 'Call',
  label: 'New Queue Call',
  description: 'Triggers when a call comes into a queue, is taken by an agent, is abandoned or ends.',
  inputFields: defineInputFields([
    {
      key: 'queues',
      label: 'Queues',
      type: 'string',
      list: true,
      dynamic: 'list_queues.id.name',
      helpText: 'Leave empty for all queues.',
    },
    {
      key: 'statuses',
      label: 'Statuses',
      type: 'string',
      list: true,
      choices: { ...QUEUE_CALL_LABELS },
      helpText:
        'A call comes once for each of these. Choose Finished or Abandoned to get each call once, at its end. Leave empty for all.',
    },
  ]),
  limit: MAX_EVENTS,
  load: async (input, { dash }, { limit }) => {
    const { calls } = await listQueueCalls(dash);
    return queueEventsOf(calls.filter(({ queue_id }) => input.passes('queues', queue_id)))
      .filter(({ status }) => input.passes('statuses', status))
      .slice(0, limit);
  },
  dedupeKey: queueEventKey,
  record: queueCallRecord,
  outputFields: queueCallFields,
  sample: queueCallSample,
});
