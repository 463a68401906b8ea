import './longRuns.ts';
import app from '../../src/index.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox, type Settings } from '../../sandbox/dash/server.ts';
import { startZapier, type Connection, type LiveZap, type ZapierSandbox } from '../../sandbox/zapier/platform.ts';

/** A phone system and a Zapier with the app between them. */
export type Office = {
  dash: DashSandbox;
  zapier: ZapierSandbox;
  connection: Connection;
  /** Turns on a Zap that only notes what its trigger gives. */
  listen: (trigger: string, input?: Record<string, unknown>) => Promise<LiveZap>;
  close: () => Promise<void>;
};

const noted = ['id', 'direction', 'outcome', 'complete', 'user_name', 'device_name', 'total_seconds'] as const;

/** The values that a Zap took from a record; an unknown one is an empty string. */
export type Note = Record<(typeof noted)[number], string>;

export const notesOf = ({ results }: LiveZap): Note[] => results.map(({ fields }) => fields as Note);

export const openOffice = async ({
  longestDelayMs = 10,
  ...settings
}: Partial<Settings> & { longestDelayMs?: number } = {}): Promise<Office> => {
  const dash = await startDash({ settings: { retryPauseMs: 10, cdrLagMs: 100, ...settings } });
  process.env.DASH_API_URL = dash.url;
  const zapier = await startZapier(app, { longestDelayMs });
  const connection = await zapier.connect({ api_key: credentials.apiKey });
  const fields = Object.fromEntries(noted.map((key) => [key, `{{${key}}}`]));
  return {
    dash,
    zapier,
    connection,
    listen: (key, input = {}) =>
      zapier.turnOn(connection, {
        name: key,
        trigger: { key, input },
        steps: [{ app: 'Notes', action: 'Write Down', fields }],
      }),
    close: async () => {
      await zapier.close();
      await dash.close();
      delete process.env.DASH_API_URL;
    },
  };
};
