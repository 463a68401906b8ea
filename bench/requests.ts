import { startDash } from '../sandbox/dash/server.ts';
import { startVirtualText } from '../sandbox/virtualText/server.ts';
import { startZapier } from '../sandbox/zapier/platform.ts';
import { pdf } from '../sandbox/dash/files/pdf.ts';
import { listen } from '../sandbox/shared/listen.ts';
import type { Office } from './office.ts';
import { operations } from './operations/index.ts';

/** What an operation costs: requests to Dash and VirtualText, calls to the platform's cache, and runs of the app. */
export type Cost = { operation: string; requests: number; cacheCalls: number; runs: number };

/** The keys of all operations, including dropdowns. */
const keysOf = (app: Partial<Record<'triggers' | 'searches' | 'creates', object>>): string[] =>
  [app.triggers, app.searches, app.creates].flatMap((section) => Object.keys(section ?? {}));

/** Throws if an operation of the app is missing here. */
const checkThatAllAreHere = (app: object): void => {
  const named = new Set(operations.map(({ name }) => /^\w+/.exec(name)?.[0]));
  const missing = keysOf(app).filter((key) => !named.has(key));
  if (missing.length > 0) throw new Error(`The cost of these is missing: ${missing.join(', ')}`);
};

const openOffice = async (app: object) => {
  const dash = await startDash({ settings: { cdrLagMs: 500 } });
  process.env.DASH_API_URL = dash.url;
  const [virtualText, zapier] = [await startVirtualText(), await startZapier(app)];
  const shelf = await listen(() => new Response(pdf('A form'), { headers: { 'content-type': 'application/pdf' } }));
  const connection = { id: '', authData: {}, label: '', exchanges: 0 };
  const office: Office = { dash, virtualText, zapier, connection, documentUrl: `${shelf.url}/form.pdf`, ids: {} };
  const close = async () => {
    for (const server of [zapier, virtualText, shelf, dash]) await server.close();
  };
  return { office, close };
};

/** Runs every operation once against the sandbox and counts. Throws if one is missing, or if a Zap had an error. */
export const countRequests = async (app: object): Promise<Cost[]> => {
  checkThatAllAreHere(app);
  const { office, close } = await openOffice(app);
  const { dash, virtualText, zapier } = office;
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
    const [error] = office.zap?.errors ?? [];
    if (error) throw new Error(`${name}: ${error.message}`);
    costs.push({
      operation: name,
      requests: after.requests - before.requests,
      cacheCalls: after.cacheCalls - before.cacheCalls,
      runs: after.runs - before.runs,
    });
  }
  await close();
  return costs;
};
