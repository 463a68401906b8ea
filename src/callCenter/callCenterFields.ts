/** The labels of the polling triggers, which work on every phone system that has a call center. */
export const POLLING_LABELS = { statusChanged: 'Agent Status Changed', queueCall: 'New Queue Call' };

/** The labels of the instant triggers, which work only where the phone system sends their events. */
export const INSTANT_LABELS = {
  availability: 'Agent Signed In, Ready, Away or Signed Out',
  joined: 'Caller Joined Queue',
  left: 'Caller Left Queue',
};

/** The agent that an action changes. */
export const agentField = {
  key: 'agent',
  label: 'Agent',
  type: 'string',
  required: true,
  dynamic: 'list_agents.id.name',
  search: 'find_agent.id',
  helpText: 'Choose an agent, or map a name, email, extension, or Agent ID from an earlier step.',
} as const;

/** Filters by agent. */
export const agentsFilter = {
  key: 'agents',
  label: 'Agents',
  type: 'string',
  list: true,
  dynamic: 'list_agents.id.name',
  helpText: 'Leave empty for all agents.',
} as const;

/** What the instant triggers for callers in a queue say about themselves. */
export const instantQueueAbout = {
  key: 'about',
  label: 'About',
  type: 'copy',
  helpText: `Instant, but not every phone system has it. If this Zap doesn't turn on, use ${POLLING_LABELS.queueCall} instead.`,
} as const;

/** Filters by queue. */
export const queuesFilter = {
  key: 'queues',
  label: 'Queues',
  type: 'string',
  list: true,
  dynamic: 'list_queues.id.name',
  helpText: 'Leave empty for all queues.',
} as const;
