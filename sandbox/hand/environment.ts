import { readFile, rename, writeFile } from 'node:fs/promises';

const BEGIN = '# Written by npm run sandbox, until the next line that begins with a #';
const END = '# The end of what npm run sandbox has written';

const ownLines = new RegExp(`^${BEGIN}$[^]*?^${END}$\\n?`, 'gm');

const readIfThere = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

/**
 * Writes variables to an environment file, for its owner alone. Other lines stay; these replace those of an earlier time and
 * come last, so that they apply. The file is never half written.
 */
export const writeEnvironment = async (path: string, values: Readonly<Record<string, string>>): Promise<void> => {
  const others = (await readIfThere(path)).replace(ownLines, '');
  const lines = Object.entries(values).map(([name, value]) => `${name}='${value}'`);
  const start = others === '' || others.endsWith('\n') ? others : `${others}\n`;
  const temporary = `${path}.${String(process.pid)}`;
  await writeFile(temporary, `${start}${[BEGIN, ...lines, END].join('\n')}\n`, { mode: 0o600 });
  await rename(temporary, path);
};
