import { startDash } from '../sandbox/dash/server.ts';
import { startVirtualText } from '../sandbox/virtualText/server.ts';
import { startZapier } from '../sandbox/zapier/platform.ts';
import { operations, type Office } from './operations.ts';

/** What an operation costs: requests to Dash and VirtualText, calls to the platform's cache, and runs of the app (a call has several legs). */
export type Cost = { operation: string; requests: number; cacheCalls: number; runs: number };

/** Runs every operation once against the sandbox and counts. */
export const countRequests = async (app: object): Promise<Cost[]> => {
  const dash = await startDash({ settings: { cdrLagMs: 500 } });
  process.env.DASH_API_URL = dash.url;
  const virtualText = await startVirtualText();
  const zapier = await startZapier(app);
  const office: Office = { dash, virtualText, zapier, connection: { id: '', authData: {}, label: '', exchanges: 0 } };
  const soFar = () => ({
    requests: dash.requests.length + virtualText.requests.length,
    cacheCalls: zapier.counts.cacheCalls,
    runs: zapier.counts.runs,
  });
  const costs: Cost[] = [];
  for (const { name, prepare, run } of operations) {
    await prepare?.(office);
    const before = soFar();
    await run(office);
    const after = soFar();
    costs.push({
      operation: name,
      requests: after.requests - before.requests,
      cacheCalls: after.cacheCalls - before.cacheCalls,
      runs: after.runs - before.runs,
    });
  }
  await zapier.close();
  await virtualText.close();
  await dash.close();
  return costs;
};
