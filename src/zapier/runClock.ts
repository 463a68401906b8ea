/** Zapier ends a run after 30 seconds without an error message. The rest of the time is for the platform itself. */
const RUN_MS = 25_000;

/** Ends a request, including its body, after `ms` milliseconds, or when the run's time is up. */
export type Timeout = (ms: number) => AbortSignal;

/** The clock of a run, which starts with the run. */
export const createRunClock = (): Timeout => {
  const end = Date.now() + RUN_MS;
  return (ms) => AbortSignal.timeout(Math.max(1, Math.min(ms, end - Date.now())));
};
