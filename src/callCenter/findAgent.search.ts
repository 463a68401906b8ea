import { findPerson } from '../users/people.lookUp.ts';
import { criteriaFields, matchingUsers, parseCriteria } from '../users/userCriteria.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import { agentFields, agentRecord, agentSample } from './agent.record.ts';
import { listAgentIds } from './agents.api.ts';
import { currentStatus } from './agentStatus.api.ts';

export const findAgent = search({
  key: 'find_agent',
  noun: 'Agent',
  label: 'Find Agent',
  description:
    'Finds an agent of the call center by name, email or extension, with the status now. Of several, the closest match.',
  inputFields: criteriaFields,
  perform: async (input, context) => {
    const criteria = parseCriteria(input, 'an agent');
    const { dash } = context;
    const purpose = 'find the agent';
    const [agentIds, users] = await Promise.all([
      listAgentIds(dash, purpose),
      matchingUsers(dash, criteria, { purpose }),
    ]);
    const best = users.find((id) => agentIds.has(id));
    if (best === undefined) return [];
    const [status, person] = await Promise.all([
      currentStatus(dash, best).catch(nullUnlessRetried),
      findPerson(context, best),
    ]);
    return [agentRecord(best, status, person)];
  },
  outputFields: agentFields,
  sample: agentSample,
});
