import { SECOND_MS } from '../dash/time.ts';
import type { Status } from './status.ts';

/**
 * A change of an agent's status. `previous` is null when it is unknown. `at` in milliseconds since 1970, by the engine's clock
 * where it gives a time.
 */
export type StatusChange = {
  agentId: string;
  status: Status;
  previous: Status | null;
  at: number;
  pauseReason: string | null;
};

/** The dedupe key of a change: the times of an agent's changes to the same status differ. */
export const statusChangeKey = ({ agentId, status, at }: StatusChange): string =>
  `${agentId}-${status}-${Math.floor(at / SECOND_MS)}`;
