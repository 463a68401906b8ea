import type { DashSandbox } from '../dash/server.ts';
import type { Report } from './report.ts';
import type { VirtualTextSandbox } from '../virtualText/server.ts';
import type { Connection, ZapierSandbox } from '../zapier/platform.ts';

/** What the chapters of the day share. */
export type Stage = {
  dash: DashSandbox;
  virtualText: VirtualTextSandbox;
  zapier: ZapierSandbox;
  report: Report;
};

/** A chapter that needs a connected account. */
export type Chapter = (stage: Stage, connection: Connection) => Promise<void>;

/** How many times a piece of work signed in again. */
export const refreshesDuring = async ({ zapier }: Stage, work: () => Promise<unknown>): Promise<number> => {
  const before = zapier.counts.refreshes;
  await work();
  return zapier.counts.refreshes - before;
};
