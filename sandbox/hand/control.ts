import { Hono } from 'hono';
import { listen } from '../shared/listen.ts';
import type { Directory, Offices } from './offices.ts';

/** Serves what `npm run deliver` needs of the offices of another process. */
export const startControl = (port: number, offices: Promise<Offices>) => {
  const app = new Hono();
  app.get('/', async (c) => c.json((await offices).directory));
  app.post('/happen/:trigger', async (c) => {
    await (await offices).happen(c.req.param('trigger'));
    return c.body(null, 204);
  });
  return listen(app.fetch, port);
};

/** The offices of another process. */
export type OfficesElsewhere = Pick<Offices, 'directory' | 'happen' | 'close'>;

/** Another program may use the port, and answer. */
const isDirectory = (answer: Partial<Directory>): answer is Directory =>
  answer.pid !== undefined && answer.offices !== undefined;

/** Finds the offices that run at this port; null if there are none. */
export const findOffices = async (port: number): Promise<OfficesElsewhere | null> => {
  const url = `http://127.0.0.1:${String(port)}`;
  try {
    const response = await fetch(url);
    const directory = (await response.json()) as Partial<Directory>;
    if (!isDirectory(directory)) return null;
    return {
      directory,
      happen: async (trigger) => {
        await fetch(`${url}/happen/${trigger}`, { method: 'POST' });
      },
      close: () => Promise.resolve(),
    };
  } catch {
    return null;
  }
};
