import { situations } from './situations.ts';
import { table } from './table.ts';
import type { KazooVersion } from '../state.ts';
import type { CallCase } from './telling.ts';

export type { CallCase, Expected } from './telling.ts';

/** Calls of every kind, and what a call is to be made of them: first the numbered cases, then further situations. */
export const cases: readonly CallCase[] = [...table, ...situations];

/** The cases that a Dash of that version can have. */
export const casesOf = (version: KazooVersion): CallCase[] =>
  cases.filter(({ kazoo }) => kazoo === undefined || kazoo === version);
