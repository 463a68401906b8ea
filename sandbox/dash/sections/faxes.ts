import { isObject } from '../../shared/json.ts';
import { gregorian } from '../company/gregorian.ts';
import { newId } from '../company/ids.ts';
import { ok } from '../http/endpoint.ts';
import { list } from '../http/list.ts';
import { badIdentifier, Refusal, refuse } from '../http/refusal.ts';
import { refuseIfAny, validate } from '../http/schema.ts';
import { inTimeRange } from '../http/timeRange.ts';
import type { Fax, FaxDocument } from '../company/model.ts';
import type { ApiRequest, ApiResponse, Handler, Routes } from '../http/endpoint.ts';
import type { Schema } from '../http/schema.ts';
import type { State } from '../state.ts';

const schema: Schema = {
  from_number: { type: 'string', required: true },
  to_number: { type: 'string', required: true },
  document: { type: 'object' },
  retries: { type: 'integer', default: 1, minimum: 0, maximum: 4 },
  attempts: { type: 'integer', default: 0, minimum: 0, maximum: 4 },
};

const documentSchema: Schema = { url: { type: 'string', required: true, webAddress: true } };

/** What Dash stores beside the document. A received fax has no status. */
const storedBeside = ({ timestamp, status }: Fax) => ({ created: timestamp, ...(status && { status }) });

/** Rows are whole documents (KAZOO, `cb_faxes:normalize_modb_view_results`). */
const row = (fax: Fax) => ({
  ...fax.document,
  ...storedBeside(fax),
  from: fax.document.from_number,
  to: fax.document.to_number,
  id: fax.id,
});

/** What KAZOO adds to a document: nothing in 4.2, one key in 4.3, also in an error. */
const readOnly = ({ settings }: State, fax: Fax) => (settings.kazoo === '4.3' ? { _read_only: storedBeside(fax) } : {});

const faxOf = ({ params }: ApiRequest, state: State, folder: Fax['folder']): Fax => {
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
  (request, state) => {
    const fax = faxOf(request, state, folder);
    return ok({ ...fax.document, id: fax.id, ...readOnly(state, fax) });
  };

/** The type of the stored pages, which is the only one that Dash offers. */
const storedType: Record<Fax['folder'], string> = {
  inbox: 'image/tiff',
  outbox: 'application/pdf',
  outgoing: 'application/pdf',
};

/** Whether an `Accept` header includes a type. */
const accepts = (header: string, type: string): boolean => {
  const ranges = header === '' ? ['*/*'] : header.split(',').map((range) => range.replace(/;.*/, '').trim());
  return ranges.some((range) => ['*/*', type.replace(/\/.*/, '/*'), type].includes(range));
};

const isPdf = (file: Uint8Array): boolean => Buffer.from(file).toString('latin1', 0, 4) === '%PDF';

/**
 * Dash offers the stored type only, and JSON if nothing is stored, which then fails. What it sends is converted (KAZOO,
 * `cb_faxes:content_types_provided_for_fax` and `kz_fax_attachment:fetch`).
 */
const pagesOf =
  (folder: Fax['folder']): Handler =>
  (request, state): ApiResponse => {
    const { file } = faxOf(request, state, folder);
    if (!accepts(request.accept, file ? storedType[folder] : 'application/json')) throw new Refusal(406);
    if (!file) {
      const reason = { message: 'datastore fatal error', cause: 'no attachment found' };
      throw refuse(503, 'datastore_fault', reason);
    }
    const [type, ending] = isPdf(file) ? ['application/pdf', 'pdf'] : ['image/tiff', 'tiff'];
    const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename=fax_document.${ending}` };
    return { status: 200, file, headers };
  };

/** `GET /faxes/outgoing/{id}`: the document of a job. A finished job is found by its new id. */
const getFaxToSend: Handler = ({ params }, { company }) => {
  const fax = company.faxes.find(({ id }) => id === params.fax);
  if (!fax) throw badIdentifier(params.fax);
  return ok({ ...fax.document, id: fax.id, ...storedBeside(fax) });
};

/** The numbers that can receive a fax (KAZOO, `knm_converters:is_reconcilable`). */
const reconcilable = /^(\+?1)?\d{10}$|^\+[2-9]\d{7,}$|^011\d*$|^00\d*$/;

const numberProblem = {
  'document.to_number': { required: { message: 'add a valid number to send the fax to' } },
};

/** `PUT /faxes`: queues a fax and returns everything that is stored. Dash fetches its document later. */
const orderFax: Handler = ({ data }, { company: { account, faxes } }) => {
  const order = validate(schema, data);
  const url = validate(documentSchema, isObject(order.document) ? order.document : {}, 'document.');
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

export const faxRoutes: Routes = {
  'PUT /faxes': orderFax,
  'PUT /faxes/outgoing': orderFax,
  'GET /faxes/outgoing/:fax': getFaxToSend,
  'GET /faxes/incoming': listOf('inbox'),
  'GET /faxes/inbox': listOf('inbox'),
  'GET /faxes/inbox/:fax': documentOf('inbox'),
  'GET /faxes/inbox/:fax/attachment': pagesOf('inbox'),
  'GET /faxes/outbox': listOf('outbox'),
  'GET /faxes/outbox/:fax': documentOf('outbox'),
  'GET /faxes/outbox/:fax/attachment': pagesOf('outbox'),
};
