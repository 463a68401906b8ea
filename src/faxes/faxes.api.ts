import type { Dash } from '../dash/client.ts';
import { fromGregorian, RETENTION_MS, SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { EDITOR_SAMPLES, SAMPLE_PAGES } from '../zapier/instantTrigger.ts';
import { loadNewest } from '../zapier/loadNewest.ts';
import type { PollWindow } from '../zapier/pollCheckpoint.ts';
import { FAX_FOLDERS, type Fax, type FaxDirection } from './fax.record.ts';
import { faxboxQuery, type FaxboxFilter } from './faxboxFilter.ts';
import { faxOfListed, parseListedFax, type ListedFax } from './listedFax.ts';

/** The newest faxes of a direction that match, newest first. */
const newestFaxes = (
  dash: Dash,
  direction: FaxDirection,
  input: FaxboxFilter,
  window: PollWindow,
  matches: (fax: ListedFax) => boolean = () => true,
): Promise<ListedFax[]> => {
  const query = faxboxQuery(input);
  const ask = { purpose: 'list the faxes', section: 'Fax', query };
  const isInBox = ({ faxbox_id }: ListedFax) => 'filter_faxbox_id' in query || input.passes('faxboxes', faxbox_id);
  return loadNewest(dash, ['faxes', FAX_FOLDERS[direction]], window, ask, (row) => {
    const fax = parseListedFax(row);
    return fax && isInBox(fax) && matches(fax) ? fax : null;
  });
};

/** The longest time that Dash may take to store the pages of a fax after listing it; usually it takes seconds. */
const MAX_STORING_SECONDS = 600;

/**
 * Whether the pages of a fax are stored, or it is too late to wait for them. Without a clear response from Dash, they
 * count as not stored. 1 request while the fax is new, none once the pages are stored.
 */
const isReady = async ({ dash, cache }: Context, { id, created }: ListedFax, now: Date): Promise<boolean> => {
  const listed = fromGregorian(created);
  if (listed === null || now.getTime() - listed.getTime() >= MAX_STORING_SECONDS * SECOND_MS) return true;
  const key = `pages of a fax:${id}`;
  if ((await cache.get(key)) === true) return true;
  const path = ['faxes', FAX_FOLDERS.inbound, id, 'attachment'];
  const isStored = await dash.hasFile(path, { purpose: 'check the pages of a fax' });
  if (isStored === true) await cache.set(key, true, MAX_STORING_SECONDS);
  return isStored === true;
};

/** The faxes received in a time range, newest first, without those whose pages aren't stored yet. */
export const receivedFaxes = async (
  input: FaxboxFilter,
  context: Context,
  window: PollWindow,
): Promise<ListedFax[]> => {
  const faxes = await newestFaxes(context.dash, 'inbound', input, window);
  const ready = await Promise.all(faxes.map((fax) => isReady(context, fax, window.now)));
  return faxes.filter((_, index) => ready[index]);
};

/** The newest outgoing faxes of the last 31 days that match, as many as the editor shows. */
export const recentlySent = async (
  dash: Dash,
  input: FaxboxFilter,
  matches: (fax: ListedFax) => boolean,
): Promise<Fax[]> => {
  const now = new Date();
  const window = { since: new Date(now.getTime() - RETENTION_MS), now, limit: EDITOR_SAMPLES, mostPages: SAMPLE_PAGES };
  const faxes = await newestFaxes(dash, 'outbound', input, window, matches);
  return faxes.map((fax) => faxOfListed('outbound', fax));
};
