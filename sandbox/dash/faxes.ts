import { randomBytes } from 'node:crypto';
import { badIdentifier, ok, refuse, Refusal } from './answers.ts';
import { gregorian } from './gregorian.ts';
import { isObject } from './json.ts';
import { list } from './lists.ts';
import { refuseIfAny, validated } from './schema.ts';
import { inTimeRange } from './timeRange.ts';
import type { Answer, Call, Handler } from './answers.ts';
import type { Schema } from './schema.ts';
import type { State } from './state.ts';

/**
 * A fax. `outgoing`: it waits to be sent. What Dash keeps beside the document that everybody may see: its folder, the
 * state of the job to send it, when the document was made, by which Dash lists it, and the pages, once they are stored.
 */
export type Fax = {
  id: string;
  folder: 'inbox' | 'outbox' | 'outgoing';
  status?: 'pending' | 'completed' | 'failed';
  timestamp: number;
  document: FaxDocument;
  file?: Uint8Array<ArrayBuffer>;
};

export type FaxDocument = { from_number: string; to_number: string } & Record<string, unknown>;

const schema: Schema = {
  from_number: { type: 'string', required: true },
  to_number: { type: 'string', required: true },
  document: { type: 'object' },
  retries: { type: 'integer', default: 1, minimum: 0, maximum: 4 },
  attempts: { type: 'integer', default: 0, minimum: 0, maximum: 4 },
};

const documentSchema: Schema = { url: { type: 'string', required: true, webAddress: true } };

export const newId = (): string => randomBytes(16).toString('hex');

/** An id in the database of the month. */
export const inMonth = (at: Date, id: string): string => `${at.toISOString().slice(0, 7).replace('-', '')}-${id}`;

/** What of a fax Dash does not keep in the document. Of a received one it knows no state. */
const besides = ({ timestamp, status }: Fax) => ({ created: timestamp, ...(status && { status }) });

/** Rows are whole documents (KAZOO, `cb_faxes:normalize_modb_view_results`). */
const row = (fax: Fax) => ({
  ...fax.document,
  ...besides(fax),
  from: fax.document.from_number,
  to: fax.document.to_number,
  id: fax.id,
});

/** A document of the version: 4.2 says nothing beside it, 4.3 under a key of its own, also where it refuses. */
const readOnly = ({ settings }: State, fax: Fax) => (settings.kazoo === '4.3' ? { _read_only: besides(fax) } : {});

const faxOf = ({ params }: Call, state: State, folder: Fax['folder']): Fax => {
  const fax = state.company.faxes.find(({ id, folder: place }) => id === params.fax && place !== 'outgoing');
  if (!fax) throw badIdentifier(params.fax);
  if (fax.folder === folder) return fax;
  const message = `document is not in folder ${folder}`;
  throw refuse(500, message, { message, ...readOnly(state, fax) });
};

const listOf =
  (folder: Fax['folder']): Handler =>
  ({ query }, { company }) => {
    const faxes = company.faxes.filter((fax) => fax.folder === folder);
    return list(inTimeRange(faxes, query).map(row), query, {
      key: ({ created, id }) => `${created}-${id}`,
      row: (one) => one,
    });
  };

const documentOf =
  (folder: Fax['folder']): Handler =>
  (call, state) => {
    const fax = faxOf(call, state, folder);
    return ok({ ...fax.document, id: fax.id, ...readOnly(state, fax) });
  };

/** In what type the pages are stored, and so the one that Dash offers. */
const storedType: Record<Fax['folder'], string> = {
  inbox: 'image/tiff',
  outbox: 'application/pdf',
  outgoing: 'application/pdf',
};

/** Whether a client that sends this header takes a type. */
const accepts = (header: string, type: string): boolean => {
  const ranges = header === '' ? ['*/*'] : header.split(',').map((range) => range.replace(/;.*/, '').trim());
  return ranges.some((range) => ['*/*', type.replace(/\/.*/, '/*'), type].includes(range));
};

const isPdf = (file: Uint8Array): boolean => Buffer.from(file).toString('latin1', 0, 4) === '%PDF';

/**
 * Dash offers the stored type alone, and JSON where nothing is stored, which it then cannot give. What it gives it has
 * converted before (KAZOO, `cb_faxes:content_types_provided_for_fax` and `kz_fax_attachment:fetch`).
 */
const pagesOf =
  (folder: Fax['folder']): Handler =>
  (call, state): Answer => {
    const { file } = faxOf(call, state, folder);
    if (!accepts(call.accept, file ? storedType[folder] : 'application/json')) throw new Refusal(406);
    if (!file) {
      const reason = { message: 'datastore fatal error', cause: 'no attachment found' };
      throw refuse(503, 'datastore_fault', reason);
    }
    const [type, ending] = isPdf(file) ? ['application/pdf', 'pdf'] : ['image/tiff', 'tiff'];
    const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename=fax_document.${ending}` };
    return { status: 200, file, headers };
  };

/** `GET /faxes/inbox` and `GET /faxes/outbox`: rows, newest first. */
export const listInbox = listOf('inbox');
export const listOutbox = listOf('outbox');

/** `GET /faxes/inbox/{id}` and `GET /faxes/outbox/{id}`: the document. */
export const getReceivedFax = documentOf('inbox');
export const getSentFax = documentOf('outbox');

/** `GET /faxes/outgoing/{id}`: the document of a job, also of one that is done, by the id that it has then. */
export const getFaxToSend: Handler = ({ params }, { company }) => {
  const fax = company.faxes.find(({ id }) => id === params.fax);
  if (!fax) throw badIdentifier(params.fax);
  return ok({ ...fax.document, id: fax.id, ...besides(fax) });
};

/** `GET /faxes/inbox/{id}/attachment` and `GET /faxes/outbox/{id}/attachment`: the pages. */
export const getReceivedPages = pagesOf('inbox');
export const getSentPages = pagesOf('outbox');

/** What can be faxed to (KAZOO, `knm_converters:is_reconcilable`). */
const reconcilable = /^(\+?1)?\d{10}$|^\+[2-9]\d{7,}$|^011\d*$|^00\d*$/;

const numberProblem = {
  'document.to_number': { required: { message: 'add a valid number to send the fax to' } },
};

/** `PUT /faxes`: puts a fax into the queue, and answers with all that is stored. Dash fetches its document later. */
export const orderFax: Handler = ({ data }, { company: { account, faxes } }) => {
  const order = validated(schema, data);
  const url = validated(documentSchema, isObject(order.document) ? order.document : {}, 'document.');
  const to_number = String(order.to_number).replace(/[^+\d]/g, '');
  if (!reconcilable.test(to_number)) refuseIfAny(numberProblem);
  const id = newId();
  const timestamp = gregorian(new Date());
  const document: FaxDocument = {
    ...order,
    document: url,
    from_number: String(order.from_number),
    to_number,
    attempts: 0,
    fax_timezone: account.timezone,
  };
  faxes.push({ id, folder: 'outgoing', status: 'pending', timestamp, document });
  const stored = {
    ...document,
    pvt_reseller_id: account.reseller_id,
    pvt_account_db: 'faxes',
    pvt_account_id: account.id,
    pvt_modified: timestamp,
    pvt_created: timestamp,
    pvt_job_status: 'pending',
    pvt_type: 'fax',
    pvt_vsn: '1',
    pvt_request_id: newId(),
    pvt_is_authenticated: true,
    _rev: `1-${newId()}`,
    _id: id,
  };
  return { status: 202, data: stored };
};
