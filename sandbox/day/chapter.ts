import type { DashSandbox } from '../dash/server.ts';
import type { Report } from './report.ts';
import type { VirtualTextSandbox } from '../virtualText/server.ts';
import type { Connection, LiveZap, StepResult, ZapDefinition, ZapierSandbox } from '../zapier/platform.ts';

/** What the chapters of the day share. */
export type Stage = {
  dash: DashSandbox;
  virtualText: VirtualTextSandbox;
  zapier: ZapierSandbox;
  report: Report;
};

/** A chapter that needs a connected account. */
export type Chapter = (stage: Stage, connection: Connection) => Promise<void>;

export const turnOn = ({ report, zapier }: Stage, connection: Connection, zap: ZapDefinition): Promise<LiveZap> =>
  report.step(`“${zap.name}” is turned on`, () => zapier.turnOn(connection, zap));

/** Turns Zaps off, and checks that they leave nothing behind and had no errors. */
export const turnOff = async ({ report, zapier, dash }: Stage, zaps: readonly LiveZap[]): Promise<void> => {
  for (const zap of zaps) await zapier.turnOff(zap);
  await report.check('turned off: no webhook is left behind', 0, () => dash.company.webhooks.length);
  await report.check('no step failed', [], () => zaps.flatMap(({ errors }) => errors));
};

/** What a Zap filled in for an action of another app. */
export const filledIn = ({ results }: LiveZap, action: string): StepResult['fields'][] =>
  results.filter(({ step }) => 'app' in step && step.action === action).map(({ fields }) => fields);

/** A delivery by an attacker who knows the address of a Zap, but not the secret. */
export const forge = ({ targetUrl }: LiveZap, payload: Record<string, unknown>): Promise<Response> =>
  fetch(targetUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...payload, zapier_token: 'a guess' }),
  });

/** How many times the app signed in again while `work` ran. */
export const refreshesDuring = async ({ zapier }: Stage, work: () => Promise<unknown>): Promise<number> => {
  const before = zapier.counts.refreshes;
  await work();
  return zapier.counts.refreshes - before;
};
