import { setTimeout } from 'node:timers/promises';
import { newId } from '../company/ids.ts';
import { publishQubicle, qubicleEvent } from '../events/qubicleHooks.ts';
import { findById } from '../http/refusal.ts';
import { countersOf, isAvailable, membersOf, queueStats, recipientStats, sessionsIn, unix } from './qubicleStatus.ts';
import type { QubicleSession, RecipientProcess } from '../company/model.ts';
import type { QubicleEvent, QubicleEventName } from '../events/qubicleHooks.ts';
import type { State } from '../state.ts';

/*
 * Every function changes the office at once and resolves when all webhooks have been called. A change that is
 * impossible, such as an answer without an offer, has no effect.
 */

const queueEvent = (
  state: State,
  name: 'join' | 'leave',
  { session_id, queue_id, caller_id_name, caller_id_number }: QubicleSession,
  at: Date,
  details: Record<string, unknown>,
): QubicleEvent =>
  qubicleEvent(state, name, at, {
    queue_id,
    queue_name: state.settings.kazoo === '4.3' ? findById(state.company.qubicle.queues, queue_id).name : undefined,
    session_id,
    caller_id_name,
    caller_id_number,
    ...details,
    stats: queueStats(state.company, queue_id, at),
  });

const recipientEvent = (
  state: State,
  name: QubicleEventName,
  process: RecipientProcess,
  at: Date,
  details: Record<string, unknown> = {},
): QubicleEvent =>
  qubicleEvent(state, name, at, {
    pid: name === 'create' ? process.pid : undefined,
    recipient_id: process.id,
    username: findById(state.company.users, process.id).username,
    // What the recipient chose, whatever the call.
    state: process.isReady ? 'ready' : 'away',
    ...details,
    stats: recipientStats(process),
  });

const processesOf = ({ company }: State): RecipientProcess[] => [...company.qubicle.processes.values()];

let pids = 4127;

/** A recipient signs in, and is away. */
export const signIn = async (state: State, recipientId: string, at = new Date()): Promise<void> => {
  const { processes, recipients } = state.company.qubicle;
  if (processes.has(recipientId)) return;
  const { id } = findById(recipients, recipientId);
  const now = unix(at);
  const process: RecipientProcess = {
    id,
    pid: `<0.${pids++}.18>`,
    isReady: false,
    queueAvailability: {},
    talkSeconds: 0,
    stats: {
      total_calls: 0,
      offered_calls: 0,
      missed_calls: 0,
      login_time: now,
      last_action_time: now,
      last_handled_time: 0,
    },
  };
  processes.set(id, process);
  await publishQubicle(state, [recipientEvent(state, 'create', process, at)]);
};

/** A recipient signs out, even during a call. A caller who was offered waits again. */
export const signOut = async (state: State, recipientId: string, at = new Date()): Promise<void> => {
  const { processes } = state.company.qubicle;
  const process = processes.get(recipientId);
  if (!process) return;
  process.stats.last_action_time = unix(at);
  processes.delete(recipientId);
  const details = { reason: 'logout', recipient_id: recipientId, stats: recipientStats(process) };
  await publishQubicle(state, [qubicleEvent(state, 'delete', at, details)]);
};

/** A recipient becomes ready or away. During a call or its wrap-up this has an effect afterward. */
export const choose = async (
  state: State,
  recipientId: string,
  word: 'ready' | 'away',
  at = new Date(),
): Promise<void> => {
  const process = state.company.qubicle.processes.get(recipientId);
  if (!process || process.isReady === (word === 'ready')) return;
  process.isReady = word === 'ready';
  process.stats.last_action_time = unix(at);
  await publishQubicle(state, [recipientEvent(state, word, process, at)]);
};

export type QubicleCaller = { queueId: string; name: string; number: string; callId?: string };

/** The caller is no longer in the queue. */
const leave = (state: State, session: QubicleSession, reason: string, at: Date): QubicleEvent => {
  const { qubicle } = state.company;
  qubicle.sessions = qubicle.sessions.filter(({ session_id }) => session_id !== session.session_id);
  return queueEvent(state, 'leave', session, at, { reason, wait_time: unix(at) - session.queue_enter_time });
};

/** Why the caller may not wait in the queue, if so. */
const refusalReason = ({ company }: State, queueId: string): string | undefined => {
  const queue = findById(company.qubicle.queues, queueId);
  const isEmpty = !membersOf(company, queueId).some(({ id }) => company.qubicle.processes.has(id));
  if (queue.timeout_immediately_if_empty && isEmpty) return 'empty';
  const limit = queue.timeout_if_size_exceeds;
  return limit > 0 && sessionsIn(company, queueId).length > limit ? 'size_exceeded' : undefined;
};

/** The events of a caller who joins a queue, and who leaves it at once if it is empty or too long. */
const enter = (state: State, session: QubicleSession, at: Date): QubicleEvent[] => {
  const { company } = state;
  company.qubicle.sessions.push(session);
  countersOf(company, session.queue_id, at).total_sessions += 1;
  const position = sessionsIn(company, session.queue_id).length;
  const joined = queueEvent(state, 'join', session, at, { position });
  const reason = refusalReason(state, session.queue_id);
  return reason === undefined ? [joined] : [joined, ...expire(state, session, reason, at)];
};

/** The events of a caller who has waited too long, and who may join the next queue. */
const expire = (state: State, session: QubicleSession, reason: string, at: Date): QubicleEvent[] => {
  const { company } = state;
  withdrawOffer(state, session);
  countersOf(company, session.queue_id, at).missed_sessions += 1;
  const left = leave(state, session, reason, at);
  const { timeout_redirect } = findById(company.qubicle.queues, session.queue_id);
  if (timeout_redirect === undefined) return [left];
  return [left, ...enter(state, { ...session, queue_id: timeout_redirect, queue_enter_time: unix(at) }, at)];
};

/** The caller is no longer offered to anyone. */
const withdrawOffer = (state: State, { session_id }: QubicleSession): void => {
  const process = processesOf(state).find(
    ({ phase, session }) => phase === 'Call-Offer' && session?.session_id === session_id,
  );
  if (process) setPhase(process);
};

/** Moves a recipient on; without a phase, to what the recipient chose. */
const setPhase = (process: RecipientProcess, phase?: RecipientProcess['phase'], session?: QubicleSession): void => {
  Object.assign(process, { phase, session, wrapupUntil: undefined });
};

/** A caller joins a queue. Resolves with the session. */
export const joinQueue = async (
  state: State,
  { queueId, name, number, callId = `${newId()}@10.126.0.9` }: QubicleCaller,
  at = new Date(),
): Promise<QubicleSession> => {
  const session: QubicleSession = {
    session_id: newId(),
    queue_id: findById(state.company.qubicle.queues, queueId).id,
    caller_id_name: name,
    caller_id_number: number,
    queue_enter_time: unix(at),
    call_id: callId,
  };
  await publishQubicle(state, enter(state, session, at));
  return session;
};

const waitingSession = ({ company }: State, sessionId: string): QubicleSession | undefined =>
  company.qubicle.sessions.find(({ session_id }) => session_id === sessionId);

/** Whom a queue offers its next call: the available member with the fewest offers. */
const nextRecipient = ({ company }: State, queueId: string): RecipientProcess | undefined =>
  membersOf(company, queueId)
    .flatMap(({ id }) => company.qubicle.processes.get(id) ?? [])
    .filter((process) => isAvailable(process, queueId))
    .toSorted((one, other) => one.stats.offered_calls - other.stats.offered_calls)[0];

/** A queue offers a waiting caller to a recipient. Resolves with the recipient's id, if one is available. */
export const offerCall = async (state: State, sessionId: string, at = new Date()): Promise<string | undefined> => {
  const session = waitingSession(state, sessionId);
  const isOffered = processesOf(state).some((one) => one.session?.session_id === sessionId);
  const process = session && !isOffered ? nextRecipient(state, session.queue_id) : undefined;
  if (!session || !process) return undefined;
  setPhase(process, 'Call-Offer', session);
  process.stats.offered_calls += 1;
  const { queue_id, session_id, caller_id_name, caller_id_number } = session;
  const details = { queue_id, session_id, caller_id_name, caller_id_number };
  await publishQubicle(state, [recipientEvent(state, 'offer', process, at, details)]);
  return process.id;
};

/** The process of a recipient in this phase, with the caller. */
const inPhase = ({ company }: State, recipientId: string, phase: RecipientProcess['phase']) => {
  const process = company.qubicle.processes.get(recipientId);
  return process?.phase === phase && process?.session ? { process, session: process.session } : undefined;
};

/** A recipient answers the caller who is offered. */
export const answerOffer = async (state: State, recipientId: string, at = new Date()): Promise<void> => {
  const offer = inPhase(state, recipientId, 'Call-Offer');
  if (!offer) return;
  const { process, session } = offer;
  const { queue_id, session_id, caller_id_name, caller_id_number } = session;
  setPhase(process, 'On-A-Call', session);
  process.stats.last_handled_time = unix(at);
  const details = { queue_id, session_id, caller_id_name, caller_id_number };
  const delivered = recipientEvent(state, 'delivered', process, at, details);
  const counters = countersOf(state.company, queue_id, at);
  counters.answered += 1;
  counters.answeredWaits += unix(at) - session.queue_enter_time;
  await publishQubicle(state, [delivered, leave(state, session, 'delivered', at)]);
};

/** A recipient rejects the caller who is offered, or does not answer. In some queues the recipient is away then. */
export const rejectOffer = async (
  state: State,
  recipientId: string,
  reason: 'timeout' | 'rejected' = 'timeout',
  at = new Date(),
): Promise<void> => {
  const offer = inPhase(state, recipientId, 'Call-Offer');
  if (!offer) return;
  const { process, session } = offer;
  const { queue_id, session_id } = session;
  const { force_away_on_reject } = findById(state.company.qubicle.queues, queue_id);
  setPhase(process);
  process.isReady &&= !force_away_on_reject;
  process.stats.missed_calls += 1;
  process.stats.last_action_time = unix(at);
  const rejected = recipientEvent(state, 'reject', process, at, { queue_id, session_id, reason });
  const away = force_away_on_reject ? [recipientEvent(state, 'away', process, at)] : [];
  await publishQubicle(state, [rejected, ...away]);
};

/** A recipient is free again: ready, unless away was chosen meanwhile. */
const free = (state: State, process: RecipientProcess, at: Date): QubicleEvent[] => {
  setPhase(process);
  process.stats.last_action_time = unix(at);
  const isReported = process.isReady && state.settings.qubicleReadyAfterCall;
  return isReported ? [recipientEvent(state, 'ready', process, at)] : [];
};

/** The talk of a recipient ends; wrap-up begins if the queue has one. */
const endTalk = (state: State, process: RecipientProcess, { queue_id }: QubicleSession, at: Date): QubicleEvent[] => {
  const { agent_wrapup_time } = findById(state.company.qubicle.queues, queue_id);
  process.stats.total_calls += 1;
  process.talkSeconds += unix(at) - process.stats.last_handled_time;
  if (agent_wrapup_time === 0) return free(state, process, at);
  setPhase(process, 'Wrapup-Time');
  process.wrapupUntil = unix(at) + agent_wrapup_time;
  process.stats.last_action_time = unix(at);
  return [];
};

/** A caller hangs up: an abandoned session, or the end of the talk. */
export const hangUp = async (state: State, sessionId: string, at = new Date()): Promise<void> => {
  const waiting = waitingSession(state, sessionId);
  if (waiting) {
    withdrawOffer(state, waiting);
    countersOf(state.company, waiting.queue_id, at).abandoned_sessions += 1;
    await publishQubicle(state, [leave(state, waiting, 'abandoned', at)]);
    return;
  }
  for (const process of processesOf(state)) {
    if (process.session?.session_id !== sessionId) continue;
    await publishQubicle(state, endTalk(state, process, process.session, at));
  }
};

/** A caller has waited too long, and leaves or joins the next queue. */
export const timeOutSession = async (state: State, sessionId: string, at = new Date()): Promise<void> => {
  const session = waitingSession(state, sessionId);
  if (session) await publishQubicle(state, expire(state, session, 'timeout', at));
};

/** Ends every wrap-up whose time is over. */
export const endWrapups = async (state: State, at = new Date()): Promise<void> => {
  const over = processesOf(state).filter(({ wrapupUntil = Infinity }) => wrapupUntil <= unix(at));
  await publishQubicle(
    state,
    over.flatMap((process) => free(state, process, at)),
  );
};

/** A recipient ends the wrap-up early. */
export const cancelWrapup = async (state: State, recipientId: string, at = new Date()): Promise<void> => {
  const process = state.company.qubicle.processes.get(recipientId);
  if (process?.phase === 'Wrapup-Time') await publishQubicle(state, free(state, process, at));
};

const WRAPUP_EXTENSION_SECONDS = 60;

/** A recipient lengthens the wrap-up. */
export const extendWrapup = ({ company }: State, recipientId: string): void => {
  const process = company.qubicle.processes.get(recipientId);
  if (process?.wrapupUntil !== undefined) process.wrapupUntil += WRAPUP_EXTENSION_SECONDS;
};

/** Signs a recipient in after a while, as a login through the API does. */
export const signInLater = async (state: State, recipientId: string): Promise<void> => {
  await setTimeout(state.settings.qubicleLoginMs, undefined, { ref: false });
  await signIn(state, recipientId);
};

/**
 * Restarts Qubicle: for a moment nobody is signed in, no caller waits, and nothing was counted. Then the recipients who
 * were signed in are away. Resolves when all webhooks have been called.
 */
export const restartQubicle = async (state: State, emptyMs = state.settings.qubicleLoginMs): Promise<void> => {
  const { qubicle } = state.company;
  const before = [...qubicle.processes.keys()];
  qubicle.processes.clear();
  qubicle.counters.clear();
  qubicle.sessions = [];
  await setTimeout(emptyMs, undefined, { ref: false });
  for (const recipientId of before) await signIn(state, recipientId);
};
