import { credentials } from '../dash/company/office.ts';
import { textCredentials as texting } from '../virtualText/server.ts';
import type { Connection } from '../zapier/platform.ts';
import type { Stage } from './chapter.ts';

const byUser = {
  username: 'Maya.Okafor@BrightwaterDental.example',
  password: credentials.password,
  account_name: credentials.accountName,
};
const byKey = (virtualtext_url: string) => ({
  api_key: credentials.apiKey,
  virtualtext_url,
  virtualtext_credential: texting.credential,
});

/** Connects by API key, with VirtualText, without a word about it. */
export const connectByKey = ({ zapier, virtualText }: Stage): Promise<Connection> =>
  zapier.connect(byKey(virtualText.url));

/** Connects both ways, and returns the connection by API key, which also has text messages, for the next chapters. */
export const connecting = async (stage: Stage): Promise<Connection> => {
  const { zapier, report } = stage;
  report.chapter('Connecting the account');
  await report.check(
    'user name, password and account name connect as “Brightwater Dental (Maya Okafor)”',
    'Brightwater Dental (Maya Okafor)',
    async () => (await zapier.connect(byUser)).label,
  );
  const connection = await report.step('the API key connects, too, and with it VirtualText', () => connectByKey(stage));
  await report.check('its connection is called “Brightwater Dental”', 'Brightwater Dental', () => connection.label);
  return connection;
};
