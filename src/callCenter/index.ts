import { agentAvailabilityChanged } from './agentAvailabilityChanged.trigger.ts';
import { agentStatusChanged } from './agentStatusChanged.trigger.ts';
import { listAgents } from './agents.dropdown.ts';
import { findAgent } from './findAgent.search.ts';
import { findQueue } from './findQueue.search.ts';
import { newQueueCall } from './newQueueCall.trigger.ts';
import { queueCallerJoined } from './queueCallerJoined.trigger.ts';
import { queueCallerLeft } from './queueCallerLeft.trigger.ts';
import { listQueues } from './queues.dropdown.ts';
import { setAgentStatus } from './setAgentStatus.create.ts';
import { setQueueLogin } from './setQueueLogin.create.ts';

export const callCenter = {
  triggers: [
    agentStatusChanged,
    agentAvailabilityChanged,
    newQueueCall,
    queueCallerJoined,
    queueCallerLeft,
    listAgents,
    listQueues,
  ],
  searches: [findAgent, findQueue],
  creates: [setAgentStatus, setQueueLogin],
};
