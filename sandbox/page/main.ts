/** `npm run day`: plays the day at the office on a page of this computer, again and again until Ctrl+C. */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { timingOf } from './gaps.ts';
import { startPage } from './server.ts';

/** Milliseconds between two steps of the day. */
const PACE = '1500';

/** Ends the process with a sentence. */
const giveUp = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const USAGE = 'Use it like this: npm run day -- --pace 1500 --port 8020';

const options = {
  pace: { type: 'string', default: PACE },
  port: { type: 'string', default: '0' },
  /** The bundle of the app. */
  app: { type: 'string', default: fileURLToPath(new URL('../../dist/index.js', import.meta.url)) },
} as const;

const readOptions = () => {
  try {
    const { values } = parseArgs({ options });
    const [pace, port] = [Number(values.pace), Number(values.port)];
    if (Number.isInteger(pace) && pace >= 0 && Number.isInteger(port) && port >= 0 && port < 65_536)
      return { pace, port, app: values.app };
  } catch {
    // An option that does not exist.
  }
  return giveUp(USAGE);
};

const loadApp = async (path: string): Promise<object> => {
  const { href } = pathToFileURL(path);
  const built = (await import(href).catch(() => undefined)) as { default: object } | undefined;
  return built?.default ?? giveUp('The app isn’t built yet. Run npm run day, which builds it first.');
};

const { pace, port, app } = readOptions();
const page = await startPage(await loadApp(app), { timing: timingOf(pace), port }).catch((error: unknown) =>
  (error as { code?: string }).code === 'EADDRINUSE'
    ? giveUp(`Port ${String(port)} is taken. Choose another one, or none for any that is free.`)
    : giveUp(String(error)),
);
process.stdout.write(`The day at the office is on this page: ${page.url}\nPress Ctrl+C to end it.\n`);

const leave = (): void => {
  process.stdout.write('\nThe office is closed.\n');
  process.exit(0);
};
process.once('SIGINT', leave);
process.once('SIGTERM', leave);

await page.over.catch((error: unknown) => giveUp(`The day ended early: ${String(error)}`));
