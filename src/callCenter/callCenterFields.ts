/** The labels of the polling triggers, which the instant ones name where the phone system doesn't send their events. */
export const POLLING_LABELS = { statusChanged: 'Agent Status Changed', queueCall: 'New Queue Call' };

/** The field for the agent that an action is about. */
export const agentField = {
  key: 'agent',
  label: 'Agent',
  type: 'string',
  required: true,
  dynamic: 'list_agents.id.name',
  search: 'find_agent.id',
} as const;

/** The filter for agents. */
export const agentsFilter = {
  key: 'agents',
  label: 'Agents',
  type: 'string',
  list: true,
  dynamic: 'list_agents.id.name',
  helpText: 'Leave empty for all.',
} as const;

/** The filter for queues. */
export const queuesFilter = {
  key: 'queues',
  label: 'Queues',
  type: 'string',
  list: true,
  dynamic: 'list_queues.id.name',
  helpText: 'Leave empty for all.',
} as const;
