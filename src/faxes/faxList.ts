import type { ZObject } from 'zapier-platform-core';
import type { Dash, Query } from '../dash/client.ts';
import { number, object, parse, text, type Parsed } from '../dash/schema.ts';
import { fromGregorian, HISTORY_MS } from '../dash/time.ts';
import { recall, remember } from '../zapier/cache.ts';
import { inputList } from '../fields/inputValues.ts';
import { EDITOR_SAMPLES, type Context } from '../zapier/hookTrigger.ts';
import { loadNewest } from '../zapier/loadNewest.ts';
import type { PollWindow } from '../zapier/pollingTrigger.ts';
import { folderOf, jobIdOf, pageCount, type Fax, type FaxDirection } from './fax.ts';
import { section } from './faxbox.ts';

/**
 * The result of receiving or sending: what the switch reports (KAZOO, `fax_util:fax_properties`), or what the worker
 * writes if there was no call (`fax_worker:release_failed_job`). `error_message` is the name in KAZOO's schema.
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
 * could not be received is not listed.
 */
const rowSchema = {
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

export type FaxRow = Omit<Parsed<typeof rowSchema>, 'id'> & { id: string };

/** How an outgoing fax ended. */
export const isSent = ({ status }: FaxRow): boolean => status === 'completed';
export const isFailed = ({ status }: FaxRow): boolean => status === 'failed';

/** Dash tests filters against the whole document. */
const ofFaxboxes = (faxboxes: unknown): Query => {
  const ids = inputList(faxboxes);
  if (ids.length === 0) return {};
  return { filter_faxbox_id: ids.length === 1 ? String(ids[0]) : JSON.stringify(ids) };
};

/** The newest faxes of a direction that meet a condition, newest first. */
const takeFaxes = (
  dash: Dash,
  direction: FaxDirection,
  faxboxes: unknown,
  window: PollWindow,
  isMatch: (row: FaxRow) => boolean,
): Promise<FaxRow[]> => {
  const ask = { purpose: 'list the faxes', section, query: ofFaxboxes(faxboxes) };
  return loadNewest(dash, ['faxes', folderOf[direction]], window, ask, (value) => {
    const { id, ...rest } = parse(rowSchema, value);
    const row = id === null ? null : { id, ...rest };
    return row && isMatch(row) ? row : null;
  });
};

/** When a fax was received or sent. `created` of an outgoing fax is when its job was created. */
const momentOf = (direction: FaxDirection, { created, tx_result }: FaxRow): number | null =>
  direction === 'inbound' || created === null ? created : created + (tx_result.time_elapsed ?? 0);

/** The fax of a row. */
export const faxOfRow = (direction: FaxDirection, row: FaxRow): Fax => {
  const { total_pages, transferred_pages, pages_sent, result_text, error_message } =
    direction === 'inbound' ? row.rx_result : row.tx_result;
  return {
    id: row.id,
    jobId: direction === 'inbound' ? null : jobIdOf(row.id),
    callId: row.call_id,
    direction,
    folder: folderOf[direction],
    from: { number: row.from_number ?? row.from, name: row.from_name },
    to: { number: row.to_number ?? row.to, name: row.to_name },
    at: momentOf(direction, row),
    pages: pageCount(total_pages, transferred_pages, pages_sent),
    reason: result_text ?? error_message,
    faxboxId: row.faxbox_id,
    ownerId: row.owner_id,
  };
};

/** The longest time that Dash may need to store the pages of a fax after listing it; usually it needs seconds. */
const STORED_WITHIN_SECONDS = 600;

/**
 * Whether the pages of a fax are stored, or are not worth waiting for any longer; without a clear answer they may not be
 * there yet. 1 request while the fax is new, none once they are
 * stored.
 */
const isReady = async (z: ZObject, dash: Dash, { id, created }: FaxRow, now: Date): Promise<boolean> => {
  const listed = fromGregorian(created);
  if (listed === null || now.getTime() - listed.getTime() >= STORED_WITHIN_SECONDS * 1000) return true;
  const known = `pages of a fax:${id}`;
  if ((await recall(z, known)) === true) return true;
  const isStored = await dash.hasFile(['faxes', folderOf.inbound, id, 'attachment'], {
    purpose: 'look for the pages of a fax',
  });
  if (isStored === true) await remember(z, known, true, STORED_WITHIN_SECONDS);
  return isStored === true;
};

/** The faxes received in a time window, newest first, without those whose pages are still being stored. */
export const receivedFaxes = async ({ z, dash, bundle }: Context, window: PollWindow): Promise<FaxRow[]> => {
  const rows = await takeFaxes(dash, 'inbound', bundle.inputData.faxboxes, window, () => true);
  const ready = await Promise.all(rows.map((row) => isReady(z, dash, row, window.now)));
  return rows.filter((_, index) => ready[index]);
};

/** The newest outgoing faxes of the last 31 days that meet a condition, as many as the editor shows. */
export const recentlySent = async ({ dash, bundle }: Context, isMatch: (row: FaxRow) => boolean): Promise<Fax[]> => {
  const now = new Date();
  const window = { since: new Date(now.getTime() - HISTORY_MS), now, limit: EDITOR_SAMPLES };
  const rows = await takeFaxes(dash, 'outbound', bundle.inputData.faxboxes, window, isMatch);
  return rows.map((row) => faxOfRow('outbound', row));
};
