import type { ZapDefinition } from '../../sandbox/zapier/definition.ts';
import type { App } from './app.ts';
import { mappingTable } from './mappingTable.ts';

const marked = /<!-- mapping: (.+?), step (\d+) -->\n[^]*?<!-- \/mapping -->/g;

/** A step of a Zap that a page shows. */
export type Shown = { zap: string; step: number };

/** The steps that the markers of a page name. */
export const shownIn = (page: string): Shown[] =>
  [...page.matchAll(marked)].map(([, zap = '', step]) => ({ zap, step: Number(step) }));

/** The page with the table of its step between each pair of markers. */
export const withTables = (page: string, app: App, zaps: readonly ZapDefinition[]): string =>
  page.replace(marked, (_whole, name: string, step: string) => {
    const zap = zaps.find((one) => one.name === name);
    if (!zap) throw new Error(`No Zap is called “${name}”.`);
    const table = mappingTable(app, zap, Number(step));
    return `<!-- mapping: ${name}, step ${step} -->\n\n${table}\n\n<!-- /mapping -->`;
  });
