import type { Dash } from '../dash/client.ts';
import { isObject, number, read, text } from '../dash/shape.ts';
import { fromGregorian } from '../dash/time.ts';
import { wording } from './section.ts';

/** The statuses that Dash reports of an agent, by the labels that people read. */
export const AGENT_STATUS_LABELS: Readonly<Record<string, string>> = {
  ready: 'Ready',
  paused: 'Paused',
  connecting: 'Being Called',
  connected: 'On a Queue Call',
  wrapup: 'Wrapping Up',
  outbound: 'On an Outgoing Call',
  logged_in: 'Logged In',
  logged_out: 'Logged Out',
  pending_logged_out: 'Logging Out After the Call',
};

/** A status in a sentence, `on a queue call`; one that is not known here in Dash's word. */
export const spokenStatus = (status: string): string =>
  (AGENT_STATUS_LABELS[status] ?? status.replace(/_/g, ' ')).toLowerCase();

/** A status that an agent got at a time. */
export type AgentStatus = { agentId: string; status: string; at: Date };

const statusShape = { status: text, timestamp: number };

const asStatus = (agentId: string, value: unknown): AgentStatus[] => {
  const { status, timestamp } = read(statusShape, value);
  const at = fromGregorian(timestamp);
  return status === null || at === null ? [] : [{ agentId, status, at }];
};

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** `{agent: {time: status}}`, or `{agent: status}` from a system that keeps no more than the last. */
const statusesIn = (data: unknown): AgentStatus[] =>
  entriesOf(data).flatMap(([agentId, known]) =>
    read(statusShape, known).status === null
      ? entriesOf(known).flatMap(([, one]) => asStatus(agentId, one))
      : asStatus(agentId, known),
  );

/**
 * The statuses of all agents that Dash remembers, those of the last day at most, newest first: 1 request. KAZOO's acdc
 * takes no time range for them; a part of its versions gives more than the last only with `recent`.
 */
export const listStatuses = async (dash: Dash): Promise<AgentStatus[]> => {
  const ask = { ...wording, purpose: 'read the statuses of the agents', query: { recent: true } };
  return statusesIn(await dash.get(['agents', 'status'], ask)).sort((a, b) => b.at.getTime() - a.at.getTime());
};

/** The status of an agent now, which Dash gives as a bare word or as an object: 1 request. Null when it knows none. */
export const statusNow = async (dash: Dash, agentId: string): Promise<string | null> => {
  const ask = { ...wording, purpose: 'read the status of the agent' };
  const found = await dash.find(['agents', agentId, 'status'], ask);
  return isObject(found) ? read(statusShape, found).status : text(found);
};
