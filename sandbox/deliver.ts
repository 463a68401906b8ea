/**
 * `npm run deliver -- new_voicemail`: lets something happen in the sandbox, has it delivered through the app, and prints the
 * record. Uses the sandbox of `npm run sandbox`, or its own.
 */
import { findOffices } from './hand/control.ts';
import { asPrinted, deliver, instantTriggers, problemOf } from './hand/delivery.ts';
import { startOffices } from './hand/offices.ts';
import { portsFrom } from './hand/ports.ts';
import type { AppTriggers } from './hand/delivery.ts';

const print = (text: string) => {
  process.stdout.write(`${text}\n`);
};

const { default: app } = (await import(new URL('../dist/index.js', import.meta.url).href)) as { default: AppTriggers };

/** Returns the exit code. */
const run = async (key: string | undefined): Promise<number> => {
  if (key === undefined) {
    print('Add the key of an instant trigger, such as npm run deliver -- new_voicemail:\n');
    for (const [one, label] of instantTriggers(app)) print(`  ${one.padEnd(28)}${label}`);
    return 0;
  }
  const problem = problemOf(app, key);
  if (problem !== null) {
    process.stderr.write(`${problem}\n`);
    return 1;
  }
  const ports = portsFrom(process.env.SANDBOX_PORT);
  const offices =
    (ports && (await findOffices(ports.control))) ?? (await startOffices({ dash: 0, virtualText: 0, qubicle: 0 }));
  const records = await deliver(app, offices, key);
  for (const record of records) print(asPrinted(record));
  if (records.length === 0) process.stderr.write('Nothing was delivered.\n');
  await offices.close();
  return records.length > 0 ? 0 : 1;
};

process.exitCode = await run(process.argv[2]);
