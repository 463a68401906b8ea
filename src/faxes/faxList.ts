import type { ZObject } from 'zapier-platform-core';
import type { Dash, Query } from '../dash/client.ts';
import { number, object, read, text, type Read } from '../dash/shape.ts';
import { chosen } from '../zapier/filters.ts';
import { SHOWN_IN_EDITOR, type Context } from '../zapier/hookTrigger.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { takeNewest } from '../zapier/newest.ts';
import type { PollWindow } from '../zapier/pollingTrigger.ts';
import { folderOf, type Fax, type FaxDirection } from './fax.ts';
import { section } from './faxbox.ts';

const DAYS_31_MS = 31 * 24 * 3600 * 1000;

const rowShape = { id: text, status: text, from: text, to: text, created: number };

/** A row of Dash's lists of faxes. */
export type FaxRow = Omit<Read<typeof rowShape>, 'id'> & { id: string };

/** What became of a fax: `failed`, or `attaching files` while Dash still stores its pages (KAZOO, `fax_request.erl`). */
export const isFailed = ({ status }: FaxRow): boolean => status === 'failed';
export const isComplete = (row: FaxRow): boolean => !isFailed(row) && row.status !== 'attaching files';

/** Dash tests filters against the whole document, which alone knows the fax box. */
const ofFaxboxes = (faxboxes: unknown): Query => {
  const ids = chosen(faxboxes);
  if (ids.length === 0) return {};
  return { filter_faxbox_id: ids.length === 1 ? String(ids[0]) : JSON.stringify(ids) };
};

/** The newest faxes of a direction that meet a condition, newest first. */
export const takeFaxes = (
  dash: Dash,
  direction: FaxDirection,
  faxboxes: unknown,
  window: PollWindow,
  isMatch: (row: FaxRow) => boolean,
): Promise<FaxRow[]> => {
  const ask = { purpose: 'list the faxes', section, query: ofFaxboxes(faxboxes) };
  return takeNewest(dash, ['faxes', folderOf[direction]], window, ask, (value) => {
    const { id, ...rest } = read(rowShape, value);
    const row = id === null ? null : { id, ...rest };
    return row && isMatch(row) ? row : null;
  });
};

/** The result of receiving or sending (KAZOO, `fax_util.erl` and `fax_worker.erl`). */
const result = object({ total_pages: number, transferred_pages: number, pages_sent: number, result_text: text });

const documentShape = {
  faxbox_id: text,
  owner_id: text,
  from_number: text,
  from_name: text,
  to_number: text,
  to_name: text,
  call_id: text,
  rx_result: result,
  tx_result: result,
};

const readDocument = (value: unknown) => read(documentShape, value);

const documents = {
  inbound: cachedLookUp('received fax', (id) => ['faxes', folderOf.inbound, id], readDocument),
  outbound: cachedLookUp('sent fax', (id) => ['faxes', folderOf.outbound, id], readDocument),
};

/** The fax of a row: 1 request, for its document, and none while that is cached. */
export const faxOfRow = async (z: ZObject, dash: Dash, direction: FaxDirection, row: FaxRow): Promise<Fax> => {
  const document = (await documents[direction](z, dash, row.id)) ?? readDocument(null);
  const { total_pages, transferred_pages, pages_sent, result_text } =
    direction === 'inbound' ? document.rx_result : document.tx_result;
  return {
    id: row.id,
    jobId: direction === 'inbound' ? null : row.id,
    callId: document.call_id,
    direction,
    from: { number: document.from_number ?? row.from, name: document.from_name },
    to: { number: document.to_number ?? row.to, name: document.to_name },
    at: row.created,
    pages: total_pages ?? transferred_pages ?? pages_sent,
    reason: result_text,
    faxboxId: document.faxbox_id,
    ownerId: document.owner_id,
  };
};

/** The newest faxes of the last 31 days, as many as the editor shows. */
export const recentFaxes = async (
  { z, dash, bundle }: Context,
  directions: readonly FaxDirection[],
  isMatch: (row: FaxRow) => boolean,
): Promise<Fax[]> => {
  const now = new Date();
  const window = { since: new Date(now.getTime() - DAYS_31_MS), now, most: SHOWN_IN_EDITOR };
  const found = await Promise.all(
    directions.map(async (direction) => {
      const rows = await takeFaxes(dash, direction, bundle.inputData.faxboxes, window, isMatch);
      return rows.map((row) => ({ direction, row }));
    }),
  );
  const newest = found.flat().sort((a, b) => (b.row.created ?? 0) - (a.row.created ?? 0));
  return Promise.all(newest.slice(0, SHOWN_IN_EDITOR).map(({ direction, row }) => faxOfRow(z, dash, direction, row)));
};
