import { defineInputFields } from 'zapier-platform-core';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { statusChangeFields, statusChangeRecord, statusChangeSample } from './agentStatusChange.record.ts';
import { AGENT_STATUS_LABELS } from './statusLabels.ts';
import { statusChangeKey } from './statusTracking.ts';
import { watchStatuses } from './statusWatch.ts';

/** Zapier takes about 6 million characters; a record has less than 1,000. */
const MAX_CHANGES = 5000;

export const agentStatusChanged = pollingTrigger({
  key: 'agent_status_changed',
  noun: 'Status',
  label: 'Agent Status Changed',
  description: 'Triggers when an agent of the call center gets another status, for example pauses.',
  inputFields: defineInputFields([
    {
      key: 'agents',
      label: 'Agents',
      type: 'string',
      list: true,
      dynamic: 'list_agents.id.name',
      helpText: 'Leave empty for all agents.',
    },
    {
      key: 'statuses',
      label: 'Statuses',
      type: 'string',
      list: true,
      choices: { ...AGENT_STATUS_LABELS },
      helpText:
        "What an agent changes to. Leave empty for every status. If an agent's status changes many times between two checks, some changes can be missing.",
    },
  ]),
  limit: MAX_CHANGES,
  load: async (input, context, { now, limit }) => {
    const changes = await watchStatuses(context, now.getTime());
    return changes
      .filter(({ agentId, status }) => input.passes('agents', agentId) && input.passes('statuses', status))
      .slice(0, limit);
  },
  dedupeKey: statusChangeKey,
  record: statusChangeRecord,
  outputFields: statusChangeFields,
  sample: statusChangeSample,
});
