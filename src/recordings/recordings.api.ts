import type { Dash } from '../dash/client.ts';
import type { Query } from '../dash/http.ts';
import { collect } from '../dash/collect.ts';
import { createdBetween } from '../dash/time.ts';
import { haltedError } from '../zapier/errors.ts';
import type { PollWindow } from '../zapier/pollCheckpoint.ts';
import { parseRecording, type Recording } from './recording.record.ts';

/** The section of the API, which not every account has. */
const section = 'Call Recording';

const PAGE_SIZE = 200;

type Wanted = Pick<PollWindow, 'since' | 'now' | 'limit' | 'mostPages'>;

/** Returns the recording, perhaps with more data, if it is wanted; otherwise null. */
type Choose = (recording: Recording) => Recording | null | Promise<Recording | null>;

const chooseEach: Choose = (recording) => recording;

/**
 * The newest recordings that are wanted, newest first, `limit` at most. No page is requested after the last of them.
 * `filters` are Dash's own, which apply to the document, not to the call.
 */
export const newestRecordings = (
  dash: Dash,
  { since, now, limit, mostPages }: Wanted,
  choose: Choose = chooseEach,
  filters: Query = {},
): Promise<Recording[]> => {
  const query: Query = { ...createdBetween(since, now), page_size: PAGE_SIZE, ...filters };
  const pages = dash.pages(['recordings'], { section, purpose: 'list the recordings', query });
  const chosenOf = async (row: unknown): Promise<Recording[]> => {
    const recording = parseRecording(row);
    const chosen = recording && (await choose(recording));
    return chosen ? [chosen] : [];
  };
  return collect(pages, limit, chosenOf, mostPages);
};

const UNKNOWN = "VirtualPBX can't find this recording; it may already be deleted. Choose another one in Recording.";

const deletion = { section, purpose: 'delete the recording' };

/** A recording to delete: 1 request. Stops the step if there is none with this ID. */
export const recordingToDelete = async (dash: Dash, id: string): Promise<Recording> => {
  const recording = parseRecording(await dash.find(['recordings', id], deletion));
  if (!recording) throw haltedError(UNKNOWN);
  return recording;
};

/** Deletes a recording: 1 request. Stops the step if there is none with this ID. */
export const removeRecording = async (dash: Dash, id: string): Promise<void> => {
  if (!(await dash.delete(['recordings', id], deletion))) throw haltedError(UNKNOWN);
};
