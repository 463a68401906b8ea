/** `npm run sandbox`: keeps the local phone system up and prints the `.env` with which the Zapier CLI connects to it. */
import { credentials } from './dash/company.ts';
import { startDash } from './dash/server.ts';

const PORT = 8017;

const dash = await startDash({ port: PORT }).catch(() => {
  process.stderr.write(`Port ${String(PORT)} is taken. Is the sandbox up already?\n`);
  process.exit(1);
});
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
};

process.stderr.write(`A phone system for trying things out is up at ${dash.url}; Ctrl+C ends it.
With these lines in a file called .env, in another terminal:
  npm run build
  npm run zapier -- invoke auth refresh --non-interactive
  npm run zapier -- invoke trigger list_users --non-interactive
  npm run zapier -- invoke search find_user -i '{"name": "zoe"}' --non-interactive

`);
for (const [name, value] of Object.entries(environment)) process.stdout.write(`${name}='${value}'\n`);
