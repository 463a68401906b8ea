import { ok, oneOf } from './answers.ts';
import { byId, list } from './lists.ts';
import type { Handler } from './answers.ts';
import type { Faxbox } from './company.ts';

/** What a box has where nobody chose anything (KAZOO, the schema `faxbox`). */
const usual = { attempts: 0, caller_name: 'Kazoo Fax Printer', fax_header: 'Kazoo Fax Printer', media: {}, retries: 1 };

const shown = ({ created: _created, ...box }: Faxbox) => ({ ...usual, ...box });

/** Rows are whole documents, with what is private in them (KAZOO, `cb_faxboxes:normalize_view_results`). */
const row = (box: Faxbox) => ({ ...shown(box), _id: box.id, pvt_type: 'faxbox', pvt_created: box.created });

/** `GET /faxboxes` */
export const listFaxboxes: Handler = ({ query }, { company }) => list(company.faxboxes, query, byId(row));

/** `GET /faxboxes/{id}` */
export const getFaxbox: Handler = ({ params }, { company }) => ok(shown(oneOf(company.faxboxes, params.faxbox)));
