import { isMissingSection } from '../../dash/answer.ts';
import { inBatches } from '../../dash/batches.ts';
import type { Dash } from '../../dash/client.ts';
import { DashError } from '../../dash/dashError.ts';
import { parse, text } from '../../dash/schema.ts';
import { unexpectedAnswerError } from '../../zapier/errors.ts';
import { callCenterAccess } from '../access.ts';
import type { Entry } from '../engine.ts';
import { parseRecipientStatus, signedOutRecipient, type RecipientStatus } from './recipientStatus.ts';
import { nullWhenRefused, parseRows, statusAccess } from './rows.ts';

const idSchema = { id: text, user_id: text, recipient_id: text };
const nameSchema = { name: text };

/** An agent's ID, which is the ID of the user. */
const idOfRecipient = (row: unknown): string | null => {
  const { id, user_id, recipient_id } = parse(idSchema, row);
  return id ?? user_id ?? recipient_id;
};

/** All agents, signed in or not: 1 request. The name may be the login name. `purpose` completes "Could not …". */
export const listRecipients = async (dash: Dash, purpose: string): Promise<Entry[]> => {
  const rows = await dash.list(['qubicle_recipients'], { ...callCenterAccess, purpose, idOf: idOfRecipient });
  return rows.flatMap((row) => {
    const id = idOfRecipient(row);
    return id === null ? [] : [{ id, name: parse(nameSchema, row).name }];
  });
};

const nullWhenMissing = (error: unknown): null => {
  if (error instanceof DashError && isMissingSection(error.answer)) return null;
  throw error;
};

/** An agent's reported status, null when Qubicle reports none: 1 request. */
export const findReportedStatus = async (dash: Dash, id: string): Promise<RecipientStatus | null> => {
  const ask = { ...statusAccess, purpose: "read the agent's status" };
  const found = await dash.find(['qubicle_recipients', id, 'status'], ask).catch(nullWhenMissing);
  if (found === null) return null;
  const status = parseRecipientStatus(id, found);
  if (status === null) throw unexpectedAnswerError(ask);
  return status;
};

/** The statuses from the request for many agents; null if the operator's Qubicle doesn't have that request: 1 request. */
const findReportedStatuses = async (dash: Dash, ids: readonly string[]): Promise<RecipientStatus[] | null> => {
  const ask = { ...statusAccess, purpose: "read the agents' statuses" };
  const requested = new Set(ids);
  const data = await dash.post(['qubicle_recipients', 'status'], { recipient_ids: ids }, ask).catch(nullWhenRefused);
  if (data === null) return null;
  const rows = parseRows(data, (row, key) => {
    const id = key ?? idOfRecipient(row);
    return id !== null && requested.has(id) ? parseRecipientStatus(id, row) : null;
  });
  if (rows === null) throw unexpectedAnswerError(ask);
  return rows;
};

/**
 * The reported statuses of these agents by ID: 1 request, and 1 more for each agent if there is no request for many; none
 * without agents. A listed agent who is missing is signed out. An answer that isn't empty and has none of these agents is
 * unexpected.
 */
export const loadReportedStatuses = async (
  dash: Dash,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecipientStatus>> => {
  if (ids.length === 0) return new Map();
  const statuses =
    (await findReportedStatuses(dash, ids)) ??
    (await inBatches(ids, (id) => findReportedStatus(dash, id))).filter((status) => status !== null);
  return new Map(statuses.map((status) => [status.id, status]));
};

/**
 * An agent's status: signed out when Qubicle lists the agent and reports no status, null for a user who isn't an agent.
 * 1 request, 2 when no status is reported.
 */
export const findRecipientStatus = async (dash: Dash, id: string): Promise<RecipientStatus | null> => {
  const reported = await findReportedStatus(dash, id);
  if (reported !== null) return reported;
  const listed = await listRecipients(dash, 'find the agent');
  return listed.some((recipient) => recipient.id === id) ? signedOutRecipient(id) : null;
};

/** Qubicle's words for what a recipient's status can be set to. */
export type StatusWord = 'login' | 'logout' | 'ready' | 'away';

const WRITE = { ...callCenterAccess, purpose: "set the agent's status" };

/** Requests a status for an agent; Qubicle may set it a moment later: 1 request. */
export const requestRecipientStatus = async (dash: Dash, id: string, status: StatusWord): Promise<void> => {
  await dash.post(['qubicle_recipients', id, 'status'], { status }, WRITE);
};

/** Ends an agent's wrap-up, the time after a call in which the agent gets no other: 1 request. */
export const cancelWrapUp = async (dash: Dash, id: string): Promise<void> => {
  await dash.post(['qubicle_recipients', id], { action: 'wrapup_cancel' }, WRITE);
};
