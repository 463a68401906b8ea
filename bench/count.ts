/** `node bench/count.ts <folder>`: prints what can be counted of the bundle in a folder, and how core answers for it, as JSON. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import zapier from 'zapier-platform-core';
import { countRequests } from './requests.ts';
import { sizesOf } from './sizes.ts';

type Handler = (event: object) => Promise<{ results: unknown }>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };

const folder = resolve(process.argv[2] ?? 'dist');
type App = Parameters<typeof sizesOf>[1];
const { default: app } = (await import(pathToFileURL(join(folder, 'index.js')).href)) as { default: App };
const answer = async (command: string) =>
  (await createAppHandler(app)({ command, calledFromCli: true, bundle: {} })).results;
const [definition, faults] = [await answer('definition'), await answer('validate')];
const counted = { definition, faults, sizes: sizesOf(folder, app), costs: await countRequests(app) };
process.stdout.write(`${JSON.stringify(counted)}\n`);
