import { gregorian } from '../company/gregorian.ts';
import type { AgentStatus, Company, QueueCall, StatusRequest } from '../company/model.ts';

/** Sets the status of an agent, now by default. It replaces another status of the same second. */
export const setStatus = (
  { callCenter }: Company,
  agentId: string,
  status: string,
  at = new Date(),
  more: Partial<AgentStatus> = {},
): void => {
  const noted: AgentStatus = { agent_id: agentId, status, timestamp: gregorian(at), ...more };
  const isSame = ({ agent_id, timestamp }: AgentStatus) => agent_id === agentId && timestamp === noted.timestamp;
  callCenter.statuses = [...callCenter.statuses.filter((one) => !isSame(one)), noted];
};

export type QueueEntry = { call_id: string; queue_id: string; caller: { number: string; name: string }; at?: Date };

/** A call enters a queue and waits. */
export const enterQueue = (company: Company, { call_id, queue_id, caller, at = new Date() }: QueueEntry): QueueCall => {
  const id = `${call_id}::${queue_id}`;
  const back = company.callCenter.statistics.find((one) => one.id === id);
  if (back) return back;
  const call: QueueCall = {
    id,
    call_id,
    queue_id,
    entered_timestamp: gregorian(at),
    status: 'waiting',
    caller_id_name: caller.name,
    caller_id_number: caller.number,
    misses: [],
  };
  company.callCenter.statistics.push(call);
  return call;
};

/** An agent does not answer a call that has waited this many seconds. */
export const missQueueCall = (call: QueueCall, agent_id: string, waited: number): void => {
  call.misses = [{ agent_id, reason: 'NO_ANSWER', timestamp: call.entered_timestamp + waited }, ...call.misses];
};

/** An agent answers a call that has waited this many seconds. */
export const answerQueueCall = (call: QueueCall, agent_id: string, wait_time: number): void => {
  Object.assign(call, {
    status: 'handled',
    agent_id,
    wait_time,
    handled_timestamp: call.entered_timestamp + wait_time,
  });
};

/** A call that an agent answered ends. */
export const endQueueCall = (
  call: QueueCall,
  talk_time: number,
  hung_up_by: QueueCall['hung_up_by'] = 'member',
): void => {
  const taken = call.handled_timestamp ?? call.entered_timestamp;
  Object.assign(call, { status: 'processed', talk_time, processed_timestamp: taken + talk_time, hung_up_by });
};

/** A caller hangs up after this many seconds, or has waited too long. */
export const abandonQueueCall = (
  call: QueueCall,
  wait_time: number,
  abandoned_reason: QueueCall['abandoned_reason'] = 'member_hangup',
): void => {
  const abandoned_timestamp = call.entered_timestamp + wait_time;
  Object.assign(call, { status: 'abandoned', wait_time, abandoned_timestamp, abandoned_reason });
};

/** Clears everything in memory. Unless it crashes, the call center saves the statuses first. */
export const restartCallCenter = ({ callCenter }: Company, crashes = false): void => {
  if (!crashes) callCenter.archive.push(...callCenter.statuses);
  callCenter.statuses = [];
  callCenter.statistics = [];
  callCenter.delayed = [];
  callCenter.monthsRead.clear();
};

export const latestFirst = (statuses: readonly AgentStatus[]): AgentStatus[] =>
  statuses.toSorted((a, b) => b.timestamp - a.timestamp);

export const UNKNOWN = 'unknown';

export const lastStatus = (company: Company, agentId: string): string => {
  const ofAgent = ({ agent_id }: AgentStatus) => agent_id === agentId;
  const { statuses, archive } = company.callCenter;
  const [last] = [...latestFirst(statuses.filter(ofAgent)), ...latestFirst(archive.filter(ofAgent))];
  return last?.status ?? UNKNOWN;
};

const ON_CALL = ['connecting', 'connected', 'outbound'];

const DEFAULT_PAUSE_SECONDS = 600;

/** Applies a status request to an agent. During a call, it is delayed. */
export const applyStatusRequest = (company: Company, agentId: string, request: StatusRequest): void => {
  const now = lastStatus(company, agentId);
  const isIn = now !== UNKNOWN && now !== 'logged_out';
  const change = (status: string, more: Partial<AgentStatus> = {}) => {
    setStatus(company, agentId, status, new Date(), more);
  };
  if (request.status === 'login') {
    if (isIn) return;
    change('logged_in');
    change('ready');
    return;
  }
  if (isIn && ON_CALL.includes(now) && request.status !== 'end_wrapup') {
    company.callCenter.delayed.push({ agentId, request });
    return;
  }
  if (request.status === 'logout') change('logged_out');
  else if (!isIn) return;
  else if (request.status === 'pause') {
    const { timeout: pause_time = DEFAULT_PAUSE_SECONDS, alias: pause_alias } = request;
    // A pause without a duration has no effect.
    if (pause_time > 0) change('paused', { pause_time, ...(pause_alias !== undefined && { pause_alias }) });
  } else if (now === (request.status === 'resume' ? 'paused' : 'wrapup')) change('ready');
};

/** The call of an agent ends: delayed status requests are applied. */
export const endAgentCall = (company: Company, agentId: string, at = new Date()): void => {
  const { callCenter } = company;
  const own = callCenter.delayed.filter((one) => one.agentId === agentId);
  callCenter.delayed = callCenter.delayed.filter((one) => one.agentId !== agentId);
  setStatus(company, agentId, 'ready', at);
  for (const { request } of own) applyStatusRequest(company, agentId, request);
};
