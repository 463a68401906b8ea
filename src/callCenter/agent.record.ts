import { field, type RecordOf } from '../fields/output.ts';
import { detailsOf, personDetailFields, personSample, type Person } from '../fields/person.ts';
import { asSentence, formatAgent } from './sentences.ts';
import { formatStatus, STATUS_LABELS, type Status } from './status.ts';

/** The status of an agent as a value and as text. */
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
  ...personDetailFields,
] as const;

type AgentRecord = RecordOf<typeof agentFields>;

export const agentRecord = (id: string, status: Status | null, person: Person): AgentRecord => {
  const is = status === null ? 'has no known status' : `is ${formatStatus(status)}`;
  return { id, summary: asSentence(`${formatAgent(person)} ${is}.`), ...statusValues(status), ...detailsOf(person) };
};

export const agentSample: AgentRecord = agentRecord(String(personSample.user_id), 'ready', personSample);
