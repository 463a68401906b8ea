import type {
  Company,
  QubicleCounters,
  QubicleQueue,
  QubicleRecipient,
  QubicleSession,
  RecipientProcess,
} from '../company/model.ts';

/** A time in seconds since 1970, the unit of Qubicle's times. */
export const unix = (at: Date): number => Math.floor(at.getTime() / 1000);

const NODE = 'kazoo_apps@sandbox.invalid';

const dayOf = ({ account }: Company, at: Date): string =>
  new Intl.DateTimeFormat('sv', { timeZone: account.timezone }).format(at);

/** The counters of a queue, which start again every day. */
export const countersOf = (company: Company, queueId: string, at: Date): QubicleCounters => {
  const { counters } = company.qubicle;
  const day = dayOf(company, at);
  const today = counters.get(queueId);
  if (today?.day === day) return today;
  const started = {
    day,
    total_sessions: 0,
    missed_sessions: 0,
    abandoned_sessions: 0,
    answered: 0,
    answeredWaits: 0,
  };
  counters.set(queueId, started);
  return started;
};

export const membersOf = ({ qubicle }: Company, queueId: string): QubicleRecipient[] =>
  qubicle.recipients.filter(({ queues }) => queues.includes(queueId));

export const sessionsIn = ({ qubicle }: Company, queueId: string): QubicleSession[] =>
  qubicle.sessions.filter(({ queue_id }) => queue_id === queueId);

/** Whether a recipient can be given a call now, of any queue by default. */
export const isAvailable = ({ isReady, phase, queueAvailability }: RecipientProcess, queueId = ''): boolean =>
  isReady && phase === undefined && (queueAvailability[queueId] ?? true);

/** The statistics of a queue, in its status and its events. */
export const queueStats = (company: Company, queueId: string, at: Date) => {
  const { answered, answeredWaits, ...counters } = countersOf(company, queueId, at);
  const sessions = sessionsIn(company, queueId);
  const average = answered === 0 ? 0 : Math.round(answeredWaits / answered);
  return {
    estimated_wait: average,
    average_wait: average,
    longest_wait: Math.max(0, ...sessions.map(({ queue_enter_time }) => unix(at) - queue_enter_time)),
    recipient_count: membersOf(company, queueId).length,
    active_session_count: sessions.length,
    total_sessions: counters.total_sessions,
    missed_sessions: counters.missed_sessions,
    abandoned_sessions: counters.abandoned_sessions,
  };
};

export const queueStatus = (company: Company, { id }: QubicleQueue, at = new Date()) => {
  const active = membersOf(company, id).flatMap((one) => company.qubicle.processes.get(one.id) ?? []);
  return {
    active_recipient_count: active.length,
    available_recipient_count: active.filter((one) => isAvailable(one, id)).length,
    stats: queueStats(company, id, at),
    node: NODE,
  };
};

/** The statistics of a recipient in events; a status lacks `offered_calls`. */
export const recipientStats = ({ stats, talkSeconds }: RecipientProcess) => ({
  total_calls: stats.total_calls,
  offered_calls: stats.offered_calls,
  missed_calls: stats.missed_calls,
  avg_call_time: stats.total_calls === 0 ? 0 : Math.round(talkSeconds / stats.total_calls),
  login_time: stats.login_time,
  last_action_time: stats.last_action_time,
  last_handled_time: stats.last_handled_time,
});

/** The call in a status, without its call id. */
const callOf = ({ session }: RecipientProcess) => {
  if (!session) return undefined;
  const { call_id: _callId, ...call } = session;
  return call;
};

/** The status of a recipient who is signed in. */
export const recipientStatus = (process: RecipientProcess) => {
  const { phase, isReady, queueAvailability } = process;
  const { offered_calls: _offered, ...stats } = recipientStats(process);
  return {
    available: isAvailable(process),
    availability_state: phase ?? (isReady ? 'Ready' : 'Away'),
    queue_availability: queueAvailability,
    ...(phase === 'Call-Offer' && { offered_call: callOf(process) }),
    ...(phase === 'On-A-Call' && { handling_call: callOf(process) }),
    stats,
    node: NODE,
  };
};

/** The status of a recipient who is signed out, where Qubicle reports it. */
export const signedOutStatus = { available: false, availability_state: 'Not-Logged-In' };
