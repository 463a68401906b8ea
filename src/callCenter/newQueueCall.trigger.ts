import { defineInputFields } from 'zapier-platform-core';
import { passesFilter } from '../fields/inputValues.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import {
  eventsOf,
  identityOf,
  listQueueCalls,
  QUEUE_CALL_LABELS,
  queueCallFields,
  queueCallRecord,
  queueCallSample,
} from './queueCall.ts';

/** Zapier takes about 6 million characters; a record has less than 2,000. */
const MOST_EVENTS = 2500;

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
  limit: MOST_EVENTS,
  load: async ({ dash, bundle }, { limit: most }) => {
    const { queues, statuses } = bundle.inputData;
    const { calls } = await listQueueCalls(dash);
    return eventsOf(calls.filter(({ queue_id }) => passesFilter(queue_id, queues)))
      .filter(({ status }) => passesFilter(status, statuses))
      .slice(0, most);
  },
  dedupeKey: identityOf,
  record: queueCallRecord,
  outputFields: queueCallFields,
  sample: queueCallSample,
});
