import { RETENTION_MS } from '../dash/time.ts';
import { choiceList } from '../zapier/dropdown.ts';
import { recordingSummary } from './recording.record.ts';
import { newestRecordings } from './recordings.api.ts';

const MAX_CHOICES = 100;

/** The newest recordings, newest first: no one looks for one by the alphabet. */
export const listRecordings = choiceList({
  key: 'list_recordings',
  noun: 'Recording',
  load: async ({ dash, timeZone }) => {
    const now = new Date();
    const window = { since: new Date(now.getTime() - RETENTION_MS), now, limit: MAX_CHOICES };
    const recordings = await newestRecordings(dash, window);
    return recordings.map((recording) => ({ id: recording.id, name: recordingSummary(recording, timeZone) }));
  },
});
