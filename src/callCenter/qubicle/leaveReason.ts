import { lettersOf } from '../status.ts';

/** Why a caller left a queue, with the labels that people read. */
export const LEAVE_REASON_LABELS = {
  answered: 'Answered',
  abandoned: 'Abandoned',
  timed_out: 'Timed Out',
  other: 'Other',
} as const;

export type LeaveReason = keyof typeof LEAVE_REASON_LABELS;

/** Patterns for Qubicle's reasons, which are documented nowhere; the first match counts. */
const PATTERNS: readonly (readonly [RegExp, LeaveReason])[] = [
  [/abandon|h[au]ngup|cancel|g[ai]veup/, 'abandoned'],
  [/timeout|timedout|expire/, 'timed_out'],
  [/(?<!no|not|un|dis)(answer|deliver|handl|connected|accepted|bridge)/, 'answered'],
  [/destroy/, 'abandoned'],
  [/empty|size|(?<!success)full/, 'timed_out'],
];

/** The reason for Qubicle's own word, null when there is none. `hasAgent`: an agent is known to have taken the call. */
export const leaveReason = (word: string | null, hasAgent: boolean): LeaveReason => {
  if (word === null) return hasAgent ? 'answered' : 'other';
  const letters = lettersOf(word);
  return PATTERNS.find(([pattern]) => pattern.test(letters))?.[1] ?? 'other';
};
