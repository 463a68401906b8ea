import { randomBytes } from 'node:crypto';
import { badIdentifier, created, ok } from './answers.ts';
import { gregorian } from './gregorian.ts';
import { isObject } from './json.ts';
import { list } from './lists.ts';
import { validated } from './schema.ts';
import { inTimeRange } from './timeRange.ts';
import type { Answer, Call, Handler } from './answers.ts';
import type { Schema } from './schema.ts';
import type { State } from './state.ts';

/** A fax. `outgoing`: it waits to be sent. Its pages, its time and its state are no part of the document that Dash answers. */
export type Fax = {
  id: string;
  folder: 'inbox' | 'outbox' | 'outgoing';
  status: 'pending' | 'completed' | 'failed';
  timestamp: number;
  from_number: string;
  from_name?: string;
  to_number: string;
  to_name?: string;
  faxbox_id?: string;
  owner_id?: string;
  document?: { url: string; method?: string };
  rx_result?: FaxResult;
  tx_result?: FaxResult;
  file?: Uint8Array<ArrayBuffer>;
};

type FaxResult = { success: boolean; result_text: string; total_pages: number; transferred_pages: number };

const schema: Schema = {
  from_number: { type: 'string', required: true },
  to_number: { type: 'string', required: true },
  document: { type: 'object' },
};

const documentSchema: Schema = { url: { type: 'string', required: true, webAddress: true } };

/** An id in the database of the month. */
export const newFaxId = (at: Date): string =>
  `${at.toISOString().slice(0, 7).replace('-', '')}-${randomBytes(16).toString('hex')}`;

const shown = ({ file: _file, timestamp: _time, status: _status, ...document }: Fax) => document;

const row = ({ id, status, to_number, from_number, timestamp }: Fax) => ({
  id,
  status,
  to: to_number,
  from: from_number,
  created: timestamp,
});

const inFolder = ({ company }: State, folder: Fax['folder']): Fax[] =>
  company.faxes.filter((fax) => fax.folder === folder);

const faxOf = ({ params }: Call, state: State, folder: Fax['folder']): Fax => {
  const fax = inFolder(state, folder).find(({ id }) => id === params.fax);
  if (!fax) throw badIdentifier(params.fax);
  return fax;
};

const listOf =
  (folder: Fax['folder']): Handler =>
  ({ query }, state) =>
    list(inTimeRange(inFolder(state, folder), query), query, {
      key: ({ timestamp, id }) => `${timestamp}-${id}`,
      row,
    });

const documentOf =
  (folder: Fax['folder']): Handler =>
  (call, state) =>
    ok(shown(faxOf(call, state, folder)));

const pagesOf =
  (folder: Fax['folder']): Handler =>
  (call, state): Answer => {
    const { id, file } = faxOf(call, state, folder);
    if (!file) throw badIdentifier(id);
    const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${id}.pdf"` };
    return { status: 200, file, headers };
  };

/** `GET /faxes/inbox` and `GET /faxes/outbox`: rows, newest first. */
export const listInbox = listOf('inbox');
export const listOutbox = listOf('outbox');

/** `GET /faxes/inbox/{id}`, `GET /faxes/outbox/{id}` and `GET /faxes/outgoing/{id}`: the document. */
export const getReceivedFax = documentOf('inbox');
export const getSentFax = documentOf('outbox');
export const getFaxToSend = documentOf('outgoing');

/** `GET /faxes/inbox/{id}/attachment` and `GET /faxes/outbox/{id}/attachment`: the pages. */
export const getReceivedPages = pagesOf('inbox');
export const getSentPages = pagesOf('outbox');

/** `PUT /faxes`: puts a fax into the queue. Dash fetches its document later. */
export const orderFax: Handler = ({ data }, { company }) => {
  const order = validated(schema, data);
  const document = validated(documentSchema, isObject(order.document) ? order.document : {}, 'document.');
  const now = new Date();
  const fax = {
    ...order,
    document,
    id: newFaxId(now),
    folder: 'outgoing',
    status: 'pending',
    timestamp: gregorian(now),
  } as Fax;
  company.faxes.push(fax);
  return created(shown(fax));
};
