import { ok, oneOf } from './answers.ts';
import { byId, list } from './lists.ts';
import type { Handler } from './answers.ts';
import type { Faxbox } from './company.ts';

const row = ({ id, name, created }: Faxbox) => ({ id, name, created });

/** `GET /faxboxes` */
export const listFaxboxes: Handler = ({ query }, { company }) => list(company.faxboxes, query, byId(row));

/** `GET /faxboxes/{id}` */
export const getFaxbox: Handler = ({ params }, { company }) => ok(oneOf(company.faxboxes, params.faxbox));
