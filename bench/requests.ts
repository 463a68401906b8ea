import { credentials } from '../sandbox/dash/company.ts';
import { startDash } from '../sandbox/dash/server.ts';
import { trelloCardForEachVoicemail } from '../sandbox/zaps/trelloCardForEachVoicemail.ts';
import { startZapier, type Connection, type LiveZap, type ZapierSandbox } from '../sandbox/zapier/platform.ts';
import type { DashSandbox } from '../sandbox/dash/server.ts';

/** What an operation costs: requests to Dash, and calls to the platform's cache. */
export type Cost = { operation: string; requests: number; cacheCalls: number };

type Office = { dash: DashSandbox; zapier: ZapierSandbox; connection: Connection; zap?: LiveZap };

const voicemail = async ({ dash, zapier }: Office) => {
  await dash.leaveVoicemail({ mailbox: '1002', callerNumber: '+14154886134', seconds: 1 });
  await zapier.settled();
};

const search =
  (input: Record<string, string>) =>
  ({ zapier, connection }: Office) =>
    zapier.run(connection, 'searches.find_user', input);

const list =
  (key: string) =>
  ({ zapier, connection }: Office) =>
    zapier.run(connection, `triggers.${key}`);

/** In this order, each in the state that the one before left: a second voicemail meets a warm cache. */
const operations: Record<string, (office: Office) => Promise<unknown>> = {
  'connect with an API key, test included': async (office) => {
    office.connection = await office.zapier.connect({ api_key: credentials.apiKey });
  },
  list_users: list('list_users'),
  list_mailboxes: list('list_mailboxes'),
  'find_user by name': search({ name: 'Zoë' }),
  'find_user by extension': search({ extension: '1002' }),
  'new_voicemail, turned on': async (office) => {
    office.zap = await office.zapier.turnOn(office.connection, trelloCardForEachVoicemail);
  },
  'new_voicemail with its audio, cold cache': voicemail,
  'new_voicemail with its audio, warm cache': voicemail,
  'new_voicemail, in the editor': ({ zapier, connection }) => zapier.list(connection, 'triggers.new_voicemail'),
  'new_voicemail, subscribed again': ({ zapier, zap }) => (zap ? zapier.resubscribe(zap) : Promise.resolve()),
  'new_voicemail, turned off': ({ zapier, zap }) => (zap ? zapier.turnOff(zap) : Promise.resolve()),
};

/** Runs every operation once against the sandbox and counts. */
export const countRequests = async (app: object): Promise<Cost[]> => {
  const dash = await startDash();
  process.env.DASH_API_URL = dash.url;
  const zapier = await startZapier(app);
  const office: Office = { dash, zapier, connection: { id: '', authData: {}, label: '', exchanges: 0 } };
  const costs: Cost[] = [];
  for (const [operation, run] of Object.entries(operations)) {
    const before = { requests: dash.requests.length, cacheCalls: zapier.counts.cacheCalls };
    await run(office);
    costs.push({
      operation,
      requests: dash.requests.length - before.requests,
      cacheCalls: zapier.counts.cacheCalls - before.cacheCalls,
    });
  }
  await zapier.close();
  await dash.close();
  return costs;
};
