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

/** The ID of an agent, which is the ID of the user. */
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

/** The reported status of an agent, null when Qubicle reports none: 1 request. */
export const findReportedStatus = async (dash: Dash, id: string): Promise<RecipientStatus | null> => {
  const ask = { ...statusAccess, purpose: 'read the status of the agent' };
  const found = await dash.find(['qubicle_recipients', id, 'status'], ask).catch(nullWhenMissing);
  if (found === null) return null;
  const status = parseRecipientStatus(id, found);
  if (status === null) throw unexpectedAnswerError(ask);
  return status;
};

/** The reported statuses in the one answer for these agents; null where the operator has no such answer: 1 request. */
const findReportedStatuses = async (dash: Dash, ids: readonly string[]): Promise<RecipientStatus[] | null> => {
  const ask = { ...statusAccess, purpose: 'read the statuses of the agents' };
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
 * The reported statuses of agents by ID: 1 request, none without agents, and 1 more for each agent where there is no request
 * for many. A listed agent who is missing is signed out. An answer that has none of these agents and isn't empty is unexpected.
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
 * The status of an agent, signed out when Qubicle reports none and lists the agent; null for a user who is no agent:
 * 1 request, 2 when none is reported.
 */
export const findRecipientStatus = async (dash: Dash, id: string): Promise<RecipientStatus | null> => {
  const reported = await findReportedStatus(dash, id);
  if (reported !== null) return reported;
  const listed = await listRecipients(dash, 'find the agent');
  return listed.some((recipient) => recipient.id === id) ? signedOutRecipient(id) : null;
};

/** Qubicle's words for what a recipient's status can be set to. */
export type StatusWord = 'login' | 'logout' | 'ready' | 'away';

const WRITE = { ...callCenterAccess, purpose: 'set the status of the agent' };

/** Requests a status for an agent; Qubicle may set it a moment later: 1 request. */
export const requestRecipientStatus = async (dash: Dash, id: string, status: StatusWord): Promise<void> => {
  await dash.post(['qubicle_recipients', id, 'status'], { status }, WRITE);
};

/** Ends the time after a call in which an agent gets no other: 1 request. */
export const cancelWrapUp = async (dash: Dash, id: string): Promise<void> => {
  await dash.post(['qubicle_recipients', id], { action: 'wrapup_cancel' }, WRITE);
};
