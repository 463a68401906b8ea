/** `npm run sandbox`: keeps the local phone system running, and writes the `.env` that connects the Zapier CLI to it. */
import { findOffices, startControl } from './hand/control.ts';
import { writeEnvironment } from './hand/environment.ts';
import { startOffices } from './hand/offices.ts';
import { portsFrom } from './hand/ports.ts';
import type { Access, Directory, Offices } from './hand/offices.ts';

/** Ends the process with a sentence. */
const leave = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const ports = portsFrom(process.env.SANDBOX_PORT) ?? leave('SANDBOX_PORT must be a number from 1024 to 65000.');

/** Ends the process if the error is that a port is taken. */
const leaveIfTaken = async (error: unknown): Promise<never> => {
  const { code, port } = error as { code?: string; port?: number };
  if (code !== 'EADDRINUSE') throw error;
  const running = await findOffices(ports.control);
  if (running) {
    const { pid, offices } = running.directory;
    return leave(
      `The sandbox is already running, as process ${String(pid)}:\n${offices.acdc.dashUrl}\nIts .env stays as it is.`,
    );
  }
  return leave(
    `Another program uses port ${String(port)}. Stop it, or choose other ports:\nSANDBOX_PORT=9017 npm run sandbox`,
  );
};

const environmentOf = ({ dashUrl, authData }: Access): Record<string, string> => ({
  DASH_API_URL: dashUrl,
  ...Object.fromEntries(Object.entries(authData).map(([key, value]) => [`authData_${key}`, value])),
});

const introduction = ({ offices, inputs }: Directory): string => `
A local phone system is running, with a day at the office in it:
  ${offices.acdc.dashUrl}   call center ACDC
  ${offices.qubicle.dashUrl}   the same office, call center Qubicle
The file .env connects the Zapier CLI to the first one. In another terminal:

  npm run zapier -- invoke trigger new_call_record --non-interactive
  npm run zapier -- invoke search find_user --non-interactive \\
    -i '{"name":"zoe"}'
  npm run deliver -- new_voicemail

Each search finds something with this input (-i):

${Object.entries(inputs)
  .map(([key, input]) => `  ${key.padEnd(22)} ${JSON.stringify(input)}`)
  .join('\n')}

Press Ctrl+C to stop.
`;

const { promise, resolve } = Promise.withResolvers<Offices>();
await startControl(ports.control, promise).catch(leaveIfTaken);
const offices = await startOffices(ports).catch(leaveIfTaken);
resolve(offices);
await writeEnvironment('.env', environmentOf(offices.directory.offices.acdc));
process.stdout.write(introduction(offices.directory));
