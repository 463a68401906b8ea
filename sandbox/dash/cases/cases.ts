import { edgeCases } from './edgeCases.ts';
import { numberedCases } from './numbered.ts';
import { quickcallCases } from './quickcalls.ts';
import { transferCases } from './transfers.ts';
import type { KazooVersion } from '../settings.ts';
import type { CallCase } from './builders.ts';

export type { CallCase, Expected } from './builders.ts';

/** Calls of every kind with their expected results: first the numbered cases, then further situations. */
export const cases: readonly CallCase[] = [...numberedCases, ...transferCases, ...quickcallCases, ...edgeCases];

/** The cases that this version of KAZOO can have. */
export const casesOf = (version: KazooVersion): CallCase[] =>
  cases.filter(({ kazoo }) => kazoo === undefined || kazoo === version);
