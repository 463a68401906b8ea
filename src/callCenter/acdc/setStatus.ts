import type { Dash } from '../../dash/client.ts';
import type { StatusRequest } from '../engine.ts';
import { reachStatus, type StatusPaths } from '../setStatus.ts';
import type { Status } from '../status.ts';
import { requestStatus } from './agents.api.ts';
import { currentStatus } from './agentStatus.api.ts';

/** ACDC's words for what can be requested (dash-api.md, section 15). */
type Change = 'login' | 'logout' | 'pause' | 'resume' | 'end_wrapup';

/**
 * An agent who signs in is ready. Pausing a paused agent sets the new length and reason. A request during a call takes effect
 * when the call ends, and `resume` also cancels a pause that hasn't begun (`acdc_agent_fsm:handle_event`). An agent who is
 * signed out can't be paused (`acdc_agent_handler:maybe_pause_agent`).
 */
const paths: StatusPaths<Change> = {
  ready: {
    from: {
      ready: [],
      offered: [],
      on_call: ['resume'],
      away: ['resume'],
      signed_out: ['login'],
      wrap_up: ['end_wrapup'],
    },
    others: ['login', 'resume'],
  },
  away: { from: { signed_out: ['login', 'pause'] }, others: ['pause'] },
  signed_out: { from: { signed_out: [] }, others: ['logout'] },
  end_wrap_up: { from: { wrap_up: ['end_wrapup'] }, others: [] },
};

/**
 * Sets an agent's status; returns the status before and the actual status afterwards, `unknown` when ACDC doesn't report it.
 * 3 or 4 requests; up to 4 more when the agent doesn't have the wanted status right away.
 */
export const setAcdcStatus = async (
  dash: Dash,
  agentId: string,
  { status: wanted, pause, labels }: StatusRequest,
): Promise<{ previous: Status; status: Status }> => {
  const read = async (): Promise<Status> => (await currentStatus(dash, agentId)) ?? 'unknown';
  const previous = await read();
  const request = (status: Change): Promise<void> =>
    requestStatus(dash, agentId, { status, ...(status === 'pause' && pause) }, labels);
  return { previous, status: await reachStatus({ paths, read, request }, previous, wanted) };
};
