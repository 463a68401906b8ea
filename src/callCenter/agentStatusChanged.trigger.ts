import { defineInputFields } from 'zapier-platform-core';
import { isChosen } from '../zapier/filters.ts';
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
  most: MOST_CHANGES,
  items: async ({ z, dash, bundle }, { now, most }) => {
    const { agents, statuses } = bundle.inputData;
    const changes = await watchStatuses(z, dash, now.getTime());
    return changes
      .filter(({ agentId, status }) => isChosen(agentId, agents) && isChosen(status, statuses))
      .slice(0, most);
  },
  identity: identityOf,
  record: statusChangeRecord,
  outputFields: statusChangeFields,
  sample: statusChangeSample,
});
