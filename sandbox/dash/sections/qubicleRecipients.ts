import { cancelWrapup, choose, extendWrapup, signInLater, signOut } from '../activity/qubicle.ts';
import { recipientStatus, signedOutStatus } from '../activity/qubicleStatus.ts';
import { ok } from '../http/endpoint.ts';
import { byId, list } from '../http/list.ts';
import { badIdentifier, findById, refuse } from '../http/refusal.ts';
import { validate } from '../http/schema.ts';
import { bulk } from './qubicleQueues.ts';
import type { QubicleRecipient } from '../company/model.ts';
import type { ApiRequest, Handler, Routes } from '../http/endpoint.ts';
import type { State } from '../state.ts';

/**
 * Throws a 403 if the request is a user's who is no administrator, unless it is about the same user. The API key may do
 * everything.
 */
const refuseUnlessOwn = ({ ownerId }: ApiRequest, { company }: State, recipientId?: string): void => {
  if (ownerId === undefined || ownerId === recipientId) return;
  const isAdministrator = company.users.some(({ id, priv_level }) => id === ownerId && priv_level === 'admin');
  if (!isAdministrator) throw refuse(403);
};

/** `GET /qubicle_recipients` */
const listRecipients: Handler = ({ query }, { company }) =>
  list(
    company.qubicle.recipients,
    query,
    byId(({ id, name, offering }) => ({ id, name, ...(offering !== undefined && { recipient: { offering } }) })),
  );

const recipientOf = ({ params }: ApiRequest, { company }: State): QubicleRecipient =>
  findById(company.qubicle.recipients, params.recipient);

/** `GET /qubicle_recipients/{id}`: the document of the user. */
const getRecipient: Handler = (request, state) => {
  const { id, offering } = recipientOf(request, state);
  const qubicle = { enabled: true, recipient: { offering: offering ?? 'basic' } };
  return ok({ ...findById(state.company.users, id), qubicle });
};

/** `GET /qubicle_recipients/{id}/status` */
const getStatus: Handler = (request, state) => {
  const { id } = recipientOf(request, state);
  refuseUnlessOwn(request, state, id);
  const process = state.company.qubicle.processes.get(id);
  if (process) return ok(recipientStatus(process));
  if (state.settings.qubicleSignedOut === 'nowhere') throw badIdentifier(id);
  return ok(signedOutStatus);
};

/** `POST /qubicle_recipients/status`: the statuses of the recipients with these ids. */
const listStatuses: Handler = (request, state) => {
  const { recipient_ids: ids } = request.data;
  if (!Array.isArray(ids))
    throw refuse(400, 'validation error', {
      recipient_ids: { required: { message: 'Field is required but missing' } },
    });
  refuseUnlessOwn(request, state);
  const { processes, recipients } = state.company.qubicle;
  const asked = recipients.filter(({ id }) => ids.includes(id));
  const statuses = asked.flatMap(({ id }): [string, object][] => {
    const process = processes.get(id);
    if (process) return [[id, recipientStatus(process)]];
    return state.settings.qubicleSignedOut === 'everywhere' ? [[id, signedOutStatus]] : [];
  });
  return bulk(state, 'recipient_id', statuses);
};

type Change = (state: State, recipientId: string) => void;

const login: Change = (state, id) => void signInLater(state, id);
const logout: Change = (state, id) => void signOut(state, id);

const statusChanges: Record<string, Change> = {
  login,
  logout,
  ready: (state, id) => void choose(state, id, 'ready'),
  away: (state, id) => void choose(state, id, 'away'),
};

const actions: Record<string, Change> = {
  login,
  logout,
  wrapup_extend: extendWrapup,
  wrapup_cancel: (state, id) => void cancelWrapup(state, id),
};

/** An endpoint that passes a word on to the process of a recipient. The response does not show the outcome. */
const change =
  (key: 'status' | 'action', changes: Record<string, Change>): Handler =>
  (request, state) => {
    const { id } = recipientOf(request, state);
    const schema = { [key]: { type: 'string', required: true, enum: Object.keys(changes) } } as const;
    const word = String(validate(schema, request.data)[key]);
    if (word === 'logout') refuseUnlessOwn(request, state, id);
    changes[word]?.(state, id);
    return ok({});
  };

export const qubicleRecipientRoutes: Routes = {
  'GET /qubicle_recipients': listRecipients,
  'POST /qubicle_recipients/status': listStatuses,
  'GET /qubicle_recipients/:recipient': getRecipient,
  'POST /qubicle_recipients/:recipient': change('action', actions),
  'GET /qubicle_recipients/:recipient/status': getStatus,
  'POST /qubicle_recipients/:recipient/status': change('status', statusChanges),
};
