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

/** Connects with the API key and VirtualText, without reporting it. */
export const connectByKey = ({ zapier, virtualText }: Stage): Promise<Connection> =>
  zapier.connect(byKey(virtualText.url));

/** Connects in both ways. Returns the connection with the API key, which also has VirtualText, for the next chapters. */
export const connecting = async (stage: Stage): Promise<Connection> => {
  const { zapier, report } = stage;
  report.chapter('Connecting the account');
  await report.check(
    'username, password, and account name connect as “Brightwater Dental (Maya Okafor)”',
    'Brightwater Dental (Maya Okafor)',
    async () => (await zapier.connect(byUser)).label,
  );
  const connection = await report.step('the API key connects too, together with VirtualText', () =>
    connectByKey(stage),
  );
  await report.check('this connection is named “Brightwater Dental”', 'Brightwater Dental', () => connection.label);
  return connection;
};
