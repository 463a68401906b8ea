import { ok, oneOf } from './answers.ts';
import { byId, list } from './lists.ts';
import type { Handler } from './answers.ts';
import type { Callflow } from './company.ts';

const row = ({ id, name, numbers, featurecode }: Callflow) => ({
  id,
  name,
  type: 'callflow',
  numbers,
  patterns: [],
  featurecode,
  modules: [],
  flags: [],
});

/** `GET /callflows`: those of feature codes are among them. */
export const listCallflows: Handler = ({ query }, { company }) => list(company.callflows, query, byId(row));

/** `GET /callflows/{id}` */
export const getCallflow: Handler = ({ params }, { company }) => ok(oneOf(company.callflows, params.callflow));
