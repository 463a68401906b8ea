import { field, type RecordOf } from '../fields/output.ts';
import { personFields, personSample, type Person } from '../fields/person.ts';
import { capitalize, formatAgent } from './sentences.ts';
import { formatStatus } from './statusLabels.ts';

export const agentFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('status', 'string', 'Status'),
  ...personFields,
] as const;

type AgentRecord = RecordOf<typeof agentFields>;

export const agentRecord = (id: string, status: string | null, person: Person): AgentRecord => ({
  id,
  summary: capitalize(
    `${formatAgent(person)} ${status === null ? 'has no known status' : `is ${formatStatus(status)}`}.`,
  ),
  status,
  ...person,
});

export const agentSample: AgentRecord = agentRecord(String(personSample.user_id), 'ready', personSample);
