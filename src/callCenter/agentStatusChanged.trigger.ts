import { defineInputFields } from 'zapier-platform-core';
import { passesFilter } from '../fields/inputValues.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { AGENT_STATUS_LABELS } from './agentStatus.ts';
import { identityOf, statusChangeFields, statusChangeRecord, statusChangeSample } from './agentStatusChange.ts';
import { watchStatuses } from './agentStatusWatch.ts';

/** Zapier takes about 6 million characters; a record has less than 1,000. */
const MOST_CHANGES = 5000;

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
  limit: MOST_CHANGES,
  load: async ({ z, dash, bundle }, { now, limit: most }) => {
    const { agents, statuses } = bundle.inputData;
    const changes = await watchStatuses(z, dash, now.getTime());
    return changes
      .filter(({ agentId, status }) => passesFilter(agentId, agents) && passesFilter(status, statuses))
      .slice(0, most);
  },
  dedupeKey: identityOf,
  record: statusChangeRecord,
  outputFields: statusChangeFields,
  sample: statusChangeSample,
});
