import { situations } from './situations.ts';
import { table } from './table.ts';
import type { CallCase } from './telling.ts';

export type { CallCase, Expected } from './telling.ts';

/** Calls of every kind, and what a call is to be made of them: first the numbered cases, then further situations. */
export const cases: readonly CallCase[] = [...table, ...situations];
