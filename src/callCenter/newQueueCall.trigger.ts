import { defineInputFields } from 'zapier-platform-core';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { INSTANT_LABELS, queuesFilter, POLLING_LABELS } from './callCenterFields.ts';
import { callCenterLists } from './callCenterLists.ts';
import { withEngine } from './engine.lookUp.ts';
import { queueCallFields, queueCallRecord, queueCallSample } from './queueCall.record.ts';
import { QUEUE_CALL_LABELS } from './queueCallStatus.ts';

/** Zapier accepts about 6 million characters; a record has fewer than 2,000. */
const MAX_CALLS = 2500;

export const newQueueCall = pollingTrigger({
  key: 'new_queue_call',
  noun: 'Queue Call',
  label: POLLING_LABELS.queueCall,
  description: 'Triggers when a queue call starts waiting, is answered, is abandoned, or ends.',
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText: `Checks every few minutes. ${INSTANT_LABELS.joined} and ${INSTANT_LABELS.left} are instant, but not every phone system has them.`,
    },
    queuesFilter,
    {
      key: 'statuses',
      label: 'Statuses',
      type: 'string',
      list: true,
      choices: { ...QUEUE_CALL_LABELS },
      helpText:
        'The Zap runs once for each status you choose. For one run per call, choose Finished and Abandoned (the caller gave up). Leave empty for all.',
    },
  ]),
  callCenterLists,
  limit: MAX_CALLS,
  load: async (input, context, { now, limit }) => {
    const calls = await withEngine(context, (engine) => engine.listQueueCalls(context, now.getTime()));
    return calls
      .filter(({ queueId, status }) => input.passes('queues', queueId) && input.passes('statuses', status))
      .slice(0, limit);
  },
  dedupeKey: ({ key }) => key,
  record: (call, context) => withEngine(context, (engine) => queueCallRecord(call, engine, context)),
  outputFields: queueCallFields,
  sample: queueCallSample,
});
