import type { Bundle, ZObject } from 'zapier-platform-core';
import { findPerson } from '../users/people.ts';
import { parseUser } from '../users/user.ts';
import { criteriaFields, matchingUsers, parseCriteria } from '../users/userCriteria.ts';
import { connect, nullUnlessRetried } from '../zapier/context.ts';
import { agentFields, agentRecord, agentSample, type AgentRecord } from './agent.ts';
import { statusNow } from './agentStatus.ts';
import { wording } from './section.ts';

const perform = async (z: ZObject, bundle: Bundle): Promise<AgentRecord[]> => {
  const criteria = parseCriteria(bundle.inputData, 'an agent');
  const { dash } = connect(z, bundle);
  const purpose = 'find the agent';
  // The rows of agents have neither email nor extension.
  const [agents, users] = await Promise.all([
    dash.list(['agents'], { ...wording, purpose }),
    matchingUsers(dash, criteria, { purpose }),
  ]);
  const agentIds = new Set(agents.map((row) => parseUser(row).id));
  const best = users.find((id) => agentIds.has(id));
  if (best === undefined) return [];
  const [status, person] = await Promise.all([
    statusNow(dash, best).catch(nullUnlessRetried),
    findPerson(z, dash, best),
  ]);
  return [agentRecord(best, status, person)];
};

export const findAgent = {
  key: 'find_agent',
  noun: 'Agent',
  display: {
    label: 'Find Agent',
    description:
      'Finds an agent of the call center by name, email or extension, with the status now. Of several, the closest match.',
  },
  operation: { inputFields: criteriaFields, perform, outputFields: [...agentFields], sample: agentSample },
};
