import { field, type RecordOf } from '../fields/output.ts';
import { personFields, type Person } from '../fields/person.ts';
import { formatStatus } from './agentStatus.ts';

/** The field for the agent that an action is about. */
export const agentField = {
  key: 'agent',
  label: 'Agent',
  type: 'string',
  required: true,
  dynamic: 'list_agents.id.name',
  search: 'find_agent.id',
} as const;

/** An agent in a sentence, by name where it is known. */
export const formatAgent = (person: Person): string => person.user_name ?? 'the agent';

/** The beginning of a sentence. */
export const withCapital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

export const agentFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  ...personFields,
] as const;

export type AgentRecord = RecordOf<typeof agentFields>;

export const agentRecord = (id: string, status: string | null, person: Person): AgentRecord => ({
  id,
  summary: withCapital(
    `${formatAgent(person)} ${status === null ? 'has no known status' : `is ${formatStatus(status)}`}.`,
  ),
  status,
  ...person,
});

/** Who the samples of this section are about. */
export const samplePerson = {
  user_id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b',
  user_name: 'Jane Doe',
  user_first_name: 'Jane',
  user_last_name: 'Doe',
  user_email: 'jane.doe@example.com',
  user_extension: '1002',
};

export const agentSample: AgentRecord = agentRecord(samplePerson.user_id, 'ready', samplePerson);
