/** `npm run words`: prints every text that people read, first the app's definition, then errors and summaries by file. */
import { globSync, readFileSync } from 'node:fs';
import app from '../../src/index.ts';
import type { App } from './definition.ts';
import { sentencesIn } from './sentences.ts';
import { textsOfApp } from './texts.ts';

const root = new URL('../../', import.meta.url);

const errorLines = globSync('src/**/*.ts', { cwd: root })
  .sort()
  .flatMap((path) => {
    const sentences = sentencesIn(readFileSync(new URL(path, root), 'utf8'));
    return sentences.length === 0 ? [] : ['', path, ...sentences.map(({ line, text }) => `  ${String(line)}: ${text}`)];
  });

process.stdout.write([...textsOfApp(app as App), '', 'Errors and summaries', ...errorLines, ''].join('\n'));
