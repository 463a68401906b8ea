import { membersOf, queueStatus, sessionsIn } from '../activity/qubicleStatus.ts';
import { ok } from '../http/endpoint.ts';
import { byId, list } from '../http/list.ts';
import { findById, refuse } from '../http/refusal.ts';
import type { QubicleQueue } from '../company/model.ts';
import type { ApiRequest, ApiResponse, Handler, Routes } from '../http/endpoint.ts';
import type { State } from '../state.ts';

/** Documents of many owners as this system sends them: a map by id, or a list of rows with the id. */
export const bulk = (
  { settings }: State,
  idKey: 'queue_id' | 'recipient_id',
  entries: [id: string, value: object][],
  rowOf = (value: object): object => value,
): ApiResponse =>
  ok(
    settings.qubicleBulk === 'map'
      ? Object.fromEntries(entries)
      : entries.map(([id, value]) => ({ [idKey]: id, ...rowOf(value) })),
  );

/** `GET /qubicle_queues` */
const listQueues: Handler = ({ query }, { company }) =>
  list(
    company.qubicle.queues,
    query,
    byId(({ id, name, offering }) => ({ id, name, offering })),
  );

const queueOf = ({ params }: ApiRequest, { company }: State): QubicleQueue =>
  findById(company.qubicle.queues, params.queue);

/** `GET /qubicle_queues/{id}` */
const getQueue: Handler = (request, state) => {
  const { offering: _offering, ...document } = queueOf(request, state);
  return ok(document);
};

/** `GET /qubicle_queues/status`: of the queues whose processes run. */
const listStatuses: Handler = (_request, state) => {
  const { queues, stopped } = state.company.qubicle;
  const running = queues.filter(({ id }) => !stopped.has(id));
  return bulk(
    state,
    'queue_id',
    running.map((queue) => [queue.id, queueStatus(state.company, queue)]),
  );
};

/** `GET /qubicle_queues/{id}/status` */
const getStatus: Handler = (request, state) => {
  const queue = queueOf(request, state);
  if (state.company.qubicle.stopped.has(queue.id)) throw refuse(503);
  return ok(queueStatus(state.company, queue));
};

/** `GET /qubicle_queues/{id}/sessions`: the callers who wait. */
const listSessions: Handler = (request, state) => ok(sessionsIn(state.company, queueOf(request, state).id));

const memberIds = ({ company }: State, { id }: QubicleQueue): string[] => membersOf(company, id).map((one) => one.id);

/** `GET /qubicle_queues/{id}/recipients`: the ids of its members. */
const listMembers: Handler = (request, state) => ok(memberIds(state, queueOf(request, state)));

/** `GET /qubicle_queues/recipients`: the ids of the members of each queue. */
const listAllMembers: Handler = (_request, state) => {
  const members = state.company.qubicle.queues.map((queue): [string, string[]] => [queue.id, memberIds(state, queue)]);
  return bulk(state, 'queue_id', members, (recipients) => ({ recipients }));
};

/** `GET /qubicle_queues/ensure_started`: starts the processes of queues that do not run. */
const ensureStarted: Handler = (_request, { company }) => {
  company.qubicle.stopped.clear();
  return ok({});
};

export const qubicleQueueRoutes: Routes = {
  'GET /qubicle_queues': listQueues,
  'GET /qubicle_queues/ensure_started': ensureStarted,
  'GET /qubicle_queues/recipients': listAllMembers,
  'GET /qubicle_queues/status': listStatuses,
  'GET /qubicle_queues/:queue': getQueue,
  'GET /qubicle_queues/:queue/recipients': listMembers,
  'GET /qubicle_queues/:queue/sessions': listSessions,
  'GET /qubicle_queues/:queue/status': getStatus,
};
