import { field, type RecordOf } from '../fields/output.ts';
import { detailsOf, personSample, type Person } from '../fields/person.ts';
import { asSentence, formatAgentStatus } from './sentences.ts';
import { STATUS_LABELS, type Status } from './status.ts';

/** The fields of an agent in a record that is about that agent, whose ID is the record's. The keys are those of every person. */
export const agentDetailFields = [
  field('user_name', 'string', 'Agent Name'),
  field('user_first_name', 'string', 'Agent First Name'),
  field('user_last_name', 'string', 'Agent Last Name'),
  field('user_email', 'string', 'Agent Email'),
  field('user_extension', 'string', 'Agent Extension'),
] as const;

/** The fields of an agent in any other record. */
export const agentPersonFields = [field('user_id', 'string', 'Agent ID'), ...agentDetailFields] as const;

/** An agent's status as a value and as text. */
export const statusFields = [
  field('status', 'string', 'Status'),
  field('status_text', 'string', 'Status (as Text)'),
] as const;

/** The values of `statusFields`; null when unknown. */
export const statusValues = (status: Status | null): RecordOf<typeof statusFields> => ({
  status,
  status_text: status && STATUS_LABELS[status],
});

export const agentFields = [
  field('id', 'string', 'Agent ID'),
  field('summary', 'string', 'Summary'),
  ...statusFields,
  ...agentDetailFields,
] as const;

type AgentRecord = RecordOf<typeof agentFields>;

export const agentRecord = (id: string, status: Status | null, person: Person): AgentRecord => {
  const summary = asSentence(`${formatAgentStatus(person, status)}.`);
  return { id, summary, ...statusValues(status), ...detailsOf(person) };
};

export const agentSample: AgentRecord = agentRecord(String(personSample.user_id), 'ready', personSample);
