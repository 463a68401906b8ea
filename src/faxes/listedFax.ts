import { number, object, parse, text, type Parsed } from '../dash/schema.ts';
import { FAX_FOLDERS, jobIdOf, pageCount, type Fax, type FaxDirection } from './fax.record.ts';

/**
 * The result of receiving or sending a fax: what the switch reports (KAZOO, `fax_util:fax_properties`), or what the worker
 * writes if there was no call (`fax_worker:release_failed_job`). In KAZOO's schema, `result_text` is `error_message`.
 */
const result = object({
  total_pages: number,
  transferred_pages: number,
  pages_sent: number,
  result_text: text,
  error_message: text,
  time_elapsed: number,
});

/**
 * A row of Dash's lists of faxes: the whole document with `created`, `from`, `to` and `status` added (KAZOO,
 * `cb_faxes:normalize_modb_view_results`). A received fax has no status, and before KAZOO 4.3 no `from_name`. A fax that
 * couldn't be received isn't listed.
 */
const listedFaxSchema = {
  id: text,
  status: text,
  created: number,
  from: text,
  from_number: text,
  from_name: text,
  to: text,
  to_number: text,
  to_name: text,
  faxbox_id: text,
  owner_id: text,
  call_id: text,
  rx_result: result,
  tx_result: result,
};

export type ListedFax = Omit<Parsed<typeof listedFaxSchema>, 'id'> & { id: string };

/** The fax in a row; null if the row has no ID. */
export const parseListedFax = (row: unknown): ListedFax | null => {
  const { id, ...rest } = parse(listedFaxSchema, row);
  return id === null ? null : { id, ...rest };
};

/** Whether an outgoing fax was delivered, or failed after the last try. */
export const isSent = ({ status }: ListedFax): boolean => status === 'completed';
export const isFailed = ({ status }: ListedFax): boolean => status === 'failed';

/** When a fax was received or sent, in Gregorian seconds. `created` of an outgoing fax is when its job was created. */
const momentOf = (direction: FaxDirection, { created, tx_result }: ListedFax): number | null =>
  direction === 'inbound' || created === null ? created : created + (tx_result.time_elapsed ?? 0);

/** The fax that a row of a list describes. */
export const faxOfListed = (direction: FaxDirection, listed: ListedFax): Fax => {
  const { total_pages, transferred_pages, pages_sent, result_text, error_message } =
    direction === 'inbound' ? listed.rx_result : listed.tx_result;
  return {
    id: listed.id,
    jobId: direction === 'inbound' ? null : jobIdOf(listed.id),
    callId: listed.call_id,
    direction,
    folder: FAX_FOLDERS[direction],
    from: { number: listed.from_number ?? listed.from, name: listed.from_name },
    to: { number: listed.to_number ?? listed.to, name: listed.to_name },
    at: momentOf(direction, listed),
    pages: pageCount(total_pages, transferred_pages, pages_sent),
    reason: result_text ?? error_message,
    faxboxId: listed.faxbox_id,
    ownerId: listed.owner_id,
  };
};
