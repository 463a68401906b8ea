import type { Dash } from '../../dash/client.ts';
import type { StatusRequest } from '../engine.ts';
import { reachStatus, type StatusPaths } from '../setStatus.ts';
import type { Status } from '../status.ts';
import { requestStatus } from './agents.api.ts';
import { currentStatus } from './agentStatus.api.ts';

/** ACDC's words for what can be requested (dash-api.md, section 15). */
type Change = 'login' | 'logout' | 'pause' | 'resume' | 'end_wrapup';

/**
 * Signing in makes an agent ready. A pause in a pause gets the new length and reason. What is requested during a call waits
 * until that is over, and `resume` also undoes a pause that waits (`acdc_agent_fsm:handle_event`). An agent who is signed out
 * can't be paused (`acdc_agent_handler:maybe_pause_agent`).
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
 * Sets the status of an agent, and returns the one before and the one that is true in the end; `unknown` when ACDC doesn't say.
 * 3 or 4 requests; up to 4 more when the wanted status isn't there at once.
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
