/** `npm run sandbox`: keeps the local phone system running and prints the `.env` that connects the Zapier CLI to it. */
import { credentials } from './dash/company/office.ts';
import { startDash } from './dash/server.ts';
import { textCredentials as texting, startVirtualText } from './virtualText/server.ts';

const PORT = 8017;
const VIRTUALTEXT_PORT = 8018;

/** The started server. Ends the process if the port is taken. */
const started = <T>(port: number, start: Promise<T>): Promise<T> =>
  start.catch(() => {
    process.stderr.write(`Port ${String(port)} is taken. Is the sandbox already running?\n`);
    process.exit(1);
  });

const dash = await started(PORT, startDash({ port: PORT }));
const virtualText = await started(VIRTUALTEXT_PORT, startVirtualText({ port: VIRTUALTEXT_PORT }));
await dash.leaveVoicemail({
  mailbox: '1002',
  callerNumber: '+14154886134',
  callerName: 'Ann Lee',
  transcription: 'Hello, this is Ann Lee. Could you call me back about my appointment on Friday?',
});

const environment = {
  DASH_API_URL: dash.url,
  authData_username: credentials.username,
  authData_password: credentials.password,
  authData_account_name: credentials.accountName,
  authData_virtualtext_url: virtualText.url,
  authData_virtualtext_credential: texting.credential,
};

process.stderr.write(`A local phone system is running at ${dash.url}. Press Ctrl+C to stop it.
Save the lines below in a file named .env. Then, in another terminal, run:
  npm run build
  npm run zapier -- invoke auth refresh --non-interactive
  npm run zapier -- invoke trigger list_users --non-interactive
  npm run zapier -- invoke search find_user -i '{"name": "zoe"}' --non-interactive
  npm run zapier -- invoke search find_contact -i '{"name": "ann lee"}' --non-interactive

`);
for (const [name, value] of Object.entries(environment)) process.stdout.write(`${name}='${value}'\n`);
