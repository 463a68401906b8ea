/** The field for the agent that an action is about. */
export const agentField = {
  key: 'agent',
  label: 'Agent',
  type: 'string',
  required: true,
  dynamic: 'list_agents.id.name',
  search: 'find_agent.id',
} as const;
