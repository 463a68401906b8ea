import { credentials } from '../dash/company/office.ts';
import { startDash } from '../dash/server.ts';
import { openSession } from '../dash/http/sessions.ts';
import { textCredentials, startVirtualText } from '../virtualText/server.ts';
import { fillOffice, goOn } from './filledOffice.ts';
import { happenings } from './happenings.ts';
import { listInputs, searchInputs } from './searches.ts';
import type { Engine, Office } from './happenings.ts';

/** Where to start the servers; 0 takes any port that is free. */
export type Ports = Record<'dash' | 'virtualText' | 'qubicle', number>;

/** How a connection finds an office: the address of Dash, and the fields. */
export type Access = { dashUrl: string; authData: Record<string, string> };

/** What a person, or `npm run deliver`, needs to know of the running offices. */
export type Directory = {
  pid: number;
  offices: Record<Engine, Access>;
  /** What to fill in, by the key of a search or a list. */
  inputs: Record<string, Record<string, string>>;
};

const MINUTE_MS = 60_000;

/** Sessions don't end, so that nobody has to sign in again. */
const settings = { sessionSeconds: 0 } as const;

/** A connection that is signed in already. */
const accessTo = ({ dash, virtualText }: Office): Access => ({
  dashUrl: dash.url,
  authData: {
    api_key: credentials.apiKey,
    virtualtext_url: virtualText.url,
    virtualtext_credential: textCredentials.credential,
    auth_token: openSession(dash.state, 'cb_api_auth'),
    account_id: dash.company.account.id,
    owner_id: '',
    account_title: dash.company.account.name,
    account_timezone: dash.company.account.timezone,
  },
});

/**
 * Starts the office twice, since its call center runs either on ACDC or on Qubicle, with one VirtualText. Both are full of
 * what happened today, and something new happens every few minutes.
 */
export const startOffices = async (
  { dash: port, virtualText: virtualTextPort, qubicle: qubiclePort }: Ports,
  everyMs = 2 * MINUTE_MS,
) => {
  const acdc = await startDash({ port, settings: { ...settings, callCenter: 'acdc' } });
  const qubicle = await startDash({
    port: qubiclePort,
    settings: { ...settings, callCenter: 'qubicle', qubicleHooks: true },
  });
  const virtualText = await startVirtualText({ port: virtualTextPort });
  const offices: Record<Engine, Office> = {
    acdc: { dash: acdc, virtualText },
    qubicle: { dash: qubicle, virtualText },
  };
  const noted = await fillOffice(acdc);
  await fillOffice(qubicle);
  for (const { dash } of Object.values(offices)) goOn(dash, everyMs);
  const directory: Directory = {
    pid: process.pid,
    offices: { acdc: accessTo(offices.acdc), qubicle: accessTo(offices.qubicle) },
    inputs: { ...searchInputs(noted), ...listInputs(acdc.company) },
  };
  return {
    directory,
    /** Makes an instant trigger run. Resolves when all webhooks have been called. */
    happen: async (trigger: string): Promise<void> => {
      const { engine = 'acdc', happen } = happenings[trigger] ?? {};
      await happen?.(offices[engine]);
    },
    close: async () => {
      await Promise.all([acdc, qubicle, virtualText].map((server) => server.close()));
    },
  };
};

export type Offices = Awaited<ReturnType<typeof startOffices>>;
