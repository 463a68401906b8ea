import { agentStatusChanged } from './agentStatusChanged.trigger.ts';
import { listAgents } from './agents.dropdown.ts';
import { findAgent } from './findAgent.search.ts';
import { findQueue } from './findQueue.search.ts';
import { newQueueCall } from './newQueueCall.trigger.ts';
import { listQueues } from './queues.dropdown.ts';
import { setAgentStatus } from './setAgentStatus.create.ts';
import { setQueueLogin } from './setQueueLogin.create.ts';

export const callCenter = {
  triggers: [agentStatusChanged, newQueueCall, listAgents, listQueues],
  searches: [findAgent, findQueue],
  creates: [setAgentStatus, setQueueLogin],
};
