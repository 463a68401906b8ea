import { findPerson } from '../users/people.lookUp.ts';
import { criteriaFields, matchingUsers, parseCriteria } from '../users/userCriteria.ts';
import { search } from '../zapier/operation.ts';
import { agentFields, agentRecord, agentSample } from './agent.record.ts';
import { withEngine } from './engine.lookUp.ts';

export const findAgent = search({
  key: 'find_agent',
  noun: 'Agent',
  label: 'Find Agent',
  description: 'Finds a call center agent by name, email, or extension, with the current status.',
  inputFields: criteriaFields,
  perform: (input, context) => {
    const criteria = parseCriteria(input, 'an agent');
    const purpose = 'find the agent';
    return withEngine(context, async (engine) => {
      const [agentIds, users] = await Promise.all([
        engine.listAgentIds(context, purpose),
        matchingUsers(context.dash, criteria, { purpose }),
      ]);
      const best = users.find((id) => agentIds.has(id));
      if (best === undefined) return [];
      const [status, person] = await Promise.all([engine.findStatus(context, best), findPerson(context, best)]);
      return [agentRecord(best, status, person)];
    });
  },
  outputFields: agentFields,
  sample: agentSample,
});
