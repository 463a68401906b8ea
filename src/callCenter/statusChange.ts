import { SECOND_MS } from '../dash/time.ts';
import type { Status } from './status.ts';

/**
 * A change of an agent's status. `previous` is null when unknown. `at` is in milliseconds since 1970, by the engine's clock if
 * the engine reports a time.
 */
export type StatusChange = {
  agentId: string;
  status: Status;
  previous: Status | null;
  at: number;
  pauseReason: string | null;
};

/** The dedupe key of a change. Two changes of an agent to the same status never have the same time. */
export const statusChangeKey = ({ agentId, status, at }: StatusChange): string =>
  `${agentId}-${status}-${Math.floor(at / SECOND_MS)}`;
